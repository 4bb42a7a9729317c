"""The pages of words that Law 122/2025/QH15 on e-commerce wants published."""

from __future__ import annotations

from flask_babel import lazy_gettext as _

PAGES = {
    "terms": _("Terms of the market"),
    "privacy": _("Your personal data"),
    "delivery": _("Delivery and payment"),
    "returns": _("Checking, returns and refunds"),
    "ranking": _("How goods are ranked"),
    "about": _("Who runs this market"),
}

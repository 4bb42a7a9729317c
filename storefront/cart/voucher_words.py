"""Why a voucher was not taken, in one sentence."""

from __future__ import annotations

from flask_babel import gettext as _

from storefront.cart.vouchers import VoucherOfOthers, VoucherRefused, VoucherUnusable
from storefront.i18n.languages import localized_text
from storefront.promotions.wording import refused_words


def why_no_voucher(refused: VoucherRefused) -> str:
    """Say why a code changes nothing in the cart."""
    if isinstance(refused, VoucherUnusable):
        return refused_words(refused.reason, refused.offer)
    if isinstance(refused, VoucherOfOthers):
        makers = ", ".join(localized_text(maker.name) for maker in refused.makers)
        return _(
            "That voucher holds for goods of %(makers)s: none of them is in your cart.",
            makers=makers,
        )
    return _("There is no such voucher. Look at the code once more.")

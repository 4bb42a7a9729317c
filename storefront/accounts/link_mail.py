"""Links that let somebody in, sent by e-mail in the language of whoever sends them."""

from __future__ import annotations

from flask_babel import gettext as _

from storefront.accounts.models import User
from storefront.cooperatives.models import Cooperative
from storefront.i18n.languages import localized_text
from storefront.mail.services import write_message


def mail_invitation(recipient: str, shop: Cooperative, address: str) -> None:
    """Write an invitation into a shop to an e-mail address."""
    name = localized_text(shop.name)
    write_message(
        recipient,
        _("Join %(shop)s on Chợ Phiên", shop=name),
        _(
            "You are invited to look after %(shop)s on the market.\n\n"
            "Join here within seven days; the link works once:\n%(address)s\n\n"
            "If you do not know what this is about, leave this message alone.",
            shop=name,
            address=address,
        ),
        "invitation",
    )


def mail_reset(user: User, address: str) -> str:
    """Write to an account that a new password can be chosen, where it has an e-mail address.

    Returns the address, "" where there is none.
    """
    if "@" not in user.identifier:
        return ""
    write_message(
        user.identifier,
        _("A new password for Chợ Phiên"),
        _(
            "A link was made with which you choose a new password.\n\n"
            "Choose it here within 24 hours:\n%(address)s\n\n"
            "If you did not ask for it, tell the manager of your shop.",
            address=address,
        ),
        "reset",
    )
    return user.identifier

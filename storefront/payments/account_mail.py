"""Telling everyone in a shop what becomes of its bank account."""

from __future__ import annotations

from flask_babel import gettext as _

from storefront.accounts.members import members_of
from storefront.i18n.bilingual import LANGUAGES
from storefront.i18n.languages import localized_text, speaking
from storefront.mail.services import write_message
from storefront.payments.accounts import short_account
from storefront.payments.models import AccountChange
from storefront.templating import show_moment

BETWEEN = "\n\n· · ·\n\n"
KIND = "account_change"


def tell_everyone(change: AccountChange, what: str) -> None:
    """Write to every member who has an e-mail address, in both languages.

    `what` is "asked", "approved", "stopped", "refused" or "done".
    """
    recipients = [user for user in members_of(change.cooperative) if "@" in user.identifier]
    if not recipients:
        return
    subjects, bodies = [], []
    for language in LANGUAGES:
        with speaking(language):
            subjects.append(_("The bank account of %(shop)s", shop=_shop(change)))
            bodies.append(_body(change, what))
    for user in recipients:
        write_message(user.identifier, " · ".join(subjects), BETWEEN.join(bodies), KIND)


def _body(change: AccountChange, what: str) -> str:
    account, shop = short_account(change), _shop(change)
    if what == "asked":
        told = _(
            "%(who)s asked that buyers of %(shop)s pay into another account: %(account)s, "
            "%(holder)s. Another manager or the operator of the market must approve it. "
            "Until then, and for 24 hours after, the old account stays.",
            who=change.asked_by.name or change.asked_by.identifier,
            shop=shop,
            account=account,
            holder=change.holder,
        )
    elif what == "approved":
        told = _(
            "The other account of %(shop)s, %(account)s, was approved. New orders are paid into "
            "it from %(moment)s on; until then the old account stays.",
            shop=shop,
            account=account,
            moment=show_moment(change.effective_at) if change.effective_at else "",
        )
    elif what == "done":
        return _(
            "New orders of %(shop)s are paid into %(account)s, %(holder)s, from now on. "
            "Orders placed before keep the account that stands on them.",
            shop=shop,
            account=account,
            holder=change.holder,
        )
    else:
        return _(
            "The change of the account of %(shop)s to %(account)s was stopped. "
            "Nothing changes: the old account stays.",
            shop=shop,
            account=account,
        )
    return told + "\n\n" + _("Is that wrong? Sign in and stop it: everybody in the shop can.")


def _shop(change: AccountChange) -> str:
    return localized_text(change.cooperative.name)

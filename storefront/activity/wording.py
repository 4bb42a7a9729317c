"""What the lines of the log say, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from storefront.activity.field_words import FIELDS
from storefront.activity.lead_words import LEAD_VERBS
from storefront.activity.models import Activity
from storefront.activity.showcase_words import SHOWCASE_VERBS
from storefront.templating import show_identifier, show_price

VERBS: Mapping[str, object] = {
    "goods.created": _("New product"),
    "goods.changed": _("Product changed"),
    "goods.published": _("Product put up for sale"),
    "goods.hidden": _("Product hidden"),
    "goods.archived": _("Product archived"),
    "goods.imported": _("Goods taken in from a spreadsheet"),
    "pack.added": _("New pack size"),
    "pack.changed": _("Pack size changed"),
    "price.changed": _("Price changed"),
    "price.event_set": _("Event price set"),
    "price.event_ended": _("Event price ended"),
    "voucher.made": _("Voucher given"),
    "voucher.ended": _("Voucher ended"),
    "stock.set": _("Stock counted"),
    "stock.changed": _("Stock changed"),
    "photo.added": _("Photo added"),
    "photo.changed": _("Photo changed"),
    "photo.removed": _("Photo removed"),
    "certificate.added": _("Certificate added"),
    "certificate.changed": _("Certificate changed"),
    "certificate.scanned": _("Scan of a certificate added"),
    "certificate.ended": _("Certificate ended early"),
    "licence.stated": _("Licence to sell alcohol stated"),
    "page.draft_saved": _("Draft of the shop's page saved"),
    "page.draft_discarded": _("Draft of the shop's page thrown away"),
    "page.published": _("Shop's page published"),
    "page.restored": _("Earlier page taken back as a draft"),
    "order.confirmed": _("Order confirmed"),
    "order.noted": _("Note written on an order"),
    "order.cancelled": _("Order cancelled"),
    "order.packed": _("Order packed"),
    "order.unpacked": _("Order unpacked again"),
    "order.handed_over": _("Order handed over"),
    "order.delivered": _("Order delivered"),
    "order.returned": _("Order came back"),
    "payment.recorded": _("Money received"),
    "payment.returned": _("Money given back"),
    "transfer.ended": _("Transfer put aside"),
    "transfer.assigned": _("Transfer counted for an order"),
    "sale.taken_back": _("Sale at a booth taken back"),
    "sale.paid": _("Transfer for a sale at a booth seen"),
    "delivery.changed": _("Delivery and payment changed"),
    "account.change_asked": _("Another bank account asked for"),
    "account.change_approved": _("Change of the bank account approved"),
    "account.change_stopped": _("Change of the bank account stopped"),
    "account.change_refused": _("Change of the bank account refused"),
    "account.changed": _("Bank account changed"),
    "member.invited": _("Somebody invited"),
    "member.invitation_withdrawn": _("Invitation withdrawn"),
    "member.joined": _("Joined the team"),
    "member.left": _("Access ended"),
    "member.role_changed": _("Role changed"),
    "password.reset_issued": _("Link for a new password made"),
    **SHOWCASE_VERBS,
    **LEAD_VERBS,
}

# What the log can be narrowed to, each by the beginnings of its verbs.
KINDS: Mapping[str, tuple[object, tuple[str, ...]]] = {
    "goods": (_("Goods and prices"), ("goods.", "pack.", "price.", "certificate.", "licence.")),
    "stock": (_("Stock"), ("stock.",)),
    "photos": (_("Photos"), ("photo.",)),
    "orders": (_("Orders and payments"), ("order.", "payment.", "transfer.", "sale.")),
    "page": (_("Shop's page"), ("page.",)),
    "settings": (_("Delivery and bank account"), ("delivery.", "account.")),
    "leads": (_("Trade leads"), ("lead.", "meeting.")),
    "booths": (_("Showcases"), ("booth.", "voucher.")),
    "team": (_("Team"), ("member.", "password.")),
}

TOLD = ("pack", "account", "booth", "session")
_ROLES: Mapping[str, object] = {"manager": _("Manager"), "member": _("Member")}
_MONEY = ("price.", "payment.", "transfer.", "sale.")


def verb_words(line: Activity) -> str:
    """Say what happened; a verb without words stands as it is."""
    return str(VERBS.get(line.verb, line.verb))


def actor_words(line: Activity) -> str:
    """Say who it was: a member by name, the operator by office, the shop itself by nobody."""
    if line.user is not None and line.user.role == "operator":
        return gettext("The operator of the market")
    if not line.actor:
        return gettext("By itself")
    return show_identifier(line.actor) if line.actor.startswith("+") else line.actor


def subject_words(line: Activity) -> str:
    """Name the thing; who has no name is shown as they sign in."""
    return show_identifier(line.subject) if line.subject.startswith("+84") else line.subject


def details_words(line: Activity) -> str:
    """Say what it was before and is now, and of which part, where the line knows."""
    details = line.details
    told = [str(details[name]) for name in TOLD if details.get(name)]
    before, after = details.get("before"), details.get("after")
    fields = details.get("fields")
    if isinstance(fields, list):
        told.append(", ".join(dict.fromkeys(_field(name) for name in fields)))
    elif isinstance(before, dict):
        now = after if isinstance(after, dict) else {}
        told += [f"{_field(name)}: {_change(line, before[name], now.get(name))}" for name in before]
    elif "after" in details:
        told.append(_change(line, before, after))
    told += [_value(line, details[name]) for name in ("amount_vnd", "role") if name in details]
    return " · ".join(told)


def _change(line: Activity, before: object, after: object) -> str:
    if after is None:
        return _value(line, before)
    return f"{_value(line, before)} → {_value(line, after)}"


def _field(name: object) -> str:
    return str(FIELDS.get(str(name), name))


def _value(line: Activity, value: object) -> str:
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, int) and line.verb.startswith(_MONEY):
        return show_price(value)
    return str(_ROLES.get(str(value), value))

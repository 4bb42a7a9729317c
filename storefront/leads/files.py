"""Leads as files to keep."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext as _

from storefront.i18n.languages import localized_text
from storefront.leads.models import Lead
from storefront.leads.wording import slot_words, state_words
from storefront.phones import show_phone
from storefront.tabular import CSV_TYPE, XLSX_TYPE, Row, write_csv, write_xlsx


def leads_file(leads: Sequence[Lead], sheet_type: str) -> tuple[bytes, str]:
    """Return a table of leads as "xlsx" or "csv", with its content type."""
    rows: list[Row] = [_headings(), *(_row(lead) for lead in leads)]
    if sheet_type == "csv":
        return write_csv(rows), CSV_TYPE
    return write_xlsx({_("Trade leads"): rows}), XLSX_TYPE


def _headings() -> Row:
    return (
        _("Number"), _("Received"), _("State"), _("Name of the firm, shop or kitchen"),
        _("Tax code"), _("Full name"), _("Phone number"), _("E-mail"), _("Goods"),
        _("What do you want to buy?"), _("How much a month"), _("From when"), _("Words"),
        _("Cooperative"), _("Showcase"), _("Booth"), _("Meeting"), _("Remind us on"), _("Notes"),
    )  # fmt: skip


def _row(lead: Lead) -> Row:
    booking = lead.booking
    meets = booking is not None and booking.cancelled_at is None
    return (
        lead.reference,
        lead.received_at,
        state_words(lead.state),
        lead.firm,
        lead.tax_code,
        lead.contact,
        show_phone(lead.phone),
        lead.email,
        localized_text(lead.product.name) if lead.product else "",
        lead.wanted,
        lead.monthly,
        lead.begins,
        lead.words,
        localized_text(lead.cooperative.name),
        localized_text(lead.showcase.title) if lead.showcase else "",
        lead.booth.number if lead.booth else "",
        slot_words(booking.slot) if booking is not None and meets else "",
        lead.remind_on,
        "\n".join(f"{note.actor}: {note.body}" for note in reversed(lead.notes)),
    )

"""A report as a workbook: figures to calculate with, and no word of who bought or asked."""

from __future__ import annotations

from flask_babel import gettext as _

from storefront.i18n.languages import localized_text
from storefront.leads.wording import state_words
from storefront.showcase.models import Showcase
from storefront.showcase_report.figures import Figures, Report
from storefront.showcase_report.wording import (
    measure,
    measures,
    notes,
    share_of,
    sign_words,
    stand_words,
    stretch_words,
)
from storefront.tabular import Row, write_xlsx

BY_SIGN = ("visits", "scans", "order_vnd")
Earlier = tuple[Showcase, Figures] | None


def workbook(report: Report, earlier: Earlier) -> bytes:
    """Return all tables of a report as the sheets of an .xlsx file; amounts are in đồng."""
    sheets = {_("Overview"): _overview(report, earlier), _("Hours"): _hours(report)}
    if report.booth is None:
        sheets[_("By booth")] = _booths(report)
    return write_xlsx(
        sheets
        | {_("Signs"): _signs(report), _("Goods"): _goods(report), _("Trade leads"): _leads(report)}
    )


def _overview(report: Report, earlier: Earlier) -> list[Row]:
    heads: list[str] = [_("Figure"), localized_text(report.showcase.title)]
    rows: list[list[str | int | None]] = []
    for each in measures():
        now = each.of(report.total)
        row: list[str | int | None] = [each.words, now]
        if earlier:
            was = each.of(earlier[1])
            row += [was, now - was, share_of(now, was)]
        rows.append(row)
    if earlier:
        heads += [localized_text(earlier[0].title), _("Difference"), _("Per cent")]
    return [
        heads,
        *rows,
        [_("Meetings called off"), report.called_off],
        [],
        *([n] for n in notes()),
    ]


def _hours(report: Report) -> list[Row]:
    rows: list[Row] = [
        (stretch_words(stretch), *_all(figures)) for stretch, figures in report.hours
    ]
    return [(_("Hour"), *_all_heads()), *rows]


def _booths(report: Report) -> list[Row]:
    rows: list[Row] = [(stand_words(stand), *_all(figures)) for stand, figures in report.stands]
    return [(_("Booth"), *_all_heads()), *rows]


def _signs(report: Report) -> list[Row]:
    chosen = [measure(name) for name in BY_SIGN]
    heads = (_("Booth"), _("Sign"), *(each.words for each in chosen))
    rows: list[Row] = [
        (stand_words(stand), sign_words(kind), *(each.of(figures) for each in chosen))
        for stand, kind, figures in report.signs
    ]
    return [heads, *rows]


def _goods(report: Report) -> list[Row]:
    heads = (
        _("Product"),
        _("Packs ordered"),
        _("Goods ordered"),
        _("Packs carried away"),
        _("Goods carried away"),
        _("Sold for"),
    )
    rows = [
        (
            localized_text(name),
            sold.ordered,
            sold.order_vnd,
            sold.carried,
            sold.sale_vnd,
            sold.total_vnd,
        )
        for name, sold in report.goods
    ]
    return [heads, *rows]


def _leads(report: Report) -> list[Row]:
    rows = [(state_words(state), number) for state, number in report.lead_states]
    return [(_("State"), _("Trade leads")), *rows]


def _all_heads() -> list[str]:
    return [each.words for each in measures()]


def _all(figures: Figures) -> list[int]:
    return [each.of(figures) for each in measures()]

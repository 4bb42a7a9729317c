"""A report as tables to keep: what was sold, never to whom.

The file leaves the shop for a bookkeeper's, a union's or a bank's desk and lives on there, so it
holds only what sales figures need (data minimisation: Law 91/2025/QH15 on personal data): no
name, phone, address or note of a buyer. The order's code leads a member back to the order.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask_babel import gettext as _

from storefront.cooperatives.models import Cooperative
from storefront.handling.wording import state_words
from storefront.i18n.languages import localized_text
from storefront.reporting.periods import Period
from storefront.reporting.services import (
    Figures,
    Place,
    Report,
    district_names,
    lines_of,
    report_on,
)
from storefront.reporting.wording import channel_words, place_words
from storefront.tabular import Row, write_csv, write_xlsx

Rows = list[Row]


def workbook(shop: Cooperative, period: Period) -> bytes:
    """Return all tables of a period as the sheets of an .xlsx file."""
    report = report_on(shop, period)
    titles = sheet_titles()
    return write_xlsx({titles[name]: TABLES[name](shop, report) for name in TABLES})


def one_table(shop: Cooperative, period: Period, name: str) -> bytes:
    """Return one table of a period, by its name in `TABLES`, as a .csv file."""
    return write_csv(TABLES[name](shop, report_on(shop, period)))


def sheet_titles() -> dict[str, str]:
    """Name the tables."""
    return {
        "weeks": _("Weeks"),
        "products": _("Products"),
        "districts": _("Districts"),
        "channels": _("Channels"),
        "lines": _("Every line"),
    }


def _weeks(_shop: Cooperative, report: Report) -> Rows:
    heads = (_("Week"), _("First day"), _("Last day"), *_figure_heads())
    rows = [(week.number, week.first, week.last, *_cells(f)) for week, f in report.weeks]
    return [heads, *rows]


def _products(_shop: Cooperative, report: Report) -> Rows:
    rows = [(localized_text(p.name), sold.packs, sold.goods_vnd) for p, sold in report.products]
    return [(_("Product"), _("Packs"), _("Sold for (đồng)")), *rows]


def _districts(_shop: Cooperative, report: Report) -> Rows:
    names = district_names(place.district_id for place, _figures in report.places)
    rows = [(place_words(place, names), *_cells(figures)) for place, figures in report.places]
    return [(_("District or province"), *_figure_heads()), *rows]


def _channels(_shop: Cooperative, report: Report) -> Rows:
    rows = [(channel_words(channel), *_cells(figures)) for channel, figures in report.channels]
    return [(_("Channel"), *_figure_heads()), *rows]


def _lines(shop: Cooperative, report: Report) -> Rows:
    lines = lines_of(shop, report.period)
    names = district_names({line.district_id for line in lines})
    # Each word is looked up once: there are many lines and few words.
    places = {
        place: place_words(place, names)
        for place in {Place(line.district_id, line.province_code) for line in lines}
    }
    channels = {channel: channel_words(channel) for channel in {line.channel for line in lines}}
    states = {status: state_words("order", status) for status in {line.status for line in lines}}
    heads = (
        _("Placed at"),
        _("Order"),
        _("Product"),
        _("Pack"),
        _("Packs"),
        _("Price (đồng)"),
        _("Voucher (đồng)"),
        _("Sold for (đồng)"),
        _("Channel"),
        _("District or province"),
        _("State"),
    )
    rows = [
        (
            line.placed_at,
            line.code,
            line.name_vi,
            line.label_vi,
            line.quantity,
            line.unit_price_vnd,
            line.discount_vnd,
            line.line_vnd,
            channels[line.channel],
            places[Place(line.district_id, line.province_code)],
            states[line.status],
        )
        for line in lines
    ]
    return [heads, *rows]


def _figure_heads() -> tuple[str, str, str]:
    return (_("Orders and booth sales"), _("Sold for (đồng)"), _("Delivery fees (đồng)"))


def _cells(figures: Figures) -> tuple[int, int, int]:
    return (figures.orders, figures.goods_vnd, figures.delivery_vnd)


TABLES: Mapping[str, Callable[[Cooperative, Report], Rows]] = {
    "weeks": _weeks,
    "products": _products,
    "districts": _districts,
    "channels": _channels,
    "lines": _lines,
}

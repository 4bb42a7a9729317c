"""A report as charts, each with the table of its figures."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import format_decimal, ngettext
from flask_babel import gettext as _

from storefront.charts.columns import draw_columns
from storefront.charts.data import Bar, Chart, Table, largest
from storefront.charts.drawing import Drawing
from storefront.charts.rows import draw_rows
from storefront.i18n.languages import current_language, localized_text
from storefront.reporting.services import Figures, Report, district_names
from storefront.reporting.wording import channel_words, place_words, short_day, week_words
from storefront.templating import show_price

MOST_BARS = 8
Shown = tuple[Drawing, Table]


def charts_of(report: Report) -> list[Shown]:
    """Return the charts of a report with their tables, in the page's language."""
    return [by_week(report), by_product(report), by_place(report), by_channel(report)]


def by_week(report: Report) -> Shown:
    """Return the sales of each week, also of those without any."""
    bars = tuple(
        Bar(week_words(week), (figures.goods_vnd,), short_day(week))
        for week, figures in report.weeks
    )
    chart = Chart("by-week", _("Sales by week"), (_("Sold for"),), bars, "vnd")
    rows = [(week_words(week), figures) for week, figures in report.weeks]
    return draw_columns(chart, current_language()), _orders_table(_("Week"), rows, report)


def by_product(report: Report) -> Shown:
    """Return the sales of each product in packs and đồng, the best first."""
    named = [(localized_text(product.name), sold) for product, sold in report.products]
    bars = [Bar(name, (sold.goods_vnd,)) for name, sold in named]
    table = Table(
        (_("Product"), _("Packs"), _("Sold for")),
        tuple(
            (name, format_decimal(sold.packs), show_price(sold.goods_vnd)) for name, sold in named
        ),
        _total(sum(sold.packs for _name, sold in named), report) if named else (),
    )
    return _rows("by-product", _("Sales by product"), bars), table


def by_place(report: Report) -> Shown:
    """Return the sales to each district of buyers."""
    names = district_names(place.district_id for place, _figures in report.places)
    rows = [(place_words(place, names), figures) for place, figures in report.places]
    bars = [Bar(name, (figures.goods_vnd,)) for name, figures in rows]
    drawing = _rows("by-place", _("Sales by the buyer's district"), bars)
    return drawing, _orders_table(_("District or province"), rows, report)


def by_channel(report: Report) -> Shown:
    """Return the sales through each channel."""
    rows = [(channel_words(channel), figures) for channel, figures in report.channels]
    bars = [Bar(name, (figures.goods_vnd,)) for name, figures in rows]
    drawing = _rows("by-channel", _("Sales by channel"), bars)
    return drawing, _orders_table(_("Channel"), rows, report)


def _rows(slug: str, title: str, bars: Sequence[Bar]) -> Drawing:
    shown, rest = largest(bars, MOST_BARS)
    words = _rest_words(rest) if rest else ""
    return draw_rows(Chart(slug, title, (_("Sold for"),), shown, "vnd", words), current_language())


def _rest_words(rest: Sequence[Bar]) -> str:
    amount = show_price(sum(bar.total for bar in rest))
    return ngettext(
        "Besides %(num)d smaller one: %(amount)s",
        "Besides %(num)d smaller ones: %(amount)s",
        len(rest),
        amount=amount,
    )


def _orders_table(what: str, rows: Sequence[tuple[str, Figures]], report: Report) -> Table:
    if not report.total.orders:
        return Table((), ())
    return Table(
        (what, _("Orders and booth sales"), _("Sold for")),
        tuple((name, format_decimal(f.orders), show_price(f.goods_vnd)) for name, f in rows),
        _total(report.total.orders, report),
    )


def _total(number: int, report: Report) -> tuple[str, str, str]:
    return (_("Together"), format_decimal(number), show_price(report.total.goods_vnd))

"""A report as headlines, and as charts each with the table of its figures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from storefront.charts.amounts import in_full
from storefront.charts.columns import draw_columns
from storefront.charts.data import Bar, Chart, Table, Unit, largest
from storefront.charts.drawing import Drawing
from storefront.charts.rows import draw_rows
from storefront.i18n.languages import current_language, localized_text
from storefront.leads.wording import state_words
from storefront.showcase.models import Showcase
from storefront.showcase_report.figures import Figures, Report, Sold, Stand, sum_of
from storefront.showcase_report.wording import (
    difference,
    measure,
    measures,
    share,
    sign_words,
    stand_words,
    stretch_tick,
    stretch_words,
)

MOST_BARS = 8
HEADLINES = (
    "revenue_vnd",
    "orders",
    "sales",
    "delivery_vnd",
    "visits",
    "scans",
    "leads",
    "meetings",
)
TAKINGS = ("orders", "order_vnd", "sales", "sale_vnd", "revenue_vnd")
INTEREST = ("visits", "scans", "leads", "meetings")
BY_SIGN = ("visits", "scans", "order_vnd")

Shown = tuple[Drawing, Table]
Named = Sequence[tuple[str, Figures]]


@dataclass(frozen=True, slots=True)
class Headline:
    """Hold one figure in words, with what must be said beside it."""

    words: str
    amount: str
    beside: str = ""


def headlines(report: Report) -> list[Headline]:
    """Return the first figures of a report."""
    total = report.total
    beside = {
        "orders": measure("order_vnd").told(total),
        "sales": measure("sale_vnd").told(total),
        "meetings": _called_off(report.called_off),
    }
    if total.open_orders:
        beside["orders"] += f" · {_still_open(total)}"
    found = (measure(name) for name in HEADLINES)
    return [Headline(each.words, each.told(total), beside.get(each.name, "")) for each in found]


def charts_of(report: Report) -> list[Shown]:
    """Return the charts of a report with their tables, in the page's language."""
    found = [_takings_by_hour(report), _interest_by_hour(report)]
    if report.booth is None:
        found += [_takings_by_booth(report), _interest_by_booth(report)]
    return [*found, _by_sign(report), _by_product(report), _by_state(report)]


def comparison_of(report: Report, earlier: Showcase, before: Figures) -> Table:
    """Return the figures beside those of the showcase before, with the differences."""
    heads = (
        _("Figure"),
        _("This one"),
        localized_text(earlier.title),
        _("Difference"),
        _("Per cent"),
    )
    rows = []
    for each in measures():
        now, was = each.of(report.total), each.of(before)
        told = each.told(report.total), each.told(before)
        rows.append((each.words, *told, difference(now, was, each.unit), share(now, was)))
    return Table(heads, tuple(rows))


def signs_by_booth(report: Report) -> Table:
    """Return each kind of sign of each booth in a row of its own."""
    rows = [
        (f"{stand_words(stand)}: {sign_words(kind)}", figures)
        for stand, kind, figures in report.signs
    ]
    return _table(_("Sign"), rows, BY_SIGN)


def _takings_by_hour(report: Report) -> Shown:
    rows = _hours(report, TAKINGS)
    bars = _hour_bars(report, lambda f: (f.order_vnd, f.sale_vnd))
    chart = Chart("takings-by-hour", _("Sold by the hour"), _sold_series(), bars, "vnd")
    return draw_columns(chart, current_language()), _table(_("Hour"), rows, TAKINGS)


def _interest_by_hour(report: Report) -> Shown:
    rows = _hours(report, INTEREST)
    bars = _hour_bars(report, lambda f: (f.visits, f.scans))
    series = (_("Visits"), _("Scans"))
    chart = Chart("visits-by-hour", _("Visits and scans by the hour"), series, bars)
    return draw_columns(chart, current_language()), _table(_("Hour"), rows, INTEREST)


def _takings_by_booth(report: Report) -> Shown:
    rows, bars = _booths(report), _booth_bars(report, lambda f: (f.order_vnd, f.sale_vnd))
    drawing = _rows("takings-by-booth", _("Sold by booth"), _sold_series(), bars, "vnd")
    return drawing, _table(_("Booth"), rows, TAKINGS)


def _interest_by_booth(report: Report) -> Shown:
    rows, bars = _booths(report), _booth_bars(report, lambda f: (f.visits, f.scans))
    series = (_("Visits"), _("Scans"))
    drawing = _rows("visits-by-booth", _("Visits and scans by booth"), series, bars)
    return drawing, _table(_("Booth"), rows, INTEREST)


def _by_sign(report: Report) -> Shown:
    rows = [(sign_words(kind), figures) for kind, figures in report.sign_kinds]
    bars = [Bar(name, (figures.visits, figures.scans)) for name, figures in rows]
    series = (_("Visits"), _("Scans"))
    drawing = _rows("by-sign", _("By which signs they came"), series, bars)
    return drawing, _table(_("Sign"), rows, BY_SIGN)


def _by_product(report: Report) -> Shown:
    named = [(localized_text(name), sold) for name, sold in report.goods]
    bars = [Bar(name, (sold.order_vnd, sold.sale_vnd)) for name, sold in named]
    drawing = _rows("by-product", _("Sold by product"), _sold_series(), bars, "vnd")
    heads = (_("Product"), _("Packs ordered"), _("Packs carried away"), _("Sold for"))
    rows = [(name, *_packs(sold)) for name, sold in named]
    together = Sold(
        sum(sold.ordered for _name, sold in named),
        report.total.order_vnd,
        sum(sold.carried for _name, sold in named),
        report.total.sale_vnd,
    )
    return drawing, Table(heads, tuple(rows), (_("Together"), *_packs(together)) if rows else ())


def _by_state(report: Report) -> Shown:
    rows = [(state_words(state), number) for state, number in report.lead_states]
    bars = tuple(Bar(name, (number,)) for name, number in rows)
    chart = Chart("leads-by-state", _("Trade leads by state"), (_("Trade leads"),), bars)
    table = Table(
        (_("State"), _("Trade leads")),
        tuple((name, _number(number)) for name, number in rows) if report.total.leads else (),
        (_("Together"), _number(report.total.leads)),
    )
    return draw_rows(chart, current_language()), table


def _hours(report: Report, names: Sequence[str]) -> Named:
    """Name the stretches in which any of some measures was counted."""
    chosen = [measure(name) for name in names]
    return [
        (stretch_words(stretch), figures)
        for stretch, figures in report.hours
        if any(each.of(figures) for each in chosen)
    ]


def _booths(report: Report) -> Named:
    return [(stand_words(stand), figures) for stand, figures in report.stands]


def _booth_bars(report: Report, amounts: Callable[[Figures], tuple[int, ...]]) -> list[Bar]:
    """Draw the booths; the showcase's own page and signs stand in the table alone."""
    return [
        Bar(stand_words(stand), amounts(figures))
        for stand, figures in report.stands
        if stand != Stand()
    ]


def _hour_bars(report: Report, amounts: Callable[[Figures], tuple[int, ...]]) -> tuple[Bar, ...]:
    return tuple(
        Bar(stretch_words(stretch), amounts(figures), stretch_tick(stretch))
        for stretch, figures in report.hours
    )


def _rows(
    slug: str, title: str, series: tuple[str, ...], bars: Sequence[Bar], unit: Unit = "number"
) -> Drawing:
    shown, rest = largest(bars, MOST_BARS)
    chart = Chart(slug, title, series, shown, unit, _rest_words(rest, unit) if rest else "")
    return draw_rows(chart, current_language())


def _rest_words(rest: Sequence[Bar], unit: Unit) -> str:
    return ngettext(
        "Besides %(num)d smaller one: %(amount)s",
        "Besides %(num)d smaller ones: %(amount)s",
        len(rest),
        amount=in_full(sum(bar.total for bar in rest), unit, current_language()),
    )


def _table(what: str, rows: Named, names: Sequence[str]) -> Table:
    chosen = [measure(name) for name in names]
    total = sum_of(figures for _name, figures in rows)
    if all(each.of(total) == 0 for each in chosen):
        return Table((), ())
    return Table(
        (what, *(each.words for each in chosen)),
        tuple((name, *(each.told(figures) for each in chosen)) for name, figures in rows),
        (_("Together"), *(each.told(total) for each in chosen)),
    )


def _packs(sold: Sold) -> tuple[str, str, str]:
    money = in_full(sold.total_vnd, "vnd", current_language())
    return _number(sold.ordered), _number(sold.carried), money


def _number(number: int) -> str:
    return in_full(number, "number", current_language())


def _sold_series() -> tuple[str, str]:
    return _("By order"), _("Carried away")


def _still_open(total: Figures) -> str:
    return ngettext(
        "%(num)d more still open: %(amount)s",
        "%(num)d more still open: %(amount)s",
        total.open_orders,
        amount=measure("open_vnd").told(total),
    )


def _called_off(number: int) -> str:
    if not number:
        return ""
    return ngettext("%(num)d called off", "%(num)d called off", number)

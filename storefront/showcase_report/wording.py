"""Stretches of time, booths, signs and measures in words."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import format_date
from flask_babel import gettext as _

from storefront.charts.amounts import in_full
from storefront.charts.data import Unit
from storefront.i18n.languages import current_language, localized_text
from storefront.showcase.wording import WITHOUT_YEAR, clock_span, clock_time
from storefront.showcase_report.figures import Figures, Stand
from storefront.showcase_report.hours import AFTER, BEFORE, BETWEEN, DAY, Stretch

NO_CHANGE = "–"


@dataclass(frozen=True, slots=True)
class Measure:
    """Hold one measure: its field in `Figures`, its name, and what it is counted in."""

    name: str
    words: str
    unit: Unit = "number"

    def of(self, figures: Figures) -> int:
        """Return how much it is."""
        return int(getattr(figures, self.name))

    def told(self, figures: Figures) -> str:
        """Write how much it is, as the page's language does."""
        return in_full(self.of(figures), self.unit, current_language())


def measures() -> list[Measure]:
    """Name all that is measured, the most important first."""
    return [
        Measure("revenue_vnd", _("Ordered and carried away"), "vnd"),
        Measure("orders", _("Orders")),
        Measure("order_vnd", _("Goods ordered"), "vnd"),
        Measure("sales", _("Sales at the booth")),
        Measure("sale_vnd", _("Goods carried away"), "vnd"),
        Measure("delivery_vnd", _("Delivery fees besides"), "vnd"),
        Measure("open_orders", _("Orders still open")),
        Measure("open_vnd", _("Goods of open orders"), "vnd"),
        Measure("visits", _("Visits")),
        Measure("scans", _("Scans")),
        Measure("leads", _("Trade leads")),
        Measure("meetings", _("Meetings booked")),
    ]


def measure(name: str) -> Measure:
    """Return a measure by its field."""
    return next(each for each in measures() if each.name == name)


def stretch_words(stretch: Stretch) -> str:
    """Name a stretch of time in full."""
    if stretch.kind == BEFORE:
        return _("Before the opening")
    if stretch.kind == AFTER:
        return _("After the last day")
    day = format_date(stretch.day, WITHOUT_YEAR[current_language()])
    if stretch.kind == DAY:
        return day
    if stretch.kind == BETWEEN:
        return _("Night after %(day)s", day=day)
    return f"{day}, {clock_span(stretch.starts, stretch.ends)}"


def stretch_tick(stretch: Stretch) -> str:
    """Name a stretch in as few letters as stand under a column."""
    if stretch.kind == BEFORE:
        return _("before")
    if stretch.kind == AFTER:
        return _("after")
    if stretch.kind == BETWEEN:
        return NO_CHANGE
    if stretch.kind == DAY:
        return format_date(stretch.day, WITHOUT_YEAR[current_language()])
    return clock_time(stretch.starts)


def stand_words(stand: Stand) -> str:
    """Name a booth with its cooperative, or what else a line stands for."""
    maker = localized_text(stand.maker.name) if stand.maker else ""
    if stand.booth is None:
        return (
            _("%(maker)s, without a booth now", maker=maker)
            if maker
            else _("The showcase's own page and signs")
        )
    if not maker:
        return _("Booth %(number)s", number=stand.booth.number)
    return f"{stand.booth.number} · {maker}"


def sign_words(kind: str) -> str:
    """Name the signs of a kind."""
    return {
        "page": _("The page, and orders taken at the booth"),
        "poster": _("Signs to hang"),
        "booth_card": _("Booth cards"),
        "table_tent": _("Table tents"),
        "price_tag": _("Price tags"),
        "screen": _("Big screen"),
        "receipt": _("Receipts"),
        "": _("Other signs of the showcase"),
    }[kind]


def difference(now: int, before: int, unit: Unit = "number") -> str:
    """Write how much more or less there is than before, with its sign."""
    if now == before:
        return "0"
    sign = "+" if now > before else "-"
    return sign + in_full(abs(now - before), unit, current_language())


def share(now: int, before: int) -> str:
    """Write the difference in per cent of before, a dash where there was nothing."""
    per_cent = share_of(now, before)
    if per_cent is None:
        return NO_CHANGE
    return f"{difference(per_cent, 0)}%"


def share_of(now: int, before: int) -> int | None:
    """Return the difference in whole per cent of before, None where there was nothing."""
    return round(100 * (now - before) / before) if before else None


def notes() -> list[str]:
    """Say what the figures mean, and what they cannot tell."""
    return [
        _(
            "A visit is a page that was opened, a scan a sign that was scanned. Neither is a"
            " person: one person may open a page many times, and nobody is followed. Known robots"
            " are left out."
        ),
        _(
            "An order belongs to the showcase when its goods came into the cart by one of the"
            " codes on its signs or pages, and it counts at the booth of the cooperative that"
            " sells them. Who saw goods here and later ordered by another way is not counted."
        ),
        _(
            "Orders count once they are confirmed or paid, by the hour in which they were placed;"
            " cancelled, lapsed and returned ones do not. Those that still wait stand apart as"
            " open. Delivery fees are not among the goods, and what a voucher took off is off."
        ),
        _(
            "Sales at the booth count by the clock of the seller's phone, unless they were taken"
            " back. All hours are those of Việt Nam."
        ),
    ]

"""What is counted, and the report that holds it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields

from storefront.cooperatives.models import Cooperative
from storefront.i18n.bilingual import Bilingual
from storefront.showcase.models import Booth, Showcase
from storefront.showcase_report.hours import Stretch


@dataclass(frozen=True, slots=True)
class Figures:
    """Hold counts, and amounts in đồng.

    A visit is a page that was opened, a scan a sign that was scanned; nobody knows by how many
    people. `orders` are those that count as sales, for `order_vnd` of goods that were chosen
    through the showcase; `open_orders` were placed and nobody has confirmed or paid them yet.
    `sales` were carried away from a booth. `delivery_vnd` are the fees of `orders`. `meetings`
    are those that were booked and not called off.
    """

    visits: int = 0
    scans: int = 0
    orders: int = 0
    order_vnd: int = 0
    open_orders: int = 0
    open_vnd: int = 0
    sales: int = 0
    sale_vnd: int = 0
    delivery_vnd: int = 0
    leads: int = 0
    meetings: int = 0

    def __add__(self, other: Figures) -> Figures:
        """Return both together."""
        return sum_of((self, other))

    @property
    def revenue_vnd(self) -> int:
        """Return what was sold for, ordered and carried away, without delivery."""
        return self.order_vnd + self.sale_vnd

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing was counted."""
        return self == Figures()


@dataclass(frozen=True, slots=True)
class Sold:
    """Hold packs of one product with their amounts in đồng, ordered and carried away."""

    ordered: int = 0
    order_vnd: int = 0
    carried: int = 0
    sale_vnd: int = 0

    @property
    def total_vnd(self) -> int:
        """Return what was sold for in all."""
        return self.order_vnd + self.sale_vnd


@dataclass(frozen=True, slots=True)
class Stand:
    """Hold what a line of the report belongs to.

    A booth with its cooperative; without a booth a cooperative that has none any more; without
    either the showcase itself.
    """

    booth: Booth | None = None
    maker: Cooperative | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """Hold the figures of a showcase, or of one booth of it.

    Each of `hours`, `stands` and `signs` adds up to `total` in what it counts, `goods` to its
    revenue, `lead_states` to its leads. Signs count visits, scans and `order_vnd`; a sign is
    named by where it hangs and its kind, "" for those that hang elsewhere than at the one booth.
    """

    showcase: Showcase
    booth: Booth | None
    total: Figures
    hours: tuple[tuple[Stretch, Figures], ...]
    stands: tuple[tuple[Stand, Figures], ...]
    signs: tuple[tuple[Stand, str, Figures], ...]
    goods: tuple[tuple[Bilingual, Sold], ...]
    lead_states: tuple[tuple[str, int], ...]
    called_off: int

    @property
    def sign_kinds(self) -> tuple[tuple[str, Figures], ...]:
        """Return the signs of each kind together."""
        kinds: dict[str, list[Figures]] = {}
        for _stand, kind, figures in self.signs:
            kinds.setdefault(kind, []).append(figures)
        return tuple((kind, sum_of(parts)) for kind, parts in kinds.items())


def sum_of(parts: Iterable[Figures]) -> Figures:
    """Return all figures together."""
    sums: Counter[str] = Counter()
    for part in parts:
        sums.update({name: getattr(part, name) for name in NAMES})
    return figures_of(sums)


def figures_of(sums: Mapping[str, int]) -> Figures:
    """Return figures of which the names and amounts are known; the rest is nothing."""
    return Figures(**{name: sums.get(name, 0) for name in NAMES})


NAMES = tuple(field.name for field in fields(Figures))

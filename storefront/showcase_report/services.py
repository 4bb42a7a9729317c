"""The report of a showcase, or of one booth for those who hold it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from storefront.cooperatives.models import Cooperative
from storefront.database import db
from storefront.footfall.models import SCAN
from storefront.i18n.bilingual import Bilingual
from storefront.leads.models import STATES
from storefront.showcase.models import ACCEPTED, DRAFT, SIGN_KINDS, Booth, Showcase
from storefront.showcase_report import reading
from storefront.showcase_report.figures import (
    Figures,
    Report,
    Sold,
    Stand,
    figures_of,
    sum_of,
)
from storefront.showcase_report.hours import Stretch, place_of, stretches_of
from storefront.showcase_report.stands import ITSELF, Key, Stands, stands_of

ELSEWHERE = ""
"""The kind of all signs that do not hang at the one booth that is looked at."""

_AMOUNTS: Mapping[str, tuple[str, str]] = {
    reading.ORDERED: ("orders", "order_vnd"),
    reading.PLACED: ("open_orders", "open_vnd"),
    reading.CARRIED: ("sales", "sale_vnd"),
}


def report_on(showcase: Showcase, booth: Booth | None = None) -> Report:
    """Return the figures of a showcase; of a booth only what its cooperative did there."""
    sums = _Sums(showcase, booth)
    sums.read()
    stands = sums.in_order()
    return Report(
        showcase,
        booth,
        sum_of(figures for _stand, figures in stands),
        tuple(
            (stretch, figures_of(sums.by_place[place]))
            for place, stretch in enumerate(sums.stretches)
        ),
        tuple(stands),
        tuple(sums.signs_in_order()),
        _named(sums.by_product),
        tuple((state, sums.by_state[state]) for state in STATES),
        sums.called_off,
    )


def compared_with(
    showcase: Showcase, now: datetime, booth: Booth | None = None
) -> tuple[Showcase, Figures] | None:
    """Return the showcase before this one with its figures, None where there is none.

    For a booth: those of its cooperative's booth there, None where it had none.
    """
    earlier = earlier_showcase(showcase, now)
    if earlier is None:
        return None
    if booth is None:
        return earlier, report_on(earlier).total
    there = _booth_of(earlier, booth.cooperative)
    return (earlier, report_on(earlier, there).total) if there else None


def earlier_showcase(showcase: Showcase, now: datetime) -> Showcase | None:
    """Return what a showcase is compared with, if that is over.

    The one it was copied from, else the organiser's last one before it.
    """
    found = db.session.scalars(
        select(Showcase)
        .where(
            Showcase.organiser_id == showcase.organiser_id,
            Showcase.id != showcase.id,
            Showcase.state != DRAFT,
        )
        .options(selectinload(Showcase.days))
    ).all()
    over = [each for each in found if each.ends_at is not None and each.is_over(now)]
    source = next((each for each in over if each.id == showcase.copied_from_id), None)
    if source is not None:
        return source
    starts = showcase.starts_at or now
    before = [each for each in over if each.ends_at is not None and each.ends_at <= starts]
    return max(before, key=lambda each: (each.ends_at, each.id), default=None)


def _booth_of(showcase: Showcase, maker: Cooperative | None) -> Booth | None:
    if maker is None:
        return None
    return db.session.scalars(
        select(Booth)
        .where(
            Booth.showcase_id == showcase.id,
            Booth.cooperative_id == maker.id,
            Booth.state == ACCEPTED,
        )
        .order_by(Booth.id.desc())
    ).first()


class _Sums:
    """Add up what was read, each thing under all that it counts for."""

    def __init__(self, showcase: Showcase, booth: Booth | None) -> None:
        self.showcase, self.booth = showcase, booth
        self.maker = booth.cooperative if booth else None
        self.stretches: Sequence[Stretch] = stretches_of(showcase)
        self.stands: Stands = stands_of(showcase, self.maker)
        self.by_place: dict[int, Counter[str]] = {
            place: Counter() for place in range(len(self.stretches))
        }
        self.by_stand: dict[Key, Counter[str]] = {}
        self.by_sign: dict[tuple[Key, str], Counter[str]] = {}
        self.by_product: dict[int, Counter[str]] = {}
        self.by_state: Counter[str] = Counter()
        self.called_off = 0

    def read(self) -> None:
        """Read all there is."""
        self._read_footfall()
        self._read_goods()
        self._read_leads()
        for row in reading.meetings_by_hour(self.showcase, self.stretches, self.maker):
            key = self.stands.of_maker(row.cooperative_id, row.booth_id)
            if self._is_wanted(key) and row.stands:
                self._add(key, row.place, meetings=row.number)
            elif self._is_wanted(key):
                self.called_off += row.number

    def in_order(self) -> list[tuple[Stand, Figures]]:
        """Return what each booth came to, also those where nothing happened."""
        keys = {self._own} if self.booth else self.stands.held() | set(self.by_stand)
        return [
            (stand, figures_of(self.by_stand.get(key, {})))
            for key, stand in self.stands.ordered(keys)
        ]

    def signs_in_order(self) -> Iterator[tuple[Stand, str, Figures]]:
        """Yield what came by each sign: by booth, and there by kind."""
        kinds = (*SIGN_KINDS, ELSEWHERE)
        for key, stand in self.stands.ordered(key for key, _kind in self.by_sign):
            for kind in kinds:
                if (key, kind) in self.by_sign:
                    yield stand, kind, figures_of(self.by_sign[key, kind])

    def _read_footfall(self) -> None:
        for count in reading.counts(self.showcase, self.booth):
            key = self.stands.of_booth(count.booth_id)
            amounts = {"scans" if count.kind == SCAN else "visits": count.count}
            self._add(key, place_of(count.hour, self.stretches), **amounts)
            self.by_sign.setdefault((key, count.sign), Counter()).update(amounts)

    def _read_goods(self) -> None:
        for row in reading.goods_sold(self.showcase, self.stretches, self.maker):
            key = self.stands.of_maker(row.cooperative_id, row.booth_id)
            if not self._is_wanted(key):
                continue
            number, amount = _AMOUNTS[row.how]
            amounts = {number: int(row.number), amount: int(row.goods_vnd)}
            if row.how == reading.ORDERED:
                amounts["delivery_vnd"] = int(row.delivery_vnd)
                self._add_sign(row, amount)
            self._add(key, row.place, **amounts)
            if row.how != reading.PLACED:
                packs = {f"{amount}_packs": int(row.packs), amount: int(row.goods_vnd)}
                self.by_product.setdefault(row.product_id, Counter()).update(packs)

    def _read_leads(self) -> None:
        for row in reading.leads_by_hour(self.showcase, self.stretches, self.maker):
            key = self.stands.of_maker(row.cooperative_id, row.booth_id)
            if self._is_wanted(key):
                self._add(key, row.place, leads=row.number)
                self.by_state[row.state] += row.number

    def _add_sign(self, row: Any, amount: str) -> None:
        """Count goods under the sign by which they were found, of whatever booth it is."""
        key, kind = self.stands.of_booth(row.sign_booth_id), row.sign
        if self.booth and key != self._own:
            key, kind = self._own, ELSEWHERE
        self.by_sign.setdefault((key, kind), Counter())[amount] += int(row.goods_vnd)

    def _add(self, key: Key, place: int, **amounts: int) -> None:
        self.by_stand.setdefault(key, Counter()).update(amounts)
        self.by_place[place].update(amounts)

    @property
    def _own(self) -> Key:
        return (self.booth.id, self.booth.cooperative_id) if self.booth else ITSELF

    def _is_wanted(self, key: Key) -> bool:
        return self.booth is None or key == self._own


def _named(by_product: Mapping[int, Counter[str]]) -> tuple[tuple[Bilingual, Sold], ...]:
    names = reading.names_of_goods(set(by_product))
    sold = [
        (
            names[product],
            Sold(
                sums["order_vnd_packs"],
                sums["order_vnd"],
                sums["sale_vnd_packs"],
                sums["sale_vnd"],
            ),
        )
        for product, sums in by_product.items()
    ]
    return tuple(sorted(sold, key=lambda item: (-item[1].total_vnd, item[0].vi)))

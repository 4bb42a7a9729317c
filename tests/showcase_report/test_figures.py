"""What counts for which booth and hour, and sums that agree whatever happened."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event

from storefront import clock
from storefront.database import db
from storefront.leads.models import STATES
from storefront.ordering.models import FULFILMENT_STATUSES, ORDER_STATUSES, PAYMENT_STATUSES
from storefront.showcase.live_counts import LiveCounts, live_counts
from storefront.showcase.models import SIGN_KINDS, Booth, Showcase
from storefront.showcase_report.figures import Figures, Report, sum_of
from storefront.showcase_report.hours import AFTER, BEFORE, DAY, HOUR, stretches_of
from storefront.showcase_report.services import compared_with, report_on
from tests.factories import make_cooperative, make_market
from tests.factories.showcases import make_organiser, make_showcase
from tests.showcase_report.fairs import (
    asked,
    booked,
    ordered,
    seen,
    sold,
    stand,
)


@pytest.fixture
def showcase(app: Flask) -> Any:
    with app.app_context():
        make_market()
        yield make_showcase()


def opened(showcase: Showcase, hours: float = 1) -> datetime:
    assert showcase.starts_at
    return showcase.starts_at + timedelta(hours=hours)


def by_booth(report: Report) -> dict[str, Figures]:
    return {stand.booth.number if stand.booth else "": f for stand, f in report.stands}


def when(report: Report) -> list[tuple[str, Figures]]:
    return [(stretch.kind, figures) for stretch, figures in report.hours if not figures.is_empty]


def test_an_order_counts_at_the_booth_of_the_maker_whoever_showed_the_way(
    showcase: Showcase,
) -> None:
    mine, other = stand(showcase), stand(showcase)
    ordered(mine, opened(showcase), 2, by=other)
    report = report_on(showcase)
    order = Figures(orders=1, order_vnd=100_000, delivery_vnd=25_000)
    assert by_booth(report) == {mine.number: order, other.number: Figures()}
    [(hung, kind, figures)] = report.signs
    assert (hung.booth, kind, figures.order_vnd) == (other, "booth_card", 100_000)


def test_a_cooperative_learns_that_another_sign_showed_the_way_but_not_which(
    showcase: Showcase,
) -> None:
    mine, other = stand(showcase), stand(showcase)
    ordered(mine, opened(showcase), by=other)
    ordered(other, opened(showcase), by=mine)
    report = report_on(showcase, mine)
    assert report.total.orders == 1
    [(hung, kind, figures)] = report.signs
    assert (hung.booth, kind, figures.order_vnd) == (mine, "", 50_000)


@pytest.mark.parametrize(
    ("order", "payment", "fulfilment", "counts", "is_open"),
    [
        ("placed", "awaiting", "pending", 0, 1),
        ("placed", "part_paid", "pending", 0, 1),
        ("placed", "paid", "pending", 1, 0),
        ("confirmed", "awaiting", "pending", 1, 0),
        ("completed", "paid", "delivered", 1, 0),
        ("completed", "paid", "returned", 0, 0),
        ("confirmed", "refunded", "pending", 0, 0),
        ("cancelled", "awaiting", "pending", 0, 0),
        ("expired", "awaiting", "pending", 0, 0),
    ],
)
def test_orders_that_wait_stand_apart_and_those_that_ended_nowhere(
    showcase: Showcase, order: str, payment: str, fulfilment: str, counts: int, is_open: int
) -> None:
    booth = stand(showcase)
    states: dict[str, Any] = {
        "status": order,
        "payment_status": payment,
        "fulfilment_status": fulfilment,
    }
    ordered(booth, opened(showcase), **states)
    total = report_on(showcase).total
    assert (total.orders, total.order_vnd) == (counts, counts * 50_000)
    assert (total.open_orders, total.open_vnd) == (is_open, is_open * 50_000)
    assert total.delivery_vnd == counts * 25_000


def test_orders_that_came_by_no_sign_of_this_showcase_do_not_count(showcase: Showcase) -> None:
    booth = stand(showcase)
    ordered(booth, opened(showcase)).line_items[0].source = ""
    elsewhere = stand(make_showcase(), booth.cooperative)
    ordered(elsewhere, opened(showcase))
    db.session.flush()
    assert report_on(showcase).total == Figures()


def test_hours_are_those_of_the_market_and_what_comes_later_is_told(showcase: Showcase) -> None:
    booth = stand(showcase)
    assert showcase.ends_at
    for moment in (opened(showcase, -2), opened(showcase, 9.5), showcase.ends_at):
        ordered(booth, moment)
    report = report_on(showcase)
    assert [(kind, figures.orders) for kind, figures in when(report)] == [
        (BEFORE, 1),
        (HOUR, 1),
        (AFTER, 1),
    ]
    [ninth] = [stretch for stretch, f in report.hours if f.orders and stretch.kind == HOUR]
    assert ninth.starts.astimezone(clock.MARKET_ZONE).hour == 9


def test_half_hours_count_with_their_hour_and_nights_are_one_stretch(showcase: Showcase) -> None:
    for day in showcase.days:
        day.opens_at += timedelta(hours=8, minutes=30)
        day.closes_at -= timedelta(hours=6, minutes=30)
    stretches = stretches_of(showcase)
    assert [stretch.kind for stretch in stretches] == [
        "before", *["hour"] * 10, "between", *["hour"] * 10, "after",
    ]  # fmt: skip
    assert all(a.ends == b.starts for a, b in pairwise(stretches))
    assert stretches[1].starts.astimezone(clock.MARKET_ZONE).hour == 8


def test_a_long_showcase_is_told_by_days_and_one_without_days_at_all(showcase: Showcase) -> None:
    showcase.days[1].day += timedelta(days=20)
    showcase.days[1].opens_at += timedelta(days=20)
    showcase.days[1].closes_at += timedelta(days=21)
    assert {stretch.kind for stretch in stretches_of(showcase)} >= {HOUR}
    showcase.days[1].closes_at += timedelta(days=4)
    assert [stretch.kind for stretch in stretches_of(showcase)].count(DAY) == 22
    showcase.days.clear()
    booth = stand(showcase)
    ordered(booth, clock.now())
    assert [kind for kind, _figures in when(report_on(showcase))] == [BEFORE]


def test_what_was_taken_back_is_no_sale(showcase: Showcase) -> None:
    booth = stand(showcase)
    sold(booth, opened(showcase), 3)
    sold(booth, opened(showcase), taken_back_at=clock.now(), taken_back_reason="Bấm nhầm")
    assert report_on(showcase).total == Figures(sales=1, sale_vnd=150_000)


def test_a_booth_that_changed_hands_keeps_the_figures_of_each_apart(showcase: Showcase) -> None:
    booth = stand(showcase)
    first, second = booth.cooperative, make_cooperative()
    ordered(booth, opened(showcase))
    sold(booth, opened(showcase))
    asked(booth, opened(showcase))
    booth.cooperative = second
    db.session.flush()
    assert report_on(showcase, booth).total == Figures()
    stands = {stand.maker: figures for stand, figures in report_on(showcase).stands}
    assert stands[second] == Figures()
    assert (stands[first].orders, stands[first].sales, stands[first].leads) == (1, 1, 1)


def test_meetings_called_off_are_told_apart(showcase: Showcase) -> None:
    booth = stand(showcase)
    booked(booth, opened(showcase))
    booked(booth, opened(showcase), cancelled=True)
    report = report_on(showcase, booth)
    assert (report.total.meetings, report.called_off, report.total.leads) == (1, 1, 2)


def test_an_order_of_two_lines_is_one_order_with_one_fee(showcase: Showcase) -> None:
    booth = stand(showcase)
    order = ordered(booth, opened(showcase))
    line = order.line_items[0]
    copied = {c.key: getattr(line, c.key) for c in line.__table__.columns if c.key != "id"}
    order.line_items.append(type(line)(**copied))
    order.line_items.append(type(line)(**copied | {"source": ""}))
    order.goods_vnd *= 3
    order.total_vnd = order.goods_vnd + order.delivery_vnd
    db.session.flush()
    found = Figures(orders=1, order_vnd=100_000, delivery_vnd=25_000)
    assert report_on(showcase).total == report_on(showcase, booth).total == found


def random_fair(showcase: Showcase, rng: random.Random, things: int) -> list[Booth]:
    booths = [stand(showcase, price=rng.choice([7_000, 33_000, 250_000])) for _ in range(4)]
    gone = stand(showcase)
    for _ in range(things):
        booth, moment = rng.choice([*booths, gone]), opened(showcase, rng.uniform(-30, 80))
        deed = rng.randrange(5)
        if deed == 0:
            where = rng.choice([None, booth])
            seen(showcase, rng.randint(1, 9), moment, where, sign=rng.choice(SIGN_KINDS))
        elif deed == 1:
            order = ordered(
                booth,
                moment,
                rng.randint(1, 5),
                by=rng.choice(booths),
                status=rng.choice(ORDER_STATUSES),
                payment_status=rng.choice(PAYMENT_STATUSES),
                fulfilment_status=rng.choice(FULFILMENT_STATUSES),
            )
            order.discount_vnd = order.line_items[0].discount_vnd = rng.choice([0, 5_000])
            order.total_vnd -= order.discount_vnd
        elif deed == 2:
            taken_back = rng.random() < 0.2
            sold(
                booth,
                moment,
                rng.randint(1, 5),
                taken_back_at=moment if taken_back else None,
                taken_back_reason="Bấm nhầm" if taken_back else "",
            )
        elif deed == 3:
            asked(booth, moment, state=rng.choice(STATES))
        else:
            booked(booth, moment, cancelled=rng.random() < 0.3)
    gone.cooperative, gone.state = None, "free"
    db.session.flush()
    return booths


def agrees(report: Report) -> None:
    total = report.total
    assert sum_of(figures for _stretch, figures in report.hours) == total
    assert sum_of(figures for _stand, figures in report.stands) == total
    signs = sum_of(figures for _stand, _kind, figures in report.signs)
    assert (signs.visits, signs.scans) == (total.visits, total.scans)
    assert signs.order_vnd == total.order_vnd
    assert sum(sold.order_vnd for _name, sold in report.goods) == total.order_vnd
    assert sum(sold.sale_vnd for _name, sold in report.goods) == total.sale_vnd
    assert sum(number for _state, number in report.lead_states) == total.leads
    assert sum_of(f for _kind, f in report.sign_kinds) == signs


@pytest.mark.parametrize("seed", [1, 2])
def test_all_sums_agree_whatever_happened(showcase: Showcase, seed: int) -> None:
    booths = random_fair(showcase, random.Random(seed), 120)  # noqa: S311 - the same each time
    whole = report_on(showcase)
    agrees(whole)
    assert whole.total.orders > 3
    assert whole.total.sales > 5
    parts = by_booth(whole)
    for booth in booths:
        alone = report_on(showcase, booth)
        agrees(alone)
        assert alone.total == parts[booth.number]
    counts = live_counts(showcase)
    assert counts == LiveCounts(whole.total.visits, whole.total.orders, whole.total.sales)


def test_the_showcase_before_is_the_one_it_was_copied_from_or_the_last_one(app: Flask) -> None:
    with app.app_context():
        make_market()
        host = make_organiser()
        source = make_showcase(host, days_ahead=-300)
        last = make_showcase(host, days_ahead=-30)
        make_showcase(host, days_ahead=-3, state="draft", published_at=None)
        make_showcase(days_ahead=-3)
        make_showcase(host, days_ahead=30)
        now = make_showcase(host)
        sold(stand(last), opened(last))
        assert compared_with(now, clock.now()) == (last, Figures(sales=1, sale_vnd=50_000))
        now.copied_from_id = source.id
        assert compared_with(now, clock.now()) == (source, Figures())
        assert compared_with(source, clock.now()) is None


def test_a_booth_is_compared_with_its_makers_own_booth_before(app: Flask) -> None:
    with app.app_context():
        make_market()
        host = make_organiser()
        last, now = make_showcase(host, days_ahead=-30), make_showcase(host)
        shop = make_cooperative()
        sold(stand(last, shop), opened(last))
        sold(stand(last), opened(last), 9)
        mine, new = stand(now, shop), stand(now)
        found = compared_with(now, clock.now(), mine)
        assert found == (last, Figures(sales=1, sale_vnd=50_000))
        assert compared_with(now, clock.now(), new) is None


def test_more_booths_and_sales_take_no_more_questions(showcase: Showcase) -> None:
    def questions() -> int:
        asked_for: list[object] = []

        def count(*arguments: object) -> None:
            asked_for.append(arguments[2])

        db.session.flush()
        showcase_id = showcase.id
        db.session.expire_all()
        event.listen(db.engine, "before_cursor_execute", count)
        report_on(db.session.get_one(Showcase, showcase_id))
        event.remove(db.engine, "before_cursor_execute", count)
        return len(asked_for)

    random_fair(showcase, random.Random(3), 12)  # noqa: S311
    few = questions()
    random_fair(showcase, random.Random(4), 40)  # noqa: S311
    assert questions() == few


def test_nothing_is_told_before_there_is_anything(showcase: Showcase) -> None:
    assert live_counts(showcase) is None
    assert report_on(showcase).total == Figures()
    assert report_on(showcase).goods == ()

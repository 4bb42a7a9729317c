"""What counts as a sale, for which week and place, and sums that agree whatever was ordered."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from storefront.cooperatives.models import Cooperative, DistrictCommune
from storefront.database import db
from storefront.ordering.models import (
    FULFILMENT_STATUSES,
    ORDER_STATUSES,
    PAYMENT_METHODS,
    PAYMENT_STATUSES,
    Order,
)
from storefront.reporting.periods import Period
from storefront.reporting.services import (
    Figures,
    Place,
    Report,
    Sold,
    lines_of,
    report_on,
    total_of,
)
from tests.factories import (
    make_cooperative,
    make_district,
    make_market,
    make_product,
    make_variant,
)
from tests.factories.orders import COMMUNE, PROVINCE, make_order

TWO_WEEKS = Period(date(2026, 11, 9), date(2026, 11, 22))
LATE_ON_SUNDAY = datetime(2026, 11, 15, 16, 30, tzinfo=UTC)  # 23:30 in Việt Nam
EARLY_ON_MONDAY = datetime(2026, 11, 15, 17, 30, tzinfo=UTC)  # 00:30 in Việt Nam
BOUGHT = {"status": "confirmed"}


@pytest.fixture
def shop(app: Flask) -> Any:
    with app.app_context():
        make_market()
        yield make_cooperative()


def placed(shop: Cooperative, moment: datetime = LATE_ON_SUNDAY, **values: Any) -> Order:
    return make_order(make_product(cooperative=shop), placed_at=moment, **{**BOUGHT, **values})


def in_weeks(report: Report) -> list[int]:
    return [figures.orders for _week, figures in report.weeks]


def test_a_week_ends_at_midnight_in_viet_nam(shop: Cooperative) -> None:
    placed(shop, LATE_ON_SUNDAY)
    placed(shop, EARLY_ON_MONDAY)
    placed(shop, EARLY_ON_MONDAY)
    assert in_weeks(report_on(shop, TWO_WEEKS)) == [1, 2]


def test_weeks_without_sales_are_there_too(shop: Cooperative) -> None:
    assert in_weeks(report_on(shop, TWO_WEEKS)) == [0, 0]
    assert report_on(shop, TWO_WEEKS).total == Figures()


def test_what_came_before_or_after_does_not_count(shop: Cooperative) -> None:
    placed(shop, TWO_WEEKS.starts - timedelta(seconds=1))
    placed(shop, TWO_WEEKS.ends)
    assert report_on(shop, TWO_WEEKS).total.orders == 0
    placed(shop, TWO_WEEKS.starts)
    placed(shop, TWO_WEEKS.ends - timedelta(microseconds=1))
    assert in_weeks(report_on(shop, TWO_WEEKS)) == [1, 1]


@pytest.mark.parametrize(
    ("order", "payment", "fulfilment", "counts"),
    [
        ("placed", "awaiting", "pending", False),
        ("placed", "part_paid", "pending", False),
        ("placed", "paid", "pending", True),
        ("confirmed", "awaiting", "pending", True),
        ("confirmed", "awaiting", "handed_over", True),
        ("completed", "paid", "delivered", True),
        ("confirmed", "awaiting", "returned", False),
        ("completed", "paid", "returned", False),
        ("confirmed", "refunded", "pending", False),
        ("cancelled", "awaiting", "pending", False),
        ("cancelled", "paid", "pending", False),
        ("expired", "part_paid", "pending", False),
    ],
)
def test_what_was_accepted_or_paid_and_kept_is_a_sale(
    shop: Cooperative, order: str, payment: str, fulfilment: str, counts: bool
) -> None:
    placed(shop, status=order, payment_status=payment, fulfilment_status=fulfilment)
    assert report_on(shop, TWO_WEEKS).total.orders == counts
    assert total_of(shop, TWO_WEEKS).orders == counts
    assert len(lines_of(shop, TWO_WEEKS)) == counts


def test_delivery_is_told_apart(shop: Cooperative) -> None:
    order = placed(shop)
    assert report_on(shop, TWO_WEEKS).total == Figures(1, order.goods_vnd, order.delivery_vnd)


def test_the_orders_of_another_shop_never_appear(shop: Cooperative) -> None:
    placed(make_cooperative())
    report = report_on(shop, TWO_WEEKS)
    assert (report.total, report.products, report.places) == (Figures(), (), ())
    assert total_of(shop, TWO_WEEKS) == Figures()
    assert not lines_of(shop, TWO_WEEKS)


def test_buyers_are_counted_by_heritage_district_where_it_is_known(shop: Cooperative) -> None:
    district = make_district()
    commune = DistrictCommune(
        code=COMMUNE, district=district, province_code=PROVINCE, name_vi="Xã Cao Phong"
    )
    db.session.add(commune)
    placed(shop)
    placed(shop).purchase.province_code = "01"  # that commune does not lie there
    placed(shop).purchase.commune_code = "00004"
    db.session.flush()
    places = {place: figures.orders for place, figures in report_on(shop, TWO_WEEKS).places}
    assert places == {
        Place(district.id, PROVINCE): 1,
        Place(None, "01"): 1,
        Place(None, PROVINCE): 1,
    }


def test_the_packs_of_a_product_count_together_under_its_name_of_today(shop: Cooperative) -> None:
    product = make_product(cooperative=shop, price=50_000)
    make_variant(product, price=90_000)
    make_order(product, 2, placed_at=LATE_ON_SUNDAY, **BOUGHT)
    make_order(product, 3, placed_at=LATE_ON_SUNDAY, **BOUGHT)
    product.name_vi = "Cam Canh"
    db.session.flush()
    [(found, sold)] = report_on(shop, TWO_WEEKS).products
    assert (found.name_vi, sold) == ("Cam Canh", Sold(5, 250_000))


def test_all_sums_agree_whatever_was_ordered(shop: Cooperative) -> None:
    rng = random.Random(7)  # noqa: S311 - the same orders each time
    other = make_cooperative()
    goods = [make_product(cooperative=shop, price=p, stock=10_000) for p in (7_000, 33_000, 1)]
    for _ in range(120):
        order = make_order(
            rng.choice(goods) if rng.random() < 0.9 else make_product(cooperative=other),
            rng.randint(1, 9),
            payment_method=rng.choice(PAYMENT_METHODS),
            placed_at=TWO_WEEKS.starts + timedelta(hours=rng.uniform(-48, 16 * 24)),
            status=rng.choice(ORDER_STATUSES),
            payment_status=rng.choice(PAYMENT_STATUSES),
            fulfilment_status=rng.choice(FULFILMENT_STATUSES),
        )
        order.purchase.province_code = rng.choice(["25", "01", "79"])
    db.session.flush()
    report = report_on(shop, TWO_WEEKS)
    assert report.total.orders > 10
    for part in (report.weeks, report.places, report.channels):
        assert sum((figures for _name, figures in part), Figures()) == report.total
    assert sum(sold.goods_vnd for _product, sold in report.products) == report.total.goods_vnd
    assert total_of(shop, TWO_WEEKS) == report.total
    lines = lines_of(shop, TWO_WEEKS)
    assert sum(line.line_vnd for line in lines) == report.total.goods_vnd
    assert sum(line.quantity for line in lines) == sum(s.packs for _p, s in report.products)

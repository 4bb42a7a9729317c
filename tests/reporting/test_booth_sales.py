"""What was carried away from a booth stands beside the orders, in sums that still agree."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from flask import Flask

from storefront.accounts.services import create_user
from storefront.booth_sales.models import BoothSale
from storefront.booth_sales.services import take_back
from storefront.cooperatives.models import Cooperative
from storefront.database import db
from storefront.reporting.files import workbook
from storefront.reporting.periods import Period
from storefront.reporting.sales import CARRIED_AWAY, SEMINAR
from storefront.reporting.services import Figures, Place, lines_of, report_on, total_of
from tests.factories import make_cooperative, make_market, make_product
from tests.factories.booth_sales import make_sale
from tests.factories.orders import make_order
from tests.factories.showcases import make_booth, make_showcase

TWO_WEEKS = Period(date(2026, 11, 9), date(2026, 11, 22))
LATE_ON_SUNDAY = datetime(2026, 11, 15, 16, 30, tzinfo=UTC)  # 23:30 in Việt Nam


@pytest.fixture
def shop(app: Flask) -> Any:
    with app.app_context():
        make_market()
        yield make_cooperative()


def sold(shop: Cooperative, packs: int = 1, moment: datetime = LATE_ON_SUNDAY) -> BoothSale:
    """Sell at a booth of 50,000 đồng a pack."""
    product = make_product(cooperative=shop, price=50_000, stock=100)
    seller = create_user(
        f"{shop.slug}-{product.id}@example.com", "mật khẩu của chợ", "cooperative", shop
    )
    sale = make_sale(make_booth(make_showcase(), shop, product), seller, packs)
    sale.sold_at = moment
    db.session.flush()
    return sale


def test_a_booth_sale_counts_by_the_moment_it_was_sold_in_a_channel_of_its_own(
    shop: Cooperative,
) -> None:
    sold(shop, 2)
    sold(shop, 1, TWO_WEEKS.ends)
    report = report_on(shop, TWO_WEEKS)
    assert report.total == total_of(shop, TWO_WEEKS) == Figures(1, 100_000, 0)
    assert report.channels == ((SEMINAR, report.total),)
    assert report.places == ((Place(None, CARRIED_AWAY), report.total),)
    assert [figures.orders for _week, figures in report.weeks] == [1, 0]
    assert [(line.line_vnd, line.channel) for line in lines_of(shop, TWO_WEEKS)] == [
        (100_000, SEMINAR)
    ]


def test_what_was_taken_back_or_sold_by_another_does_not_count(shop: Cooperative) -> None:
    sale = sold(shop)
    assert sale.member
    take_back(sale, sale.member, "Bấm nhầm", demo=True)
    sold(make_cooperative())
    assert report_on(shop, TWO_WEEKS).total == Figures()
    assert not lines_of(shop, TWO_WEEKS)


def test_orders_and_booth_sales_add_up(shop: Cooperative) -> None:
    sold(shop, 3)
    make_order(
        make_product(cooperative=shop, price=20_000), placed_at=LATE_ON_SUNDAY, status="confirmed"
    )
    report = report_on(shop, TWO_WEEKS)
    assert report.total == Figures(2, 170_000, 25_000)
    for part in (report.weeks, report.places, report.channels):
        assert sum((figures for _name, figures in part), Figures()) == report.total
    assert sum(product.goods_vnd for _name, product in report.products) == 170_000
    assert sum(line.line_vnd for line in lines_of(shop, TWO_WEEKS)) == 170_000
    assert total_of(shop, TWO_WEEKS) == report.total


def test_what_a_voucher_took_off_is_off(shop: Cooperative) -> None:
    order = make_order(
        make_product(cooperative=shop, price=50_000), placed_at=LATE_ON_SUNDAY, status="confirmed"
    )
    order.discount_vnd = order.line_items[0].discount_vnd = 10_000
    order.total_vnd -= 10_000
    db.session.flush()
    report = report_on(shop, TWO_WEEKS)
    assert report.total.goods_vnd == report.products[0][1].goods_vnd == 40_000
    [line] = lines_of(shop, TWO_WEEKS)
    assert (line.unit_price_vnd, line.discount_vnd, line.line_vnd) == (50_000, 10_000, 40_000)


def test_the_files_name_the_channel(app: Flask, shop: Cooperative) -> None:
    sold(shop)
    with app.test_request_context("/vi/"):
        assert workbook(shop, TWO_WEEKS).startswith(b"PK")

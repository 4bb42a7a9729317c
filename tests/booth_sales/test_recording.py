"""A sale that happened is a fact: recorded once, whatever stock, clock and price say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from storefront import clock
from storefront.accounts.models import User
from storefront.accounts.services import create_user
from storefront.auditing.services import audit
from storefront.booth_sales.models import BoothSale, BoothSaleLine
from storefront.booth_sales.queries import (
    booths_selling,
    days_with_sales,
    sales_by_hour,
    settle_shortage,
    short_goods,
    takings_of,
)
from storefront.booth_sales.services import (
    NotToBeTakenBack,
    mark_paid,
    record_sale,
    take_back,
)
from storefront.booth_sales.telling import MalformedSale, ToldLine, ToldSale, reference_of
from storefront.catalogue.models import Product
from storefront.cooperatives.models import Cooperative
from storefront.database import db
from storefront.payments.accounts import live_account
from storefront.payments.services import record_bank_transaction
from storefront.payments.statements import StatementLine
from storefront.promotions.models import EventPrice, EventPriceUse
from storefront.showcase.models import Booth
from storefront.stock.services import MOST_PACKS
from tests.factories import make_cooperative, make_market, make_product, only_variant, stock_of
from tests.factories.booth_sales import make_told
from tests.factories.showcases import make_booth, make_showcase


@dataclass
class Stall:
    """Hold a booth with one of the maker's goods on it, and who sells there."""

    shop: Cooperative
    booth: Booth
    seller: User
    product: Product

    def record(self, told: ToldSale) -> BoothSale:
        return record_sale(self.booth, self.shop, self.seller, told, demo=True)

    def sell(self, packs: int = 1, **values: object) -> BoothSale:
        return self.record(make_told((self.product, packs), **values))


@pytest.fixture
def stall(app: Flask) -> Iterator[Stall]:
    with app.app_context():
        make_market()
        shop = make_cooperative()
        product = make_product(cooperative=shop, stock=10, price=50_000)
        seller = create_user("0912345678", "mật khẩu của chợ", "cooperative", shop, name="Chị Ấn")
        yield Stall(shop, make_booth(make_showcase(), shop, product), seller, product)
        db.session.commit()
        assert list(audit()) == []


def on_hand(stall: Stall) -> int:
    return stock_of(stall.product).on_hand


def test_a_sale_takes_its_packs_off_the_shelf_and_remembers_what_was_said(stall: Stall) -> None:
    sale = stall.sell(3)
    assert (sale.total_vnd, sale.seller, sale.paid_at) == (150_000, "Chị Ấn", sale.received_at)
    assert (sale.lines[0].unit_price_vnd, sale.lines[0].regular_price_vnd) == (50_000, 50_000)
    assert sale.reference == "BH" + sale.key[:8].upper()
    assert on_hand(stall) == 7


def test_the_same_key_is_the_same_sale_for_ever(stall: Stall) -> None:
    told = make_told((stall.product, 2))
    first = stall.record(told)
    assert stall.record(told).id == first.id
    assert stall.record(replace(told, method="transfer")).method == "cash"
    assert on_hand(stall) == 8


def test_more_than_the_stock_is_recorded_and_told_until_somebody_counts(stall: Stall) -> None:
    sale = stall.sell(13)
    assert (sale.lines[0].quantity, sale.lines[0].short_quantity, on_hand(stall)) == (13, 3, 0)
    assert [(goods.variant.product_id, goods.packs) for goods in short_goods(stall.shop)] == [
        (stall.product.id, 3)
    ]
    settle_shortage(only_variant(stall.product).id)
    assert short_goods(stall.shop) == []


def test_packs_promised_to_orders_stay_where_they_are(stall: Stall) -> None:
    record = stock_of(stall.product)
    record.reserved = 0
    record.on_hand = 2
    db.session.flush()
    assert stall.sell(5).lines[0].short_quantity == 3
    assert (on_hand(stall), stock_of(stall.product).reserved) == (0, 0)


def test_the_price_on_the_phone_stands_and_the_difference_is_told(stall: Stall) -> None:
    told = make_told((stall.product, 2))
    only_variant(stall.product).price_vnd = 60_000
    db.session.flush()
    sale = stall.record(told)
    assert (sale.total_vnd, sale.lines[0].shop_price_vnd) == (100_000, 60_000)
    assert sale.has_other_prices


def test_goods_that_are_no_longer_sold_were_sold_all_the_same(stall: Stall) -> None:
    told = make_told((stall.product, 1))
    stall.product.status = "archived"
    only_variant(stall.product).is_active = False
    stall.booth.products.clear()
    db.session.flush()
    assert stall.record(told).total_vnd == 50_000


def test_the_phones_clock_is_believed_within_bounds(stall: Stall) -> None:
    now = clock.now()
    yesterday, wild = now - timedelta(days=1), now - timedelta(days=4000)
    assert stall.sell(sold_at=yesterday).sold_at == yesterday
    for strange in (wild, now + timedelta(days=2)):
        sale = stall.sell(sold_at=strange)
        assert sale.sold_at == sale.received_at
    ahead = stall.sell(sold_at=now + timedelta(seconds=50))
    assert ahead.sold_at <= ahead.received_at


def test_event_prices_are_counted_as_far_as_they_go(stall: Stall) -> None:
    variant = only_variant(stall.product)
    price = EventPrice(booth=stall.booth, variant=variant, price_vnd=40_000, quantity_limit=3)
    db.session.add(price)
    db.session.flush()
    line = ToldLine(variant.id, 2, 40_000)
    sales = [
        stall.record(make_told((stall.product, 1), lines=(line,), total_vnd=80_000))
        for _time in range(2)
    ]
    db.session.refresh(price)
    assert price.used == 2  # the second sale would go beyond it, and stands all the same
    assert [sale.lines[0].regular_price_vnd for sale in sales] == [50_000, 50_000]
    take_back(sales[0], stall.seller, "nhầm", demo=True)
    db.session.refresh(price)
    assert price.used == 0
    assert db.session.scalar(select(func.count()).select_from(EventPriceUse)) == 1


def test_a_wrong_sale_is_taken_back_once(stall: Stall) -> None:
    sale = stall.sell(13)
    take_back(sale, stall.seller, "bấm nhầm", demo=True)
    assert (on_hand(stall), sale.counts, short_goods(stall.shop)) == (10, False, [])
    with pytest.raises(NotToBeTakenBack):
        take_back(sale, stall.seller, "lần nữa", demo=True)
    assert on_hand(stall) == 10
    assert takings_of(stall.booth, stall.shop, clock.today()).count == 0


def test_a_transfer_counts_as_seen_once_somebody_has_seen_it(stall: Stall) -> None:
    sale = stall.sell(method="transfer")
    assert takings_of(stall.booth, stall.shop, clock.today()).unpaid_vnd == 50_000
    assert [mark_paid(sale, stall.seller), mark_paid(sale, stall.seller)] == [True, False]
    assert takings_of(stall.booth, stall.shop, clock.today()).unpaid_vnd == 0
    assert not stall.sell(method="transfer", paid=True).is_unpaid


def test_what_cannot_be_a_sale_is_refused_whole(stall: Stall) -> None:
    strange = make_product(stock=5)
    sale = stall.sell()
    before = db.session.scalar(select(func.count()).select_from(BoothSaleLine))
    with pytest.raises(MalformedSale):
        stall.record(make_told((stall.product, 1), (strange, 1)))
    other = make_cooperative()
    with pytest.raises(MalformedSale):
        record_sale(
            make_booth(make_showcase(), other),
            other,
            stall.seller,
            make_told((strange, 1), key=sale.key),
            demo=True,
        )
    assert db.session.scalar(select(func.count()).select_from(BoothSaleLine)) == before
    assert (on_hand(stall), stock_of(strange).on_hand) == (9, 5)


def test_the_day_is_told_by_hour_and_way_of_paying(stall: Stall) -> None:
    noon = clock.now() - timedelta(hours=1)
    stall.sell(2, sold_at=noon)
    stall.sell(1, method="transfer")
    yesterday = stall.sell(1, sold_at=clock.now() - timedelta(days=1))
    takings = takings_of(stall.booth, stall.shop, clock.today())
    hours = sales_by_hour(stall.booth, stall.shop, clock.today())
    if len(days_with_sales(stall.booth, stall.shop)) == 2:  # not in the first hour of a day
        assert (takings.cash_vnd, takings.transfer_vnd, takings.count) == (100_000, 50_000, 2)
        assert sum(hour.total_vnd for hour in hours) == takings.total_vnd == 150_000
    assert yesterday.total_vnd == 50_000


def test_a_booth_sells_on_the_days_of_its_showcase(stall: Stall) -> None:
    make_booth(make_showcase(days_ahead=5), stall.shop)
    assert [booth.id for booth in booths_selling(stall.shop, clock.today())] == [stall.booth.id]


@pytest.mark.parametrize("line_first", [True, False], ids=["line first", "sale first"])
def test_a_bank_line_that_names_a_sale_pays_it(stall: Stall, line_first: bool) -> None:
    account = live_account(stall.shop)
    assert account
    told = make_told((stall.product, 2), method="transfer")
    memo = f"CK den tu NGUYEN VAN A {reference_of(told.key).lower()}-GD 1234"
    line = StatementLine(2, date(2026, 11, 22), 100_000, memo, "FT1")
    sale = None if line_first else stall.record(told)
    transaction = record_bank_transaction(account.number, line)
    assert transaction
    sale = sale or stall.record(told)
    assert not sale.is_unpaid
    assert (sale.bank_transaction_id, transaction.state) == (transaction.id, "ignored")


@pytest.mark.parametrize("amount", [99_999, 200_000])
def test_a_bank_line_of_another_amount_is_left_to_people(stall: Stall, amount: int) -> None:
    account = live_account(stall.shop)
    assert account
    sale = stall.sell(2, method="transfer")
    line = StatementLine(2, date(2026, 11, 22), amount, sale.reference, "FT1")
    transaction = record_bank_transaction(account.number, line)
    assert transaction
    assert (transaction.state, sale.paid_at) == ("unmatched", None)


def test_a_sale_is_taken_back_also_where_the_shelf_is_full_by_now(stall: Stall) -> None:
    sale = stall.sell(2)
    stock_of(stall.product).on_hand = MOST_PACKS
    take_back(sale, stall.seller, "bấm nhầm", demo=True)
    assert not sale.counts
    assert on_hand(stall) == MOST_PACKS

"""Placing an order: all or none, once per key, as it was shown."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from storefront.cart.models import Cart
from storefront.checkout.drafts import prepare_draft
from storefront.database import db
from storefront.ordering.errors import (
    AdultDeclarationMissing,
    CannotDeliver,
    DetailsMissing,
    EmptyCart,
    GoodsGone,
    InsufficientStock,
    OrderRefused,
    ShopClosed,
    Shortage,
    TotalChanged,
    UnusableKey,
)
from storefront.ordering.models import LineItem, Order, Purchase, StateChange
from storefront.ordering.services import Agreement, place_order
from storefront.stock.models import StockRecord, StockReservation
from tests.factories import (
    NOON,
    make_cooperative,
    make_market,
    make_product,
    only_variant,
    stock_of,
)
from tests.factories.orders import PHONE, make_cart

KEY = "a-key-of-this-draft"


@pytest.fixture(autouse=True)
def shop(app: Flask) -> Iterator[None]:
    with app.app_context():
        make_market(is_sample=False)
        yield


def agree(cart: Cart, **values: Any) -> Agreement:
    draft = prepare_draft(cart)
    shown = draft.total_vnd if draft else 0
    return Agreement(**{"shown_total_vnd": shown, "language": "vi", "terms_version": "1", **values})


def place(cart: Cart, key: str = KEY, **values: Any) -> Purchase:
    return place_order(cart.session_key, key, agree(cart, **values), now=NOON)


def everything() -> dict[str, Any]:
    """Return what a refusal must leave as it was."""
    rows = {
        table.__name__: db.session.scalar(select(func.count()).select_from(table))
        for table in (Purchase, Order, LineItem, StateChange, StockReservation)
    }
    stock = db.session.execute(
        select(StockRecord.variant_id, StockRecord.on_hand, StockRecord.reserved)
    ).all()
    cart = db.session.scalars(select(Cart).execution_options(populate_existing=True)).first()
    items = [(item.variant_id, item.quantity) for item in cart.items] if cart else []
    return {**rows, "stock": sorted(map(tuple, stock)), "items": items,
            "key": cart.idempotency_key if cart else None}  # fmt: skip


def refuse(expected: type[OrderRefused], cart: Cart, **values: Any) -> OrderRefused:
    db.session.commit()
    before = everything()
    with pytest.raises(expected) as refusal:
        place(cart, **values)
    db.session.commit()  # even a caller who commits must find nothing changed
    assert everything() == before
    return refusal.value


def test_one_purchase_holds_one_order_per_maker() -> None:
    here, there = make_cooperative(), make_cooperative()
    oranges = make_product(cooperative=here, price=50_000)
    honey = make_product(cooperative=there, price=120_000)
    tea = make_product(cooperative=here, price=30_000)
    purchase = place(make_cart((oranges, 2), (honey, 1), (tea, 1)))
    assert [o.cooperative_id for o in purchase.orders] == [here.id, there.id]
    assert [(o.goods_vnd, o.delivery_vnd) for o in purchase.orders] == [
        (130_000, 25_000),
        (120_000, 25_000),
    ]
    assert purchase.total_vnd == 300_000
    assert len({o.code for o in purchase.orders}) == 2


def test_the_order_copies_what_the_buyer_saw() -> None:
    maker = make_cooperative(terms={"hold_hours": 12}, account={"number": "MAU0001"})
    product = make_product(cooperative=maker, price=50_000)
    purchase = place(make_cart((product, 3), payment_method="bank_transfer"))
    order = purchase.orders[0]
    maker.name_vi = product.name_vi = "Tên khác"
    only_variant(product).price_vnd = 99_000
    db.session.commit()
    assert order.seller_name_vi.startswith("Hợp tác xã Cam")
    assert order.seller_legal_name.startswith("Hợp tác xã Cam")
    assert (order.account_number, order.account_holder) == ("MAU0001", "HTX CAM CAO PHONG")
    assert order.line_items[0].name_vi.startswith("Cam Cao Phong")
    assert (order.line_items[0].unit_price_vnd, order.line_items[0].line_vnd) == (50_000, 150_000)
    assert order.inspection_en == "You may open the parcel before you pay."
    assert (purchase.full_name, purchase.phone) == ("Nguyễn Thị Hoa", PHONE)
    assert (purchase.province_name, purchase.commune_name) == ("Phú Thọ", "Xã Cao Phong")
    assert purchase.places_version
    assert len(purchase.token) >= 22


def test_transfers_hold_and_cash_orders_wait_as_long_as_the_maker_says() -> None:
    maker = make_cooperative(terms={"hold_hours": 12, "confirm_hours": 36})
    product = make_product(cooperative=maker)
    transfer = place(make_cart((product, 1), payment_method="bank_transfer")).orders[0]
    cash = place(make_cart((product, 1), session_key="other")).orders[0]
    assert (transfer.hold_until, transfer.confirm_until) == (NOON + timedelta(hours=12), None)
    assert (cash.hold_until, cash.confirm_until) == (None, NOON + timedelta(hours=36))
    assert cash.account_number == ""
    kept = db.session.scalars(
        select(StockReservation.held_until).order_by(StockReservation.id)
    ).all()
    assert list(kept) == [NOON + timedelta(hours=12), NOON + timedelta(hours=36)]


def test_placing_reserves_the_stock_and_records_who_placed_it() -> None:
    product = make_product(stock=20)
    order = place(make_cart((product, 3))).orders[0]
    assert (stock_of(product).on_hand, stock_of(product).reserved) == (20, 3)
    change = order.state_changes[0]
    assert (change.machine, change.from_status, change.to_status, change.actor) == (
        "order", "", "placed", "buyer",
    )  # fmt: skip
    assert change.changed_at == NOON


def test_the_cart_begins_a_new_draft_and_keeps_the_details() -> None:
    cart = make_cart((make_product(), 1), idempotency_key="first")
    place(cart, "first")
    assert cart.items == []
    assert cart.idempotency_key != "first"
    assert cart.full_name == "Nguyễn Thị Hoa"


def test_a_maker_left_in_the_cart_stays_there() -> None:
    far = make_cooperative(terms={"province_fee_vnd": None, "district_fee_vnd": None})
    near, kept = make_product(), make_product(cooperative=far)
    cart = make_cart((near, 1), (kept, 1))
    refuse(CannotDeliver, cart)
    from storefront.cart.services import choose  # noqa: PLC0415

    choose(cart, far, left_in_cart=True)
    purchase = place(cart)
    assert [o.cooperative_id for o in purchase.orders] == [near.cooperative_id]
    assert [item.variant_id for item in cart.items] == [only_variant(kept).id]


def test_the_same_key_gives_the_same_purchase() -> None:
    product = make_product(stock=20)
    cart = make_cart((product, 1))
    agreement = agree(cart)
    first = place_order(cart.session_key, KEY, agreement, now=NOON)
    db.session.commit()
    assert place_order(cart.session_key, KEY, agreement) is first  # the cart is empty by now
    db.session.delete(cart)
    product.cooperative.status = "closed"
    db.session.commit()
    assert place_order("session", KEY, agreement) is first
    assert stock_of(product).reserved == 1


def test_the_same_key_of_another_session_is_an_order_of_its_own() -> None:
    product = make_product()
    mine = place(make_cart((product, 1)))
    yours = place(make_cart((product, 2), session_key="other"))
    assert mine.id != yours.id
    with pytest.raises(EmptyCart):
        place_order("a third one", KEY, Agreement(0, "vi", "1"))


@pytest.mark.parametrize("key", ["", "k" * 65, "with blank", "ký-tự", "null\0byte"])
def test_a_key_that_cannot_be_one_is_refused(key: str) -> None:
    cart = make_cart((make_product(), 1))
    before = everything()
    with pytest.raises(UnusableKey):
        place(cart, key)
    assert everything() == before


def test_an_empty_cart_is_refused() -> None:
    refuse(EmptyCart, make_cart())


@pytest.mark.parametrize("missing", ["full_name", "phone", "street", "commune_code"])
def test_missing_details_are_refused(missing: str) -> None:
    refuse(DetailsMissing, make_cart((make_product(), 1), **{missing: ""}))


def test_an_unknown_place_is_refused() -> None:
    refuse(DetailsMissing, make_cart((make_product(), 1), province_code="01"))


def test_a_total_other_than_shown_is_refused_with_the_present_one() -> None:
    cart = make_cart((make_product(price=50_000), 2))
    refusal = refuse(TotalChanged, cart, shown_total_vnd=1)
    assert isinstance(refusal, TotalChanged)
    assert refusal.draft.total_vnd == 125_000


def test_a_price_changed_meanwhile_is_refused() -> None:
    product = make_product(price=50_000)
    cart = make_cart((product, 1))
    shown = agree(cart).shown_total_vnd
    only_variant(product).price_vnd = 60_000
    refuse(TotalChanged, cart, shown_total_vnd=shown)


def test_a_fee_changed_meanwhile_is_refused() -> None:
    maker = make_cooperative()
    cart = make_cart((make_product(cooperative=maker), 1))
    shown = agree(cart).shown_total_vnd
    from storefront.delivery.models import DeliveryTerms  # noqa: PLC0415

    db.session.get_one(DeliveryTerms, maker.id).province_fee_vnd = 26_000
    refuse(TotalChanged, cart, shown_total_vnd=shown)


def test_a_shortage_names_every_line_and_what_is_left() -> None:
    plenty, few, none = make_product(stock=9), make_product(stock=2), make_product(stock=0)
    cart = make_cart((plenty, 5), (few, 5), (none, 1))
    refusal = refuse(InsufficientStock, cart)
    assert isinstance(refusal, InsufficientStock)
    assert refusal.shortages == (
        Shortage(only_variant(few).id, 5, 2),
        Shortage(only_variant(none).id, 1, 0),
    )


def test_one_short_maker_keeps_the_whole_purchase_from_being_made() -> None:
    good, short = make_product(stock=9), make_product(stock=1)
    refuse(InsufficientStock, make_cart((good, 1), (short, 2)))


def test_a_closed_shop_is_refused() -> None:
    maker = make_cooperative(status="closed")
    refuse(ShopClosed, make_cart((make_product(cooperative=maker), 1)))


@pytest.mark.parametrize("status", ["hidden", "archived"])
def test_goods_no_longer_sold_are_refused(status: str) -> None:
    refuse(GoodsGone, make_cart((make_product(status=status), 1)))


def test_goods_without_a_price_are_refused() -> None:
    refuse(GoodsGone, make_cart((make_product(price=None), 1)))


def test_sample_goods_cannot_be_bought_outside_demo_mode() -> None:
    product = make_product(variant={"price_is_sample": True, "stock_is_sample": True})
    refuse(GoodsGone, make_cart((product, 1)))


def test_alcohol_wants_the_declaration_of_an_adult() -> None:
    cart = make_cart((make_product(is_alcohol=True), 1))
    refuse(AdultDeclarationMissing, cart)
    purchase = place(cart, declared_adult=True)
    assert purchase.declared_adult is True
    assert purchase.orders[0].line_items[0].is_alcohol is True


def test_a_declaration_nobody_needed_is_not_kept() -> None:
    purchase = place(make_cart((make_product(), 1)), declared_adult=True)
    assert purchase.declared_adult is False


def test_consent_and_language_are_kept_as_given() -> None:
    purchase = place(make_cart((make_product(), 1)), marketing_consent=True, language="en")
    assert (purchase.marketing_consent, purchase.language) == (True, "en")
    assert purchase.terms_version == "1"


def test_goods_that_are_fetched_cost_no_delivery() -> None:
    maker = make_cooperative(terms={"offers_pickup": True, "pickup_vi": "Chợ Cao Phong"})
    cart = make_cart((make_product(cooperative=maker, price=50_000), 1))
    from storefront.cart.services import choose  # noqa: PLC0415

    choose(cart, maker, pickup=True)
    order = place(cart).orders[0]
    assert (order.is_pickup, order.delivery_vnd, order.total_vnd) == (True, 0, 50_000)
    assert order.pickup_vi == "Chợ Cao Phong"

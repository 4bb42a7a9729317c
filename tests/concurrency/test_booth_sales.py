"""One sale told twenty times at once, and two sellers at one booth."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from sqlalchemy import func, select

from storefront.accounts.models import User
from storefront.auditing.services import audit
from storefront.booth_sales.models import BoothSale, BoothSaleLine
from storefront.booth_sales.services import record_sale
from storefront.booth_sales.telling import ToldSale
from storefront.catalogue.models import Product
from storefront.database import db, only_reading
from storefront.showcase.models import Booth
from storefront.stock.services import take_from_shelf
from tests.concurrency.threads import at_once
from tests.factories import make_cooperative, make_market, make_product, stock_of
from tests.factories.booth_sales import make_told
from tests.factories.showcases import make_booth, make_organiser, make_showcase

TIMES, PACKS = 20, 30


@pytest.fixture(autouse=True)
def booth_id(app: Flask) -> Iterator[int]:
    with app.app_context():
        make_market()
        shop = make_cooperative()
        booth = make_booth(make_showcase(), shop, make_product(cooperative=shop, stock=PACKS))
        make_organiser(identifier="seller@example.com")
        db.session.commit()
    yield booth.id
    with app.app_context():
        assert list(audit()) == []


def goods_of(booth_id: int) -> Product:
    return db.session.get_one(Booth, booth_id).products[0].product


def record(booth_id: int, told: ToldSale) -> int:
    booth = db.session.get_one(Booth, booth_id)
    assert booth.cooperative
    seller = db.session.scalars(select(User).where(User.identifier == "seller@example.com")).one()
    sale = record_sale(booth, booth.cooperative, seller, told, demo=True)
    db.session.commit()
    return sale.id


def telling(app: Flask, booth_id: int, told: ToldSale) -> Callable[[], int]:
    def tell() -> int:
        with app.app_context():
            return record(booth_id, told)

    return tell


def sales() -> int:
    return db.session.scalar(select(func.count()).select_from(BoothSale)) or 0


def test_without_the_guard_one_sale_lowers_the_stock_twice(app: Flask, booth_id: int) -> None:
    """Show what the guard is for: look whether the sale is known, then take its packs."""
    with app.app_context():
        told = make_told((goods_of(booth_id), 1))
        variant_id = told.lines[0].variant_id
    all_have_looked = threading.Barrier(2)
    known: set[str] = set()

    def naive_sale() -> bool:
        before = told.key in known
        all_have_looked.wait()
        if before:
            return False
        known.add(told.key)
        with app.app_context():
            take_from_shelf(variant_id, 1, demo=True)
            db.session.commit()
        return True

    assert sum(at_once([naive_sale] * 2)) == 2
    with app.app_context():
        assert stock_of(goods_of(booth_id)).on_hand == PACKS - 2


def test_one_sale_told_twenty_times_at_once_is_one(app: Flask, booth_id: int) -> None:
    with app.app_context():
        told = make_told((goods_of(booth_id), 3))
    answers = at_once([telling(app, booth_id, told)] * TIMES)
    with app.app_context():
        assert (len(set(answers)), sales()) == (1, 1)
        assert stock_of(goods_of(booth_id)).on_hand == PACKS - 3


def test_two_sellers_never_take_a_pack_twice(app: Flask, booth_id: int) -> None:
    """Forty packs of thirty are sold: all forty are recorded, ten of them as short."""
    with app.app_context():
        tells = [make_told((goods_of(booth_id), 2)) for _sale in range(TIMES)]
    at_once([telling(app, booth_id, told) for told in tells])
    with app.app_context(), only_reading():
        short = db.session.scalar(select(func.sum(BoothSaleLine.short_quantity)))
        assert (sales(), short) == (TIMES, TIMES * 2 - PACKS)
        assert stock_of(goods_of(booth_id)).on_hand == 0


def test_different_keys_are_different_sales(app: Flask, booth_id: int) -> None:
    with app.app_context():
        product = goods_of(booth_id)
        keys = [secrets.token_hex(20) for _sale in range(3)]
        tells = [make_told((product, 1), key=key) for key in keys]
    at_once([telling(app, booth_id, told) for told in tells])
    with app.app_context():
        assert {sale.key for sale in db.session.scalars(select(BoothSale))} == set(keys)

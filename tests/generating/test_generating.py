"""Making goods and purchases up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from storefront.auditing.services import audit
from storefront.catalogue.models import Product, Variant
from storefront.cooperatives.models import Cooperative, District
from storefront.database import db
from storefront.generating import generate
from storefront.generating.words import KINDS
from storefront.ordering.models import Order, Purchase
from storefront.stock.models import StockRecord
from tests.importing.folders import dump

MOTIFS = Path(__file__).parents[2] / "storefront" / "illustrations" / "motifs"


@pytest.fixture(autouse=True)
def shop(app: Flask) -> Iterator[None]:
    with app.app_context():
        yield


def run(app: Flask, *args: str) -> tuple[int, str, str]:
    result = app.test_cli_runner().invoke(args=["catalogue", "generate", *args])
    return result.exit_code, result.stdout, result.stderr


def test_goods_are_varied_and_in_both_languages(app: Flask) -> None:
    code, told, _ = run(app, "--products", "120", "--orders", "0", "--seed", "7")

    assert (code, told) == (0, "120 products of 5 makers and 0 purchases added\n")
    goods = list(db.session.scalars(select(Product)))
    assert len(goods) == 120 == len({product.slug for product in goods})
    assert all(p.name_vi and p.name_en and p.description_vi and p.description_en for p in goods)
    assert len({product.motif for product in goods}) > 15
    assert len({product.category_id for product in goods}) > 6
    assert {len(product.variants) for product in goods} == {1, 2, 3}
    assert db.session.scalar(select(func.count()).select_from(District)) == 10
    assert all(m.story_vi and m.story_en for m in db.session.scalars(select(Cooperative)))


def test_every_kind_has_a_drawn_motif() -> None:
    named = {kind.motif for kind in KINDS} | {kind.motif_secondary for kind in KINDS} - {""}
    assert {name for name in named if not (MOTIFS / f"{name}.svg").exists()} == set()


def test_the_same_seed_makes_the_same_goods() -> None:
    def names() -> list[str]:
        words = Product.slug + Product.name_vi + Product.name_en
        return sorted(db.session.scalars(select(words)))

    generate(40, 0, seed=5)
    first = names()
    db.session.rollback()
    generate(40, 0, seed=5)

    assert names() == first


def test_purchases_tell_every_kind_of_story_and_the_audit_is_clean(app: Flask) -> None:
    code, _, error = run(app, "--products", "60", "--orders", "150", "--seed", "3")

    assert (code, error) == (0, "")
    assert db.session.scalar(select(func.count()).select_from(Purchase)) == 150
    statuses = Counter(db.session.scalars(select(Order.status)))
    assert set(statuses) == {"placed", "confirmed", "completed", "cancelled", "expired"}
    assert {order.payment_method for order in db.session.scalars(select(Order))} == {
        "cod",
        "bank_transfer",
    }
    assert list(audit()) == []


def test_generated_orders_leave_what_can_be_sold_as_it_was() -> None:
    generate(30, 0, seed=2)
    db.session.commit()

    def sellable() -> dict[int, int]:
        records = db.session.scalars(
            select(StockRecord).execution_options(populate_existing=True)
        ).all()
        return {record.variant_id: record.on_hand - record.reserved for record in records}

    before = sellable()
    generate(0, 40, seed=2)
    db.session.commit()

    assert sellable() == before


def test_more_can_be_added_to_a_market(market_app: Flask) -> None:
    with market_app.app_context():
        generate(20, 20, seed=1)
        db.session.commit()
        generate(20, 20, seed=1)
        db.session.commit()

        assert db.session.scalar(select(func.count()).select_from(Product)) == 132
        assert db.session.scalar(select(func.count()).select_from(District)) == 10
        assert list(audit()) == []


def test_waiting_orders_are_not_overdue(app: Flask) -> None:
    run(app, "--products", "30", "--orders", "100", "--seed", "9")

    from storefront.ordering.deadlines import (  # noqa: PLC0415
        expire_unpaid_orders,
        lapse_unconfirmed_orders,
    )

    assert (expire_unpaid_orders(), lapse_unconfirmed_orders()) == (0, 0)


def test_orders_without_goods_are_refused(app: Flask) -> None:
    before = dump()

    code, told, error = run(app, "--products", "0", "--orders", "5")

    assert (code, told) == (1, "")
    assert "no product has a price and travels anywhere" in error
    assert dump() == before


@pytest.mark.parametrize("number", ["-1", "many"])
def test_numbers_that_are_none_are_refused(app: Flask, number: str) -> None:
    before = dump()

    code, _, error = run(app, "--products", number)

    assert code == 2 and "--products" in error
    assert dump() == before


def test_a_few_goods_ask_the_maker(app: Flask) -> None:
    run(app, "--products", "200", "--seed", "4")

    asked = db.session.scalar(
        select(func.count()).select_from(Variant).where(Variant.price_vnd.is_(None))
    )
    assert asked

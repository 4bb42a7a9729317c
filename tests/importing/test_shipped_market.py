"""The folder that the project ships: what must be true of its data."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from storefront import clock
from storefront.catalogue.models import Certificate, Product, Variant
from storefront.cooperatives.models import Cooperative, District
from storefront.database import Model, db
from storefront.delivery.models import DeliveryTerms
from storefront.importing import import_folder
from storefront.market.models import Market
from storefront.payments.models import BankAccount
from storefront.setup import DEMO_MARKET
from storefront.stock.models import StockRecord

MOTIFS = Path("storefront/illustrations/motifs")
ROOT = Path(__file__).parents[2]
ALCOHOL = {
    "ruou-cam-ha-phong",
    "ruou-nhan-ho",
    "ruou-can-muong-khoi",
    "tien-tuu-nep-xu-muong",
    "ruou-lau-sieu-mai-ha",
    "ruou-ngo-cao-son",
    "ruou-thoc-truc-son",
}


def rows(name: str) -> list[dict[str, str]]:
    with (DEMO_MARKET / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture
def market(market_app: Flask) -> Iterator[Flask]:
    with market_app.app_context():
        yield market_app


def count(model: type[Model]) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_ten_districts_68_makers_92_goods(market: Flask) -> None:
    assert (count(District), count(Cooperative), count(Product)) == (10, 68, 92)
    kinds = Counter(db.session.scalars(select(Cooperative.maker_kind)))
    assert kinds == {"cooperative": 43, "company": 12, "household": 7, "workshop": 4, "group": 2}


@pytest.mark.parametrize("path", sorted(DEMO_MARKET.glob("*.csv")), ids=lambda path: path.name)
def test_files_are_clean_nfc_text_with_unix_lines(path: Path) -> None:
    text = path.read_bytes().decode("utf-8")
    assert unicodedata.is_normalized("NFC", text)
    assert "\r" not in text and "\ufeff" not in text and text.endswith("\n")


def test_every_text_exists_in_both_languages() -> None:
    for name, columns in (
        ("districts.csv", ["name", "intro"]),
        ("cooperatives.csv", ["name", "summary", "story"]),
        ("stories.csv", ["heading", "body"]),
        ("products.csv", ["name", "description"]),
        ("categories.csv", ["name"]),
    ):
        for row in rows(name):
            missing = [
                f"{column}_{language}"
                for column in columns
                for language in ("vi", "en")
                if not row[f"{column}_{language}"]
            ]
            assert not missing, (name, list(row.values())[:2], missing)


def test_both_languages_of_a_timeline_or_list_have_the_same_lines() -> None:
    for row in rows("stories.csv"):
        if row["kind"] in ("timeline", "list"):
            vi, en = row["body_vi"].split("\n"), row["body_en"].split("\n")
            assert len(vi) == len(en), row["body_vi"]
            if row["kind"] == "timeline":
                dates = [[line.partition(":")[0] for line in lines] for lines in (vi, en)]
                assert dates[0] == dates[1], row["body_vi"]


def test_every_fact_names_its_source() -> None:
    for name in ("districts.csv", "cooperatives.csv", "products.csv", "communes.csv"):
        assert all(row["source"] and row["confidence"] for row in rows(name))


def test_quoted_prices_are_no_prices() -> None:
    products = rows("products.csv")
    assert sum(bool(row["quoted_price_vnd"]) for row in products) == 16
    assert not any(row["price_vnd"] for row in products)


def test_goods_have_sample_prices_in_whole_thousands_but_a_few_ask_the_maker(market: Flask) -> None:
    packs = list(db.session.scalars(select(Variant)))
    priced = [pack for pack in packs if pack.price_vnd is not None]
    assert all(pack.price_is_sample and pack.price_vnd % 1_000 == 0 for pack in priced)  # type: ignore[operator]
    asked = {pack.product.slug for pack in packs} - {pack.product.slug for pack in priced}
    assert len(asked) == 3
    sizes = Counter(pack.product_id for pack in packs)
    assert sum(number > 1 for number in sizes.values()) >= 15
    assert set(sizes.values()) <= {1, 2, 3}


def test_bigger_packs_cost_more(market: Flask) -> None:
    for product in db.session.scalars(select(Product)):
        prices = [pack.price_vnd or 0 for pack in product.variants]
        assert prices == sorted(set(prices)), product.slug


def test_some_goods_are_sold_out_and_some_nearly(market: Flask) -> None:
    stock = list(db.session.scalars(select(StockRecord)))
    assert all(record.is_sample for record in stock)
    assert sum(record.on_hand == 0 for record in stock) >= 3
    assert sum(0 < record.on_hand <= 5 for record in stock) >= 3


def test_spirits_and_no_other_goods_are_alcohol_and_their_makers_show_a_licence(
    market: Flask,
) -> None:
    spirits = list(db.session.scalars(select(Product).where(Product.is_alcohol)))
    assert {product.slug for product in spirits} == ALCOHOL
    assert all(product.cooperative.alcohol_licence.startswith("MẪU-") for product in spirits)


def test_fresh_goods_do_not_travel_far(market: Flask) -> None:
    reach = {product.slug: product.reach for product in db.session.scalars(select(Product))}
    assert {slug for slug, far in reach.items() if far == "district"} == {
        "ca-lang-den-da-giang",
        "ca-tram-den-da-giang",
        "ca-nganh-da-giang",
    }
    assert reach["ga-lac-thuy-nguyen-con"] == reach["na-dong-tam"] == "province"
    assert reach["che-my-tan"] == "elsewhere"
    fresh = db.session.scalars(select(Product).where(Product.reach == "district"))
    assert all(product.ship_days for product in fresh)


def test_sample_certificates_for_goods_rated_since_2024_or_in_no_known_year(
    market: Flask,
) -> None:
    held = list(db.session.scalars(select(Certificate)))
    expected = {
        row["slug"]
        for row in rows("products.csv")
        if row["ocop_stars"] and (not row["ocop_year"] or int(row["ocop_year"]) >= 2024)
    }
    assert {certificate.product.slug for certificate in held} == expected
    assert all(c.is_sample and c.number.startswith("MẪU-") for c in held)
    today = clock.today()
    assert all(certificate.holds_on(today) for certificate in held)
    soon = [c.product.slug for c in held if c.expires_on <= today + timedelta(days=90)]
    assert soon == ["mat-ong-ban-dao"]
    assert all((c.expires_on - c.issued_on).days == 3 * 365 + 1 for c in held)


def test_accounts_phones_and_identities_say_that_they_are_samples(market: Flask) -> None:
    accounts = list(db.session.scalars(select(BankAccount)))
    assert len(accounts) == len({account.number for account in accounts})
    assert all(a.is_sample and re.fullmatch(r"MAU\d{4}", a.number) for a in accounts)
    assert all(a.holder.startswith("TAI KHOAN MAU") for a in accounts)
    for maker in db.session.scalars(select(Cooperative)):
        assert maker.phone_is_sample and maker.phone.startswith("MAU ")
        assert maker.legal_is_sample and maker.legal_name.startswith("Tên pháp lý mẫu")
        assert maker.business_number.startswith("MẪU-")
    operator = db.session.get_one(Market, 1)
    assert operator.is_sample and "mẫu" in operator.operator_vi


def test_every_maker_says_how_it_delivers_and_can_be_paid_as_it_says(market: Flask) -> None:
    terms = list(db.session.scalars(select(DeliveryTerms)))
    assert len(terms) == 68
    with_account = set(db.session.scalars(select(BankAccount.cooperative_id)))
    assert {t.cooperative_id for t in terms if t.accepts_transfer} == with_account
    assert any(not t.accepts_cod for t in terms) and any(not t.accepts_transfer for t in terms)
    assert any(t.offers_pickup for t in terms)
    assert len({t.hold_hours for t in terms}) > 1
    assert all(t.inspection_vi and t.inspection_en and t.returns_vi and t.returns_en for t in terms)


def test_pictures_exist_for_every_motif(market: Flask) -> None:
    named = {row["motif"] for row in rows("districts.csv") + rows("categories.csv")}
    for row in rows("products.csv"):
        named |= {row["motif"], row["motif_secondary"]} - {""}
    assert {name for name in named if not (ROOT / MOTIFS / f"{name}.svg").exists()} == set()


def test_outside_demo_mode_no_sample_arrives(app: Flask) -> None:
    with app.app_context():
        import_folder(DEMO_MARKET, demo=False)
        db.session.commit()

        assert (count(Certificate), count(BankAccount), count(StockRecord)) == (0, 0, 0)
        assert not any(db.session.scalars(select(Variant.price_vnd)))
        assert not any(db.session.scalars(select(Cooperative.phone)))
        assert not any(db.session.scalars(select(Cooperative.legal_name)))

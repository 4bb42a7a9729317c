"""Importing a folder: what goes in, what a second import leaves alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from storefront.catalogue.models import Category, Certificate, Product, Variant
from storefront.cooperatives.models import Cooperative, District
from storefront.database import db
from storefront.delivery.models import DeliveryTerms
from storefront.importing import import_folder
from storefront.market.models import Market
from storefront.payments.models import BankAccount
from storefront.search.models import SearchDocument
from storefront.stock.models import StockRecord
from storefront.stock.services import set_stock
from tests.importing.folders import add_file, change, copy_of_other_province, dump, read, write


@pytest.fixture(autouse=True)
def shop(app: Flask) -> Iterator[None]:
    with app.app_context():
        yield


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copy_of_other_province(tmp_path)


def bring_in(folder: Path, *, demo: bool = True) -> None:
    import_folder(folder, demo=demo)
    db.session.commit()
    db.session.expire_all()


def product(slug: str) -> Product:
    return db.session.scalars(select(Product).where(Product.slug == slug)).one()


def maker(slug: str) -> Cooperative:
    return db.session.scalars(select(Cooperative).where(Cooperative.slug == slug)).one()


def record(slug: str) -> StockRecord | None:
    return db.session.get(StockRecord, product(slug).variants[0].id, populate_existing=True)


def test_rows_of_all_files_arrive_with_their_values(folder: Path) -> None:
    bring_in(folder)

    durian = product("sau-rieng")
    assert (durian.name_vi, durian.name_en) == ("Sầu riêng Chợ Lách", "Chợ Lách durian")
    assert (durian.last_stars, durian.last_rated_year) == (4, 2023)
    assert (durian.season_first, durian.season_last) == (5, 8)
    assert durian.cooperative.slug == "htx-cay-giong"
    assert durian.cooperative.district.slug == "cho-lach"
    assert (durian.cooperative.founded_year, durian.cooperative.members) == (2015, 24)
    assert durian.cooperative.food_safety
    assert durian.cooperative.phone == "+84912345678"
    assert durian.cooperative.story_vi.split("\n\n")[1] == "Cây giống đi khắp miền Tây."


def test_a_second_import_changes_nothing_at_all(folder: Path) -> None:
    bring_in(folder)
    before = dump()

    report = import_folder(folder, demo=True)
    db.session.commit()

    assert dump() == before
    assert all(not counts["added"] + counts["updated"] for counts in report.counts.values())


def test_a_second_import_changes_nothing_in_the_shipped_market(market_app: Flask) -> None:
    from storefront.setup import DEMO_MARKET  # noqa: PLC0415

    with market_app.app_context():
        before = dump()
        import_folder(DEMO_MARKET, demo=True)
        db.session.commit()
        assert dump() == before


def test_what_the_label_says_can_be_brought_in(folder: Path) -> None:
    label = {
        "use_by_vi": "7 ngày kể từ ngày hái",
        "use_by_en": "7 days from the picking",
        "ingredients_vi": "Sầu riêng",
        "storage_vi": "Nơi thoáng mát",
        "origin_vi": "Vườn bên kia sông",
    }
    change(folder / "products.csv", "sau-rieng", **label)
    bring_in(folder)
    durian = product("sau-rieng")
    assert {name: getattr(durian, name) for name in label} == label
    assert durian.ingredients_en == ""


def test_changed_cells_follow_the_folder(folder: Path) -> None:
    bring_in(folder)
    change(folder / "products.csv", "sau-rieng", name_vi="Sầu riêng Ri6", price_vnd=99_000)

    bring_in(folder)

    assert product("sau-rieng").name_vi == "Sầu riêng Ri6"
    assert product("sau-rieng").variants[0].price_vnd == 99_000


def test_a_field_edited_by_hand_is_kept_and_the_others_follow(folder: Path) -> None:
    bring_in(folder)
    durian = product("sau-rieng")
    durian.name_vi = "Sầu riêng nhà tôi"
    durian.variants[0].price_vnd = 120_000
    db.session.commit()
    change(
        folder / "products.csv", "sau-rieng", name_vi="Tên khác", name_en="Other", price_vnd=99_000
    )

    bring_in(folder)

    durian = product("sau-rieng")
    assert (durian.name_vi, durian.name_en) == ("Sầu riêng nhà tôi", "Other")
    assert durian.variants[0].price_vnd == 120_000


def test_a_field_cleared_by_hand_stays_empty(folder: Path) -> None:
    bring_in(folder)
    maker("htx-cay-giong").story_en = ""
    db.session.commit()

    bring_in(folder)

    assert maker("htx-cay-giong").story_en == ""


def test_a_column_added_to_the_folder_later_fills_what_is_empty(folder: Path) -> None:
    bring_in(folder)
    maker("ho-ba-tu").summary_vi = "Nhà nấu rượu dừa ba đời."
    db.session.commit()
    for slug in ("htx-cay-giong", "ho-ba-tu"):
        change(folder / "cooperatives.csv", slug, summary_vi="Từ thư mục.")

    bring_in(folder)

    assert maker("htx-cay-giong").summary_vi == "Từ thư mục."
    assert maker("ho-ba-tu").summary_vi == "Nhà nấu rượu dừa ba đời."


def test_stock_is_never_overwritten(folder: Path) -> None:
    bring_in(folder)
    set_stock("sau-rieng", 7)
    db.session.commit()
    change(folder / "products.csv", "sau-rieng", stock=500)

    bring_in(folder)

    counted = record("sau-rieng")
    assert counted is not None
    assert (counted.on_hand, counted.is_sample) == (7, False)


def test_real_stock_takes_the_place_of_sample_stock_beside_what_is_reserved(folder: Path) -> None:
    change(folder / "products.csv", "sau-rieng", stock="", sample_stock=12)
    bring_in(folder)
    counted = record("sau-rieng")
    assert counted is not None and counted.is_sample
    counted.reserved = 2
    db.session.commit()
    change(folder / "products.csv", "sau-rieng", stock=30)

    bring_in(folder)

    counted = record("sau-rieng")
    assert counted is not None
    assert (counted.on_hand, counted.reserved, counted.is_sample) == (32, 2, False)


def test_rows_gone_from_the_folder_stay_and_new_ones_are_added(folder: Path) -> None:
    bring_in(folder)
    header, *rows = read(folder / "products.csv")
    rows[0][0], rows[0][1] = "mang-cut", "Măng cụt"
    write(folder / "products.csv", [header, rows[0]])

    bring_in(folder)

    slugs = set(db.session.scalars(select(Product.slug)))
    assert slugs == {"sau-rieng", "cay-giong-sau-rieng", "keo-dua", "ruou-dua", "mang-cut"}


def test_goods_without_a_price_have_none_and_without_stock_no_record(folder: Path) -> None:
    bring_in(folder)

    assert product("cay-giong-sau-rieng").variants[0].price(demo=True) is None
    assert product("ruou-dua").variants[0].price(demo=True) == 85_000
    assert record("ruou-dua") is None


def test_sample_values_count_in_demo_mode_only(folder: Path) -> None:
    change(
        folder / "products.csv",
        "cay-giong-sau-rieng",
        sample_price_vnd=60_000,
        sample_stock=9,
        stock="",
    )
    bring_in(folder, demo=False)
    assert product("cay-giong-sau-rieng").variants[0].price_vnd is None
    assert record("cay-giong-sau-rieng") is None

    bring_in(folder, demo=True)

    seedling = product("cay-giong-sau-rieng").variants[0]
    assert (seedling.price_vnd, seedling.price_is_sample) == (60_000, True)
    counted = record("cay-giong-sau-rieng")
    assert counted is not None
    assert (counted.on_hand, counted.is_sample) == (9, True)
    assert counted.sellable(demo=False) == 0


def test_a_real_price_stands_before_a_sample_one(folder: Path) -> None:
    change(folder / "products.csv", "sau-rieng", sample_price_vnd=1_000)

    bring_in(folder)

    pack = product("sau-rieng").variants[0]
    assert (pack.price_vnd, pack.price_is_sample) == (95_000, False)


def test_a_price_kept_by_hand_stays_real_when_the_sample_changes(folder: Path) -> None:
    change(folder / "products.csv", "cay-giong-sau-rieng", sample_price_vnd=60_000)
    bring_in(folder)
    product("cay-giong-sau-rieng").variants[0].price_is_sample = False
    db.session.commit()
    change(folder / "products.csv", "cay-giong-sau-rieng", sample_price_vnd=75_000)

    bring_in(folder)

    seedling = product("cay-giong-sau-rieng").variants[0]
    assert (seedling.price_vnd, seedling.price_is_sample) == (60_000, False)


def test_demo_mode_after_the_import_decides_by_default(folder: Path) -> None:
    change(folder / "products.csv", "cay-giong-sau-rieng", sample_price_vnd=60_000)

    import_folder(folder)  # its market.csv says that it is real
    db.session.commit()

    assert product("cay-giong-sau-rieng").variants[0].price_vnd is None


@pytest.mark.parametrize(
    ("slug", "kind"),
    [("htx-cay-giong", "cooperative"), ("cty-keo-dua", "company"), ("ho-ba-tu", "household")],
)
def test_maker_kind_is_read_from_the_name(folder: Path, slug: str, kind: str) -> None:
    bring_in(folder)

    assert maker(slug).maker_kind == kind


def test_maker_kind_column_stands_before_the_name(folder: Path) -> None:
    change(folder / "cooperatives.csv", "ho-ba-tu", maker_kind="workshop")

    bring_in(folder)

    assert maker("ho-ba-tu").maker_kind == "workshop"
    assert maker("cty-keo-dua").maker_kind == "company"


def test_alcohol_is_read_from_the_name_unless_the_column_says(folder: Path) -> None:
    bring_in(folder)
    assert [p.slug for p in db.session.scalars(select(Product)) if p.is_alcohol] == ["ruou-dua"]

    change(folder / "products.csv", "ruou-dua", alcohol="n")
    change(folder / "products.csv", "keo-dua", alcohol="y")
    bring_in(folder)

    assert [p.slug for p in db.session.scalars(select(Product)) if p.is_alcohol] == ["keo-dua"]


def test_commune_of_today_is_found_only_where_the_old_one_lies_whole_in_it(folder: Path) -> None:
    bring_in(folder)

    assert maker("htx-cay-giong").commune_code == "28870"
    assert maker("cty-keo-dua").commune_code is None  # divided
    assert maker("ho-ba-tu").commune_code is None  # unknown
    assert maker("cty-keo-dua").old_commune_vi == "Tân Hội"


def test_one_pack_with_the_weight_of_its_unit_or_label(folder: Path) -> None:
    bring_in(folder)

    packs = {pack.product.slug: pack for pack in db.session.scalars(select(Variant))}
    labels = {slug: (pack.label_vi, pack.label_en, pack.weight_g) for slug, pack in packs.items()}
    assert labels == {
        "sau-rieng": ("1 kg", "1 kg", 1_000),
        "cay-giong-sau-rieng": ("cây", "plant", 1_000),
        "keo-dua": ("hộp 350 g", "box, 350 g", 350),
        "ruou-dua": ("chai 500 ml", "bottle, 500 ml", 500),
    }


VARIANTS = """
    product_slug,code,label_vi,label_en,weight_g,price_vnd,sample_price_vnd,stock,sample_stock,position
    sau-rieng,qua,1 quả (khoảng 3 kg),one fruit (about 3 kg),3200,280000,,8,,1
    sau-rieng,thung,thùng 10 kg,10 kg box,,,900000,,4,2
"""


def test_listed_pack_sizes_take_the_place_of_the_products_own_unit(folder: Path) -> None:
    bring_in(folder)
    add_file(folder, "variants.csv", VARIANTS)

    bring_in(folder)

    packs = product("sau-rieng").variants
    on_sale = [(p.code, p.weight_g, p.price_vnd, p.price_is_sample) for p in packs if p.is_active]
    assert on_sale == [("qua", 3_200, 280_000, False), ("thung", 10_000, 900_000, True)]
    stock = {
        r.variant_id: (r.on_hand, r.is_sample) for r in db.session.scalars(select(StockRecord))
    }
    assert [stock[p.id] for p in packs if p.is_active] == [(8, False), (4, True)]

    (folder / "variants.csv").unlink()
    before = dump()
    bring_in(folder)
    assert dump() == before


def test_accounts_and_delivery_terms(folder: Path) -> None:
    add_file(
        folder,
        "accounts.csv",
        """
        cooperative_slug,bank_bin,number,holder,sample
        htx-cay-giong,970405,7110205123456,HTX CAY GIONG VUON XANH,n
        cty-keo-dua,970436,MAU0001,TAI KHOAN MAU,y
        """,
    )
    add_file(
        folder,
        "delivery.csv",
        """
        cooperative_slug,district_fee_vnd,province_fee_vnd,elsewhere_fee_vnd,free_from_vnd,pickup_vi,accepts_cod
        htx-cay-giong,0,20000,,,Tại vườn,n
        """,
    )

    bring_in(folder, demo=False)

    accounts = list(db.session.scalars(select(BankAccount)))
    assert [(a.cooperative.slug, a.bank_bin, a.is_sample) for a in accounts] == [
        ("htx-cay-giong", "970405", False)
    ]
    terms = db.session.scalars(select(DeliveryTerms)).one()
    assert (terms.district_fee_vnd, terms.province_fee_vnd) == (0, 20_000)
    assert (terms.elsewhere_fee_vnd, terms.free_from_vnd) == (None, None)
    assert (terms.offers_pickup, terms.accepts_cod, terms.accepts_transfer) == (True, False, True)
    assert (terms.hold_hours, terms.confirm_hours) == (24, 48)

    bring_in(folder, demo=True)
    assert db.session.scalars(select(BankAccount).where(BankAccount.is_sample)).one()


def test_real_certificate_with_its_dates(folder: Path) -> None:
    change(
        folder / "products.csv",
        "sau-rieng",
        certificate_number="1234/QĐ-UBND",
        certificate_issuer="UBND tỉnh Bến Tre",
        certificate_issued_on="2024-12-20",
        certificate_expires_on="2027-12-20",
    )

    bring_in(folder, demo=False)

    held = db.session.scalars(select(Certificate)).one()
    assert (held.product.slug, held.stars, held.number) == ("sau-rieng", 4, "1234/QĐ-UBND")
    assert (held.issued_on, held.expires_on) == (date(2024, 12, 20), date(2027, 12, 20))
    assert not held.is_sample


def test_sample_certificate_rolls_with_the_day_it_comes_and_then_stands(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    change(
        folder / "products.csv",
        "sau-rieng",
        sample_certificate_number="MẪU-1",
        sample_certificate_issuer="Cơ quan mẫu",
        sample_certificate_issued_on="-400d",
        sample_certificate_expires_on="+60d",
    )
    bring_in(folder, demo=False)
    assert not list(db.session.scalars(select(Certificate)))

    monkeypatch.setattr("storefront.clock.today", lambda: date(2026, 11, 22))
    bring_in(folder)
    monkeypatch.setattr("storefront.clock.today", lambda: date(2026, 12, 25))
    bring_in(folder)

    held = db.session.scalars(select(Certificate)).one()
    assert (held.issued_on, held.expires_on) == (date(2025, 10, 18), date(2027, 1, 21))
    assert held.is_sample


def test_names_are_kept_in_nfc_and_a_byte_order_mark_is_no_matter(folder: Path) -> None:
    path = folder / "products.csv"
    import unicodedata  # noqa: PLC0415

    decomposed = unicodedata.normalize("NFD", path.read_text(encoding="utf-8"))
    path.write_bytes(b"\xef\xbb\xbf" + decomposed.encode())

    bring_in(folder)

    assert product("sau-rieng").name_vi == "Sầu riêng Chợ Lách"


def test_semicolons_of_a_vietnamese_excel_are_understood(folder: Path) -> None:
    path = folder / "districts.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",", ";"), encoding="utf-8-sig")

    bring_in(folder)

    assert db.session.scalars(select(District).where(District.slug == "cho-lach")).one()


def test_kinds_come_from_the_products_with_usual_labels_where_there_are_some(folder: Path) -> None:
    bring_in(folder)

    kinds = {kind.slug: kind.name_vi for kind in db.session.scalars(select(Category))}
    assert kinds["fruit"] == "Trái cây"
    assert kinds["seedlings"] == "Seedlings"
    assert set(kinds) == {"fruit", "seedlings", "processed", "drinks"}


def test_without_market_file_the_market_lies_in_its_communes_province(folder: Path) -> None:
    (folder / "market.csv").unlink()

    bring_in(folder)

    market = db.session.get_one(Market, 1)
    assert (market.province_code, market.is_sample) == ("86", True)


def test_everything_imported_can_be_found(folder: Path) -> None:
    bring_in(folder)

    found = db.session.scalars(select(SearchDocument)).all()
    assert {kind: sum(d.kind == kind for d in found) for kind in {d.kind for d in found}} == {
        "district": 2,
        "cooperative": 3,
        "product": 4,
    }
    durian = product("sau-rieng")
    words = next(d for d in found if d.kind == "product" and d.owner_id == durian.id)
    assert "sau rieng cho lach" in words.names_folded


def test_map_places_and_neighbours(folder: Path) -> None:
    bring_in(folder)
    add_file(
        folder,
        "map.csv",
        """
        district_slug,col,row,neighbours
        cho-lach,1,2,mo-cay-bac
        """,
    )

    bring_in(folder)

    places = {d.slug: (d.map_column, d.map_row) for d in db.session.scalars(select(District))}
    assert places == {"cho-lach": (1, 2), "mo-cay-bac": (None, None)}

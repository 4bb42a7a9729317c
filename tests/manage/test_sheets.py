"""Spreadsheets at the desk: goods out and in again, all or nothing, once."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from storefront import clock
from storefront.activity.models import Activity
from storefront.catalogue.models import Product, Variant
from storefront.database import db
from storefront.spreadsheets.models import GoodsSheet
from storefront.spreadsheets.services import KEPT, forget_old_sheets
from tests.client import ShopClient
from tests.concurrency.threads import at_once
from tests.factories import make_product, make_variant, only_variant, stock_of
from tests.factories.orders import make_order
from tests.manage.desk import MANAGER, MEMBER, STRANGER, make_two_shops, signed_in
from tests.manage.goods import (
    alert_in,
    fields_in,
    form_of,
    market_with_kinds,
    my_cooperative,
    the_product,
)
from tests.shops import everything, visitor
from tests.spreadsheets.files import (
    FORMATS,
    START,
    Table,
    added,
    apply,
    changed,
    csv_file,
    downloaded,
    previewed,
    send,
    table_in,
    xlsx_file,
)

SLUG = "cam-long-vang"


@pytest.fixture
def member(app: Flask) -> ShopClient:
    make_two_shops(app)
    market_with_kinds(app)
    with app.app_context():
        product = make_product(
            cooperative=my_cooperative(), name_vi="Cam lòng vàng", slug=SLUG, stock=10
        )
        make_variant(product, label_vi="Thùng 10 kg", weight_g=10_250, price=450_000, position=1)
        make_product(
            cooperative=my_cooperative(), slug="cam-cu", name_vi="Cam cũ", status="archived"
        )
        db.session.commit()
    return signed_in(app, MEMBER)


def row_of(table: Table, slug: str = SLUG) -> int:
    return next(at for at, row in enumerate(table) if slug in row)


def with_changes(member: ShopClient, **cells: object) -> Table:
    """Return the shop's sheet, the first row of the oranges changed."""
    table = table_in(downloaded(member))
    named = {"gia": "Giá", "ton": "Tồn kho", "ten": "Tên hàng", "thang": "Mùa từ tháng"}
    named |= {"trang_thai": "Trạng thái", "ban": "Bán gói này", "ruou": "Là rượu, bia"}
    return changed(table, row_of(table), {named[name]: cell for name, cell in cells.items()})


def log(app: Flask) -> list[str]:
    with app.app_context():
        return list(db.session.scalars(select(Activity.verb).order_by(Activity.id)))


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_what_was_downloaded_changes_nothing(app: Flask, member: ShopClient, kind: str) -> None:
    data = downloaded(member, kind)
    assert "Thùng 10 kg" in str(table_in(data))
    assert "cam-cu" not in str(table_in(data))
    address, page = previewed(member, data)
    assert 'name="digest"' not in page
    assert 'class="sheet-goods"' not in page
    assert 'class="sheet-faults"' not in page
    assert member.get(address.replace("/vi/", "/en/")).text.count("Nothing changes") == 1


@pytest.mark.parametrize("kind", FORMATS)
def test_a_price_a_stock_and_new_goods_come_in(app: Flask, member: ShopClient, kind: str) -> None:
    table = with_changes(member, gia="55k", ton=7, ten="Cam lòng đỏ")
    honey = {"Tên hàng": "Mật ong", "Loại hàng": "trai cay", "Giá": 120000, "Tồn kho": 5}
    table = added(table, honey | {"Quy cách": "Lọ 500 g"})
    table = added(table, {"Tên hàng": "Mật ong", "Quy cách": "Lọ 1 kg", "Giá": "1tr2"})
    before = everything(app)
    address, page = previewed(member, FORMATS[kind](table))
    assert "Mật ong" in page and "55.000" in page and "<del>50.000" in page
    after = everything(app)
    assert {name for name in before if before[name] != after[name]} <= {"goods_sheet", "sign_in"}
    assert apply(member, address).status_code == 303
    with app.app_context():
        product = the_product(slug=SLUG)
        assert (product.name_vi, product.revision) == ("Cam lòng đỏ", 2)
        assert only_variant(product).price_vnd == 55_000
        assert stock_of(product).on_hand == 7
        made = the_product(slug="mat-ong")
        packs = [(pack.label_vi, pack.weight_g, pack.price_vnd) for pack in made.variants]
        assert packs == [("Lọ 500 g", 500, 120_000), ("Lọ 1 kg", 1_000, 1_200_000)]
        assert (stock_of(made).on_hand, made.status) == (5, "published")
        assert made.cooperative.slug == "htx-cam"
    assert "/products/mat-ong" in visitor(app).get("/vi/products?q=mat+ong").text
    assert f"/products/{SLUG}" in visitor(app).get("/vi/products?q=cam+long+do").text
    verbs = {"goods.created", "goods.changed", "price.changed", "stock.set", "goods.imported"}
    assert verbs <= set(log(app))
    assert "Mật ong" in str(table_in(downloaded(member)))


def test_the_template_tells_what_belongs_where_and_is_no_goods(
    app: Flask, member: ShopClient
) -> None:
    for kind in ("xlsx", "csv"):
        data = downloaded(member, kind, "template")
        table = table_in(data)
        assert len(table) == 2
        assert "Trái cây" in str(table[1])
        assert send(member, data).status_code == 422
        row = {"Tên hàng": "Mật ong", "Loại hàng": "Trái cây", "Quy cách": "Lọ 500 g"}
        _, page = previewed(member, xlsx_file(added(table, row)))
        assert "Mật ong" in page and 'name="digest"' in page


def test_a_second_press_and_two_members_at_once_apply_once(app: Flask, member: ShopClient) -> None:
    table = added(
        with_changes(member, ton=25),
        {"Tên hàng": "Mật ong", "Loại hàng": "Trái cây", "Quy cách": "Lọ 500 g"},
    )
    address, _ = previewed(member, xlsx_file(table))
    form = fields_in(member.get(address).text, address)
    presses: list[Callable[[], int]] = []
    for who in (member, signed_in(app, MANAGER)):
        token, cookie = who.token_from(address), who.get_cookie("session")
        assert cookie

        def press(value: str = cookie.value, token: str = token) -> int:
            thumb = visitor(app)
            thumb.set_cookie("session", value)
            return thumb.post(address, data=form | {"csrf_token": token}).status_code

        presses += [press] * 3
    assert Counter(at_once(presses)) == {303: 6}
    with app.app_context():
        assert stock_of(the_product(slug=SLUG)).on_hand == 25
        the_product(name_vi="Mật ong")
    assert log(app).count("goods.imported") == 1


def test_goods_changed_meanwhile_are_shown_again_and_nothing_is_applied(
    app: Flask, member: ShopClient
) -> None:
    address, _ = previewed(member, xlsx_file(with_changes(member, gia=60_000)))
    form = fields_in(member.get(address).text, address)
    with app.app_context():
        product_id = the_product(slug=SLUG).id
    editor = f"/vi/manage/goods/{product_id}"
    typed = form_of(member, editor) | {"packs-0-price": "52.000"}
    assert member.post(editor, data=typed).status_code == 303
    before = everything(app)
    answer = member.post(address, data=form)
    assert answer.status_code == 409
    assert alert_in(answer)
    assert "<del>52.000" in answer.text
    assert everything(app) == before
    again = fields_in(answer.text, address)
    assert member.post(address, data=again).status_code == 303
    with app.app_context():
        assert only_variant(the_product(slug=SLUG)).price_vnd == 60_000


def test_stock_that_orders_moved_is_never_overwritten(app: Flask, member: ShopClient) -> None:
    table = with_changes(member, ton=30)
    address, _ = previewed(member, xlsx_file(table))
    form = fields_in(member.get(address).text, address)
    with app.app_context():
        make_order(the_product(slug=SLUG))
        db.session.commit()
        left = stock_of(the_product(slug=SLUG)).sellable(demo=False)
    before = everything(app)
    assert left < 10
    answer = member.post(address, data=form)
    assert answer.status_code == 409
    assert "Tồn kho</strong>: «30»" in answer.text
    assert everything(app) == before
    _, page = previewed(member, xlsx_file(table))
    assert 'name="digest"' not in page
    untouched = changed(table, row_of(table), {"Tồn kho": 10})
    _, page = previewed(member, xlsx_file(untouched))
    assert 'class="sheet-faults"' not in page


def test_a_price_ten_times_another_is_asked_about(app: Flask, member: ShopClient) -> None:
    address, _ = previewed(member, xlsx_file(with_changes(member, gia=500_000)))
    before = everything(app)
    assert apply(member, address).status_code == 422
    assert everything(app) == before
    assert apply(member, address, sure="y").status_code == 303
    with app.app_context():
        assert only_variant(the_product(slug=SLUG)).price_vnd == 500_000


def test_a_forged_token_changes_nothing(app: Flask, member: ShopClient) -> None:
    address, _ = previewed(member, xlsx_file(with_changes(member, gia=60_000)))
    before = everything(app)
    assert apply(member, address, csrf_token="forged").status_code == 400
    data = {"csrf_token": "forged", "sheet": (io.BytesIO(xlsx_file([["Tên hàng"]])), "a.xlsx")}
    answer = member.post(START, data=data, content_type="multipart/form-data")
    assert answer.status_code == 400
    assert member.post(START, data={"csrf_token": member.token_from(START)}).status_code == 422
    assert everything(app) == before


def test_a_sheet_is_nobody_elses_and_ends_after_a_day(app: Flask, member: ShopClient) -> None:
    address, _ = previewed(member, xlsx_file(with_changes(member, gia=60_000)))
    stranger = signed_in(app, STRANGER)
    token = stranger.token_from(START)
    before = everything(app)
    assert stranger.get(address).status_code == 404
    assert stranger.post(address, data={"csrf_token": token}).status_code == 404
    assert SLUG not in str(table_in(downloaded(stranger)))
    assert everything(app) == before
    with app.app_context():
        db.session.execute(
            update(GoodsSheet).values(sent_at=clock.now() - KEPT - timedelta(minutes=1))
        )
        db.session.commit()
    assert member.get(address).status_code == 404
    with app.app_context():
        assert forget_old_sheets(clock.now()) == 2
        db.session.commit()
        assert not db.session.scalars(select(GoodsSheet)).all()


def test_another_cooperatives_code_is_a_bad_cell_like_any_unknown_one(
    app: Flask, member: ShopClient
) -> None:
    with app.app_context():
        other = make_product(slug="che-shan", name_vi="Chè shan")
        db.session.commit()
        assert other.cooperative.slug != "htx-cam"
    headings = ["Mã hàng", "Giá"]
    pages = []
    for slug in ("che-shan", "khong-co"):
        _, page = previewed(member, csv_file([headings, [slug, 1_000]]))
        pages.append(page[page.index('class="sheet-faults"') :].replace(slug, "…"))
        assert 'name="digest"' not in page
    assert pages[0].partition("</ol>")[0] == pages[1].partition("</ol>")[0]
    assert "Chè shan" not in pages[0]


def test_a_sheet_of_few_columns_leaves_all_others_alone(app: Flask, member: ShopClient) -> None:
    table = [["Ghi chú", "Giá", "Mã hàng", "Mã gói"], ["x", "70k", SLUG, ""]]
    with app.app_context():
        code = f"*{the_product(slug=SLUG).variants[0].id}"
    _, page = previewed(member, csv_file(table))
    assert 'name="digest"' not in page  # which of the two packs?
    table[1][3] = code
    address, page = previewed(member, csv_file(table))
    assert "Ghi chú" in page
    assert apply(member, address).status_code == 303
    with app.app_context():
        product = the_product(slug=SLUG)
        assert [pack.price_vnd for pack in product.variants] == [70_000, 450_000]
        assert (product.name_en[:10], product.variants[0].label_vi) == ("Cao Phong ", "Túi 1 kg")


def test_many_goods_are_told_in_one_line_of_the_log(app: Flask, member: ShopClient) -> None:
    rows = [["Tên hàng", "Loại hàng", "Quy cách", "Giá"]]
    rows += [[f"Mật ong số {number}", "Trái cây", "Lọ 500 g", "120k"] for number in range(60)]
    address, page = previewed(member, csv_file(rows))
    assert "page=2" in page
    assert "Mật ong số 59" in member.get(f"{address}?page=2").text
    assert apply(member, address).status_code == 303
    assert "60" in member.get(address).text
    with app.app_context():
        line = db.session.scalars(select(Activity).order_by(Activity.id.desc())).first()
        assert line is not None and (line.verb, line.subject) == ("goods.imported", "hàng.xlsx")
        assert (line.details["made"], line.details["changed"]) == (60, 0)
        assert len(set(db.session.scalars(select(Product.slug)))) >= 60
        packs = select(Variant).join(Product).where(Product.name_vi.startswith("Mật ong số"))
        assert {pack.price_vnd for pack in db.session.scalars(packs)} == {120_000}
    assert log(app).count("goods.created") == 0
    assert "goods.imported" in log(app)
    assert member.get("/vi/manage/log").status_code in (200, 403)

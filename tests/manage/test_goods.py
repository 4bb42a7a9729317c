"""Goods from the desk: made, copied, changed, shown and hidden, and what may not be."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from sqlalchemy import event

from storefront.activity.models import Activity
from storefront.catalogue.models import Product, Variant
from storefront.database import db
from storefront.stock.services import sellable_now
from tests.client import ShopClient
from tests.factories import make_picture, make_product, make_variant, only_variant, stock_of
from tests.factories.orders import make_order
from tests.manage.desk import MANAGER, MEMBER, STRANGER, make_two_shops, signed_in
from tests.manage.goods import (
    NEW,
    alert_in,
    fields_in,
    form_of,
    market_with_kinds,
    my_cooperative,
    the_product,
    typed,
)
from tests.shops import everything, visitor

SCRIPT = "<script>alert('cam')</script>"

DRAFT = "draft, never on sale"


@pytest.fixture
def kind(app: Flask) -> int:
    make_two_shops(app)
    return market_with_kinds(app)


@pytest.fixture
def member(app: Flask, kind: int) -> ShopClient:
    return signed_in(app, MEMBER)


@pytest.fixture
def product_id(app: Flask, kind: int) -> int:
    with app.app_context():
        product = make_product(
            cooperative=my_cooperative(), category=None, name_vi="Cam lòng vàng", stock=10
        )
        db.session.commit()
        return product.id


def log(app: Flask) -> list[tuple[str, dict[str, object]]]:
    with app.app_context():
        lines = db.session.scalars(db.select(Activity).order_by(Activity.id)).all()
        return [(line.verb, line.details) for line in lines]


def test_goods_are_made_and_sold_at_once(app: Flask, member: ShopClient, kind: int) -> None:
    answer = member.post(NEW, data=typed(member, kind, name_en="Cao Phong oranges"))
    assert answer.status_code == 303
    with app.app_context():
        product = the_product(name_vi="Cam Cao Phong loại 1")
        pack = only_variant(product)
        assert product.slug == "cam-cao-phong-loai-1"
        assert product.cooperative.slug == "htx-cam"
        assert (pack.price_vnd, pack.weight_g, pack.price_is_sample) == (50_000, 1_000, False)
        assert sellable_now([pack.id], demo=False) == {pack.id: 12}
    page = visitor(app).get("/vi/products/cam-cao-phong-loai-1")
    assert "50.000" in page.get_data(as_text=True)
    assert "/products/cam-cao-phong-loai-1" in visitor(app).get("/vi/products?q=cam+cao").text
    assert [verb for verb, _ in log(app)][-3:] == [
        "goods.created",
        "pack.added",
        "goods.published",
    ]
    assert member.get(answer.headers["Location"]).status_code == 200


def test_the_same_form_sent_twice_makes_goods_once(
    app: Flask, member: ShopClient, kind: int
) -> None:
    data = typed(member, kind)
    first, second = (member.post(NEW, data=data) for _ in range(2))
    assert first.status_code == second.status_code == 303
    assert first.headers["Location"] == second.headers["Location"]
    with app.app_context():
        the_product(name_vi="Cam Cao Phong loại 1")
    other = member.post(NEW, data={**data, "name_vi": "Cam Cao Phong loại 2"})
    assert other.status_code == 303
    with app.app_context():
        the_product(name_vi="Cam Cao Phong loại 2")


def test_hidden_goods_wait_until_they_are_put_on_sale(
    app: Flask, member: ShopClient, kind: int
) -> None:
    member.post(NEW, data=typed(member, kind, then="hide"))
    address = "/vi/products/cam-cao-phong-loai-1"
    assert visitor(app).get(address).status_code == 404
    with app.app_context():
        product_id = the_product(name_vi="Cam Cao Phong loại 1").id
    drafts = member.get("/en/manage/goods").text.count(DRAFT)
    for status, seen in (("published", 200), ("hidden", 404), ("archived", 410)):
        data = {"csrf_token": member.token_from(NEW), "status": status}
        answer = member.post(f"/vi/manage/goods/{product_id}/status", data=data)
        assert answer.status_code == 303
        assert visitor(app).get(address).status_code == seen
        assert member.get("/en/manage/goods").text.count(DRAFT) == drafts - 1
    listed = member.get("/vi/manage/goods").get_data(as_text=True)
    assert "Cam Cao Phong loại 1" not in listed
    assert "Cam Cao Phong loại 1" in member.get("/vi/manage/goods?state=archived").text


def test_the_address_is_made_once_and_stays(app: Flask, member: ShopClient, kind: int) -> None:
    member.post(NEW, data=typed(member, kind))
    again = typed(member, kind, draft_key="another-form-altogether")
    assert member.post(NEW, data=again).status_code == 303
    with app.app_context():
        slugs = set(db.session.scalars(db.select(Product.slug)))
        product_id = the_product(slug="cam-cao-phong-loai-1").id
    assert {"cam-cao-phong-loai-1", "cam-cao-phong-loai-1-cam"} <= slugs
    address = f"/vi/manage/goods/{product_id}"
    form = form_of(member, address) | {"name_vi": "Bưởi đỏ"}
    assert member.post(address, data=form).status_code == 303
    with app.app_context():
        renamed = the_product(slug="cam-cao-phong-loai-1")
        assert renamed.name_vi == "Bưởi đỏ"
    assert "/products/cam-cao-phong-loai-1" in visitor(app).get("/vi/products?q=buoi+do").text


def test_a_form_sent_as_it_came_changes_nothing_but_its_revision(
    app: Flask, member: ShopClient, product_id: int
) -> None:
    with app.app_context():
        make_variant(the_product(id=product_id), label_vi="Thùng 10 kg", weight_g=10_250)
        db.session.commit()
    before = everything(app)
    address = f"/vi/manage/goods/{product_id}"
    assert member.post(address, data=form_of(member, address)).status_code == 303
    after = everything(app)
    assert {name for name in before if before[name] != after[name]} <= {"product", "variant"}
    with app.app_context():
        packs = the_product(id=product_id).variants
        assert [(pack.price_vnd, pack.weight_g) for pack in packs] == [
            (50_000, 1_000),
            (50_000, 10_250),
        ]


def test_all_that_the_law_wants_is_kept_and_shown(
    app: Flask, member: ShopClient, product_id: int
) -> None:
    address = f"/vi/manage/goods/{product_id}"
    words = {
        "net_weight": "500 g",
        "use_by_vi": "12 tháng kể từ ngày sản xuất",
        "use_by_en": "12 months after it was made",
        "ingredients_vi": "Cam sành 100 %",
        "storage_vi": "Nơi khô, mát",
        "origin_vi": "Xã Thu Phong",
    }
    season = {"season_first": "11", "season_last": "2", "ship_days": ["2", "5"]}
    answer = member.post(address, data=form_of(member, address) | words | season)
    assert answer.status_code == 303
    with app.app_context():
        product = the_product(id=product_id)
        assert (product.season_first, product.season_last, product.ship_days) == (11, 2, "25")
        slug = product.slug
    page = visitor(app).get(f"/vi/products/{slug}").text
    assert all(word in page for name, word in words.items() if not name.endswith("_en"))
    assert words["use_by_en"] in visitor(app).get(f"/en/products/{slug}").text
    assert words["use_by_vi"] in member.get(address).text


def test_a_pack_size_is_added_and_another_is_taken_off_sale(
    app: Flask, member: ShopClient, product_id: int
) -> None:
    address = f"/vi/manage/goods/{product_id}"
    form = form_of(member, address)
    form |= {"packs-1-label_vi": "Thùng 10 kg", "packs-1-price": "450 nghìn"}
    assert member.post(address, data=form).status_code == 303
    form = form_of(member, address)
    del form["packs-0-is_active"]
    assert member.post(address, data=form).status_code == 303
    with app.app_context():
        small, large = the_product(id=product_id).variants
        assert (small.is_active, large.is_active) == (False, True)
        assert (large.price_vnd, large.weight_g, large.code) == (450_000, 10_000, "thung-10-kg")
    form = form_of(member, address)
    del form["packs-1-is_active"]
    assert member.post(address, data=form).status_code == 422


PRICES = {
    "150.000": 150_000,
    "150,000": 150_000,
    "150k": 150_000,
    "150 nghìn": 150_000,
    "1tr2": 1_200_000,
    "150000đ": 150_000,
    "": None,
}
UNCLEAR = {
    "85": "85.000",
    "12.5": "12.500",
    "0": "",
    "-50000": "",
    "1e6": "",
    "50.00": "",
    "1.000.000.001": "",
    "9" * 39: "",
    "năm mươi": "",
    SCRIPT: "",
}


def test_prices_are_read_as_people_type_them(app: Flask, member: ShopClient, kind: int) -> None:
    data = typed(member, kind)
    for number, (price, amount) in enumerate(PRICES.items()):
        data |= {"packs-0-price": price, "name_vi": f"Cam số {number}"}
        assert member.post(NEW, data=data).status_code == 303, price
        with app.app_context():
            made = the_product(name_vi=f"Cam số {number}")
            assert only_variant(made).price_vnd == amount, price


def test_unclear_prices_are_asked_about_and_nothing_typed_is_lost(
    app: Flask, member: ShopClient, kind: int
) -> None:
    data = typed(member, kind, description_vi="Ngọt đậm")
    before = everything(app)
    for price, asked in UNCLEAR.items():
        answer = member.post(NEW, data=data | {"packs-0-price": price})
        assert answer.status_code == 422, price
        text = answer.get_data(as_text=True)
        assert "Ngọt đậm" in text and "Cam Cao Phong loại 1" in text
        assert asked in alert_in(answer)
        assert SCRIPT not in text
    assert everything(app) == before


def test_a_price_that_leaps_is_asked_about_once(
    app: Flask, member: ShopClient, product_id: int
) -> None:
    address = f"/vi/manage/goods/{product_id}"
    form = form_of(member, address) | {"packs-0-price": "500k"}
    answer = member.post(address, data=form)
    assert answer.status_code == 422
    assert "50.000" in alert_in(answer) and "500.000" in alert_in(answer)
    with app.app_context():
        assert only_variant(the_product(id=product_id)).price_vnd == 50_000
    assert member.post(address, data=form | {"packs-0-sure": "y"}).status_code == 303
    with app.app_context():
        assert only_variant(the_product(id=product_id)).price_vnd == 500_000
    changed = [details for verb, details in log(app) if verb == "price.changed"]
    assert changed == [{"pack": "Túi 1 kg", "before": 50_000, "after": 500_000}]


def test_a_new_price_never_touches_placed_orders(
    app: Flask, member: ShopClient, product_id: int
) -> None:
    with app.app_context():
        order = make_order(the_product(id=product_id), 2)
        db.session.commit()
        order_id, token = order.id, order.purchase.token
    before = {name: everything(app)[name] for name in ("orders", "line_item")}
    page = visitor(app).get(f"/vi/orders/{token}").text
    address = f"/vi/manage/goods/{product_id}"
    form = form_of(member, address) | {"packs-0-price": "70k", "name_vi": "Tên khác hẳn"}
    assert member.post(address, data=form).status_code == 303
    assert {name: everything(app)[name] for name in before} == before
    assert "Tên khác hẳn" not in visitor(app).get(f"/vi/orders/{token}").text
    assert "100.000" in page and order_id


BAD = {
    "no name": {"name_vi": " \u200b "},
    "long name": {"name_vi": "x" * 121},
    "no kind": {"category_id": ""},
    "a kind there is not": {"category_id": "999999"},
    "a kind that is none": {"category_id": "²"},
    "no pack size": {"packs-0-label_vi": "", "packs-0-price": "", "packs-0-stock": ""},
    "a pack without a label": {"packs-0-label_vi": ""},
    "a weight without a unit": {"packs-0-weight": "500"},
    "a weight of a thousand kinds": {"packs-0-weight": "1.500 kg"},
    "no stock": {"packs-0-stock": "-1"},
    "digits of others": {"packs-0-stock": "²"},
    "half a season": {"season_first": "3"},
    "no month": {"season_first": "13", "season_last": "14"},
    "no day": {"ship_days": "8"},
    "beyond reach": {"reach": "moon"},
    "an unknown drawing": {"motif": "../../etc/passwd"},
    "a long text": {"storage_vi": "x" * 1_001},
}


def test_bad_values_are_refused_beside_their_field(
    app: Flask, member: ShopClient, kind: int
) -> None:
    data, before = typed(member, kind), everything(app)
    for words, bad in BAD.items():
        answer = member.post(NEW, data=data | bad)
        assert answer.status_code == 422, words
        assert "field__error" in answer.text, words
    assert everything(app) == before


def test_rows_that_no_browser_numbers_are_none(app: Flask, member: ShopClient, kind: int) -> None:
    rows = ("packs-²-label_vi", "packs-99999-label_vi", f"packs-{'9' * 5000}-label_vi", "packs")
    data = typed(member, kind) | dict.fromkeys(rows, "Thùng")
    assert member.post(NEW, data=data).status_code == 303
    with app.app_context():
        assert len(the_product(name_vi="Cam Cao Phong loại 1").variants) == 1


def test_markup_stays_text_wherever_it_shows(app: Flask, member: ShopClient, kind: int) -> None:
    names = ("name_vi", "name_en", "description_vi", "use_by_vi", "ingredients_vi", "origin_vi")
    marked = dict.fromkeys(names, SCRIPT) | {"packs-0-label_vi": f"1 kg {SCRIPT}"}
    assert member.post(NEW, data=typed(member, kind, **marked)).status_code == 303
    with app.app_context():
        product = the_product(name_vi=SCRIPT)
        pages = [f"/vi/products/{product.slug}", f"/vi/manage/goods/{product.id}/copy"]
        pages += ["/vi/manage/goods", f"/vi/manage/goods/{product.id}", "/vi/products"]
    for page in pages:
        text = member.get(page).get_data(as_text=True)
        assert "alert(" in text, page
        assert SCRIPT not in text, page


def test_a_forged_form_changes_nothing_and_keeps_all(
    app: Flask, member: ShopClient, kind: int, product_id: int
) -> None:
    before = everything(app)
    data = typed(member, kind, csrf_token="forged", description_vi="Ngọt đậm")
    for address in (NEW, f"/vi/manage/goods/{product_id}"):
        answer = member.post(address, data=data)
        assert answer.status_code == 400
        assert "Ngọt đậm" in answer.text
    assert member.post(f"/vi/manage/goods/{product_id}/status", data=data).status_code == 400
    assert everything(app) == before


def test_the_second_of_two_members_is_shown_both_versions(
    app: Flask, member: ShopClient, product_id: int
) -> None:
    other, address = signed_in(app, MANAGER), f"/vi/manage/goods/{product_id}"
    mine, theirs = form_of(member, address), form_of(other, address)
    theirs |= {"name_vi": "Cam của chị Ấn", "packs-0-price": "60k"}
    assert other.post(address, data=theirs).status_code == 303
    before = everything(app)
    mine |= {"name_vi": "Cam của anh Bường", "packs-0-price": "65k"}
    answer = member.post(address, data=mine)
    assert answer.status_code == 409
    assert everything(app) == before
    told = alert_in(answer)
    for words in ("Chị Ấn", "Cam của chị Ấn", "Cam của anh Bường", "60.000", "65k"):
        assert words in told
    again = fields_in(answer.get_data(as_text=True), address)
    assert again["name_vi"] == "Cam của anh Bường"
    assert member.post(address, data=again).status_code == 303
    with app.app_context():
        product = the_product(id=product_id)
        assert product.name_vi == "Cam của anh Bường"
        assert only_variant(product).price_vnd == 65_000


def test_a_pack_size_that_the_other_added_survives(
    app: Flask, member: ShopClient, product_id: int
) -> None:
    other, address = signed_in(app, MANAGER), f"/vi/manage/goods/{product_id}"
    mine = form_of(member, address) | {"name_vi": "Cam mới"}
    theirs = form_of(other, address) | {"packs-1-label_vi": "Thùng 10 kg"}
    assert other.post(address, data=theirs).status_code == 303
    answer = member.post(address, data=mine)
    assert answer.status_code == 409 and "Thùng 10 kg" in alert_in(answer)
    with app.app_context():
        revision = str(the_product(id=product_id).revision)
    assert member.post(address, data=mine | {"revision": revision}).status_code == 303
    with app.app_context():
        assert len(the_product(id=product_id).variants) == 2


def test_a_copy_is_new_goods_with_packs_but_no_stock(
    app: Flask, member: ShopClient, product_id: int
) -> None:
    page = member.get(f"/vi/manage/goods/{product_id}/copy").get_data(as_text=True)
    form = fields_in(page, NEW) | {"name_vi": "Cam lòng đỏ"}
    assert member.post(NEW, data=form).status_code == 303
    with app.app_context():
        copied, source = the_product(name_vi="Cam lòng đỏ"), the_product(id=product_id)
        assert copied.slug == "cam-long-do"
        assert only_variant(copied).price_vnd == 50_000
        assert stock_of(copied).on_hand == 0
        assert stock_of(source).on_hand == 10


def test_a_pack_of_another_cooperative_cannot_be_smuggled_in(
    app: Flask, member: ShopClient, product_id: int
) -> None:
    with app.app_context():
        foreign = only_variant(make_product()).id
        db.session.commit()
    address = f"/vi/manage/goods/{product_id}"
    form = form_of(member, address) | {"packs-0-variant_id": str(foreign)}
    before = everything(app)
    assert member.post(address, data=form).status_code == 404
    assert everything(app) == before


def test_alcohol_waits_for_the_licence(app: Flask, member: ShopClient, kind: int) -> None:
    data = typed(member, kind, name_vi="Rượu cần", is_alcohol="y")
    before = everything(app)
    answer = member.post(NEW, data=data)
    assert answer.status_code == 422
    assert "alcohol_licence" in answer.text and "Rượu cần" in answer.text
    assert everything(app) == before
    assert member.post(NEW, data=data | {"then": "hide"}).status_code == 303
    with app.app_context():
        product_id = the_product(name_vi="Rượu cần").id
    publish = {"csrf_token": member.token_from(NEW), "status": "published"}
    assert member.post(f"/vi/manage/goods/{product_id}/status", data=publish).status_code == 409
    assert visitor(app).get("/vi/products/ruou-can").status_code == 404
    address = f"/vi/manage/goods/{product_id}"
    form = form_of(member, address) | {"alcohol_licence": "12/GP-UBND"}
    assert member.post(address, data=form).status_code == 303
    assert member.post(f"{address}/status", data=publish).status_code == 303
    assert "12/GP-UBND" in visitor(app).get("/vi/products/ruou-can").text


def test_goods_on_sale_become_alcohol_only_with_a_licence(
    app: Flask, member: ShopClient, product_id: int
) -> None:
    address, before = f"/vi/manage/goods/{product_id}", everything(app)
    form = form_of(member, address) | {"is_alcohol": "y"}
    assert member.post(address, data=form).status_code == 422
    assert everything(app) == before


def test_the_list_is_searched_without_marks_and_says_what_is_missing(
    app: Flask, member: ShopClient, kind: int
) -> None:
    member.post(NEW, data=typed(member, kind, **{"packs-0-price": ""}))
    member.post(NEW, data=typed(member, kind, name_vi="Chè shan tuyết", name_en="Tea"))
    found = member.get("/vi/manage/goods?q=che shan").text
    assert "Chè shan tuyết" in found and "Cam Cao Phong loại 1" not in found
    lacking = member.get("/en/manage/goods?state=lacking").text
    assert re.search(r"no price.*no English|no English.*no price", lacking, re.DOTALL)


def test_the_list_shows_the_photo_and_says_where_there_is_none(
    app: Flask, member: ShopClient, product_id: int
) -> None:
    before = member.get("/en/manage/goods").text.count("no photo")
    with app.app_context():
        key = make_picture(the_product(id=product_id)).key
        db.session.commit()
    text = member.get("/en/manage/goods").text
    assert key in text
    assert text.count("no photo") == before - 1


def test_the_list_asks_the_database_no_more_for_more_goods(
    app: Flask, member: ShopClient, product_id: int
) -> None:
    def queries() -> int:
        with app.app_context():
            engine = db.engine
        seen: list[str] = []

        def count(_conn: object, _cursor: object, statement: str, *_rest: object) -> None:
            seen.append(statement)

        event.listen(engine, "before_cursor_execute", count)
        member.get("/vi/manage/goods")
        event.remove(engine, "before_cursor_execute", count)
        return len(seen)

    few = queries()
    with app.app_context():
        for _ in range(9):
            make_variant(make_product(cooperative=my_cooperative()))
        db.session.commit()
    assert queries() <= few


def test_an_address_of_the_list_is_read_with_care(member: ShopClient, kind: int) -> None:
    for query in ("page=2", "page=9999"):
        assert member.get(f"/vi/manage/goods?{query}").status_code == 404, query
    for query in ("page=0", "page=abc", "state=moon", "q=%00%ff", "saved=x", "q=" + "x" * 999):
        assert member.get(f"/vi/manage/goods?{query}").status_code == 200, query


def test_pages_turn_with_their_words_and_state(app: Flask, member: ShopClient) -> None:
    with app.app_context():
        for number in range(21):
            make_product(cooperative=my_cooperative(), name_vi=f"Cam {number:02d}")
        db.session.commit()
    first = member.get("/vi/manage/goods?state=published").text
    assert "page=2" in first and "state=published" in first
    assert "Cam 20" in member.get("/vi/manage/goods?state=published&page=2").text


def test_stock_is_pressed_from_list_and_form(
    app: Flask, member: ShopClient, product_id: int
) -> None:
    with app.app_context():
        pack = only_variant(the_product(id=product_id)).id
    address, token = f"/vi/manage/goods/packs/{pack}/stock", member.token_from(NEW)
    answer = member.post(f"{address}?state=published", data={"csrf_token": token, "by": "1"})
    assert answer.status_code == 303
    assert answer.headers["Location"].endswith(f"?state=published#goods-{product_id}")
    answer = member.post(f"{address}?from=edit", data={"csrf_token": token, "by": "-1"})
    assert answer.headers["Location"].endswith(f"/goods/{product_id}#stock")
    part = {"HX-Request": "true", "HX-Request-Type": "partial"}
    answer = member.post(address, data={"csrf_token": token, "by": "1"}, headers=part)
    assert answer.status_code == 200
    assert re.search(r"stock__number\">11<", answer.text) and "<html" not in answer.text
    data = {"csrf_token": token, "by": "-1"}
    answer = member.post(f"{address}?from=edit", data=data, headers=part)
    assert f'name="seen" value="10" form="count-{pack}"' in answer.text  # counting goes on from it
    told = [details for verb, details in log(app) if verb == "stock.changed"]
    assert told[-2] == {"pack": "Túi 1 kg", "before": 10, "after": 11}


def test_minus_stops_at_what_is_promised(app: Flask, member: ShopClient, product_id: int) -> None:
    with app.app_context():
        product = the_product(id=product_id)
        make_order(product, 10)
        db.session.commit()
        pack = only_variant(product).id
    before = everything(app)
    data = {"csrf_token": member.token_from(NEW), "by": "-1"}
    for where in ("", "?from=edit"):
        answer = member.post(f"/vi/manage/goods/packs/{pack}/stock{where}", data=data)
        assert answer.status_code == 409
        assert alert_in(answer)
    assert everything(app) == before


def test_a_press_is_one_pack_and_no_other_number(
    app: Flask, member: ShopClient, product_id: int
) -> None:
    with app.app_context():
        pack = only_variant(the_product(id=product_id)).id
    before = everything(app)
    data = {"csrf_token": member.token_from(NEW)}
    for by in ("2", "-100", "", "abc"):
        address = f"/vi/manage/goods/packs/{pack}/stock"
        assert member.post(address, data=data | {"by": by}).status_code == 400, by
    forged = {"csrf_token": "forged", "by": "1"}
    assert member.post(f"/vi/manage/goods/packs/{pack}/stock", data=forged).status_code == 400
    assert everything(app) == before


def test_a_count_holds_unless_an_order_came_between(
    app: Flask, member: ShopClient, product_id: int
) -> None:
    with app.app_context():
        pack = only_variant(the_product(id=product_id)).id
    address = f"/vi/manage/goods/packs/{pack}/count?from=edit"
    data = {"csrf_token": member.token_from(NEW), "count": "30", "seen": "10"}
    assert member.post(address, data=data).status_code == 303
    with app.app_context():
        make_order(the_product(id=product_id), 4)
        db.session.commit()
    before = everything(app)
    answer = member.post(address, data=data | {"count": "50", "seen": "30"})
    assert answer.status_code == 409
    assert "26" in alert_in(answer) and "50" in alert_in(answer)
    for bad in ("-1", "", "1.5", "²", "1000001", "9" * 50):
        assert member.post(address, data=data | {"count": bad}).status_code == 422
    assert everything(app) == before
    assert [details for verb, details in log(app) if verb == "stock.set"] == [
        {"pack": "Túi 1 kg", "before": 10, "after": 30}
    ]


def test_another_cooperative_sees_and_presses_nothing(app: Flask, product_id: int) -> None:
    stranger = signed_in(app, STRANGER)
    with app.app_context():
        pack = db.session.scalars(db.select(Variant.id).filter_by(product_id=product_id)).one()
    before = everything(app)
    assert "Cam lòng vàng" not in stranger.get("/vi/manage/goods").text
    assert stranger.get(f"/vi/manage/goods/{product_id}").status_code == 404
    data = {"csrf_token": stranger.token_from(NEW), "by": "1"}
    answer = stranger.post(f"/vi/manage/goods/packs/{pack}/stock", data=data)
    assert answer.status_code == 404
    assert everything(app) == before

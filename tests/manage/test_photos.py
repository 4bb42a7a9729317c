"""Photos at the desk: sent, refused with a reason, put in order, described, removed, shown."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from storefront import clock
from storefront.activity.models import Activity
from storefront.catalogue.models import Product
from storefront.database import db
from storefront.media import receiving, services
from storefront.media.inspection import LARGEST_BYTES
from storefront.media.models import READY, RECEIVED, Picture
from storefront.media.preparing import encode_next
from storefront.media.storage import ORIGINALS, PICTURES
from tests.client import ShopClient
from tests.manage.desk import MANAGER, MEMBER, STRANGER, Belongings, make_two_shops, signed_in
from tests.media import files
from tests.shops import everything, visitor

KEY = "0123456789abcdef0123456789abcdef"
PARTIAL = {"HX-Request-Type": "partial"}


@pytest.fixture
def belongings(app: Flask) -> Belongings:
    return make_two_shops(app)


@pytest.fixture
def goods(app: Flask, belongings: Belongings) -> int:
    """Give goods of the first cooperative that have no photo."""
    with app.app_context():
        taken = select(Picture.product_id).where(Picture.product_id.is_not(None))
        shop_id = db.session.scalars(select(Picture.cooperative_id)).one()
        product = db.session.scalars(
            select(Product).where(
                Product.cooperative_id == shop_id,
                Product.id.not_in(taken),
                Product.status == "published",
            )
        ).first()
        assert product
        db.session.commit()
        return product.id


@pytest.fixture
def member(app: Flask, belongings: Belongings) -> ShopClient:
    return signed_in(app, MEMBER)


def send(
    client: ShopClient,
    path: str,
    sent: Sequence[bytes],
    *,
    key: str = KEY,
    token: str = "",
    name: str = "IMG_1.jpg",
    content_type: str = "image/jpeg",
    headers: dict[str, str] | None = None,
) -> TestResponse:
    return client.post(
        path,
        data={
            "csrf_token": token or client.token_from("/vi/account"),
            "upload_key": key,
            "photos": [(io.BytesIO(data), name, content_type) for data in sent],
        },
        content_type="multipart/form-data",
        headers=headers or {},
    )


def press(client: ShopClient, path: str, **data: str) -> TestResponse:
    data.setdefault("csrf_token", client.token_from("/vi/account"))
    return client.post(f"/vi/manage/photos/{path}", data=data)


def of_goods(app: Flask, product_id: int) -> list[Picture]:
    with app.app_context():
        return list(
            db.session.scalars(
                select(Picture)
                .where(Picture.product_id == product_id, Picture.state.in_((RECEIVED, READY)))
                .order_by(Picture.position, Picture.id)
            )
        )


def stored(app: Flask) -> set[str]:
    """Return the keys of all files of pictures, received or encoded."""
    with app.app_context():
        storage = services.media_storage()
        return {file.key for folder in (ORIGINALS, PICTURES) for file in storage.files(folder)}


def encode_all(app: Flask) -> None:
    with app.app_context():
        while encode_next(clock.now()):
            pass


def path_of(goods: int) -> str:
    return f"/vi/manage/goods/{goods}/photos"


def test_a_photo_is_sent_prepared_and_shown_to_buyers(
    app: Flask, member: ShopClient, goods: int
) -> None:
    answer = send(member, path_of(goods), [files.turned_photo()])
    assert (answer.status_code, answer.headers["Location"]) == (303, path_of(goods))
    with app.app_context():
        slug = db.session.get_one(Product, goods).slug
    buyer = visitor(app)
    before = buyer.get(f"/vi/products/{slug}").get_data(as_text=True).split("product__side")[0]
    assert "/media/" not in before
    assert "/illustrations/products/" in before
    encode_all(app)
    text = buyer.get(f"/vi/products/{slug}").get_data(as_text=True)
    picture = text.split('class="product__picture')[1].split("</picture>")[0]
    addresses = re.findall(r"(/media/[^ \"]+) (\d+)w", picture)
    assert [width for _, width in addresses] == ["320", "600"] * 3
    for address, _width in addresses:
        file = buyer.get(address)
        assert file.status_code == 200
        assert file.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert file.headers["X-Content-Type-Options"] == "nosniff"
        expected = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}
        assert file.content_type == expected[address.rpartition(".")[2]]
        assert files.GPS.encode() not in file.data
    assert f'src="{addresses[-1][0]}"' in picture
    listed = buyer.get("/en/products").get_data(as_text=True)
    assert addresses[0][0] in listed


def test_the_desk_shows_what_became_of_each_photo(
    app: Flask, member: ShopClient, goods: int
) -> None:
    send(member, path_of(goods), [files.photo()])
    waiting = member.get(path_of(goods), headers=PARTIAL).get_data(as_text=True)
    assert "data-hx-trigger" in waiting
    assert "<html" not in waiting
    encode_all(app)
    ready = member.get(path_of(goods)).get_data(as_text=True)
    assert 'data-hx-trigger="every' not in ready
    assert "/media/" in ready


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "empty"),
        (b"Dear Sir", "no photo that we can read"),
        (files.SVG, "SVG"),
        (files.HEIC, "Most Compatible"),
        (files.photo() + b"\0" * LARGEST_BYTES, "larger than 20 MB"),
        (files.flat_png(20_000, 20_000), "unpacks to far more"),
        (files.html_photo(), "hidden in this file"),
        (files.zip_photo(), "hidden in this file"),
        (files.photo()[:900], "damaged"),
    ],
    ids=["empty", "text", "SVG", "HEIC", "21 MB", "bomb", "page", "archive", "cut off"],
)
def test_what_is_no_photo_is_refused_with_a_reason_and_leaves_nothing(
    app: Flask, member: ShopClient, goods: int, data: bytes, word: str
) -> None:
    before = everything(app)
    answer = send(member, path_of(goods).replace("/vi/", "/en/"), [data])
    assert answer.status_code == 422
    assert word in answer.get_data(as_text=True)
    part = send(member, path_of(goods).replace("/vi/", "/en/"), [data], headers=PARTIAL)
    assert part.status_code == 422
    assert word in part.get_data(as_text=True).split("data-why>")[1]
    assert everything(app) == before
    assert stored(app) == set()
    assert not any((app.extensions["settings"].data_dir / "uploads").iterdir())


def test_name_and_type_of_an_upload_mean_nothing(
    app: Flask, member: ShopClient, goods: int
) -> None:
    name = "../../<script>.php"
    answer = send(member, path_of(goods), [files.SVG], name=name)
    assert answer.status_code == 422
    assert "&lt;script&gt;.php" in answer.get_data(as_text=True)
    answer = send(member, path_of(goods), [files.png()], name=name, content_type="text/html")
    assert answer.status_code == 303
    encode_all(app)
    ours = re.compile(r"pictures/[0-9a-f]{32}-60\.(avif|webp|jpg)")
    assert all(ours.fullmatch(key) for key in stored(app))


def test_several_photos_in_one_form_are_judged_one_by_one(
    app: Flask, member: ShopClient, goods: int
) -> None:
    sent = [files.photo(seed=1), files.HEIC, files.photo(seed=2)]
    answer = send(member, path_of(goods), sent)
    assert answer.status_code == 422
    assert answer.get_data(as_text=True).count("data-why") == 1
    assert len(of_goods(app, goods)) == 2
    again = send(member, path_of(goods), sent)  # as a browser does when the page is reloaded
    assert again.status_code == 422
    assert len(of_goods(app, goods)) == 2


def test_nothing_chosen_is_told(app: Flask, member: ShopClient, goods: int) -> None:
    before = everything(app)
    token = member.token_from("/vi/account")
    answer = member.post(path_of(goods), data={"csrf_token": token, "upload_key": KEY})
    assert answer.status_code == 422
    assert 'role="alert"' in answer.get_data(as_text=True)
    assert everything(app) == before


def test_the_same_upload_twice_is_one_photo(app: Flask, member: ShopClient, goods: int) -> None:
    for _ in range(2):
        assert send(member, path_of(goods), [files.photo()]).status_code == 303
    assert len(of_goods(app, goods)) == 1
    asked = member.get(f"/vi/manage/photos/sent/{KEY}", headers=PARTIAL)
    assert asked.status_code == 200
    assert 'id="photo-list"' in asked.get_data(as_text=True)
    assert member.get(f"/vi/manage/photos/sent/{KEY[::-1]}").status_code == 404
    assert signed_in(app, STRANGER).get(f"/vi/manage/photos/sent/{KEY}").status_code == 404


def test_two_shops_may_happen_upon_the_same_upload_key(
    app: Flask, member: ShopClient, goods: int
) -> None:
    send(member, path_of(goods), [files.photo(seed=1)])
    stranger = signed_in(app, STRANGER)
    assert send(stranger, "/vi/manage/photos", [files.photo(seed=2)]).status_code == 303
    assert len(stored(app)) == 2


@pytest.mark.parametrize("key", ["", "short", "../../etc/passwd....", "x" * 65, "a" * 20 + "é"])
def test_a_forged_upload_key_is_refused(
    app: Flask, member: ShopClient, goods: int, key: str
) -> None:
    before = everything(app)
    assert send(member, path_of(goods), [files.photo()], key=key).status_code == 400
    assert everything(app) == before
    assert stored(app) == set()


def test_a_forged_token_is_refused(app: Flask, member: ShopClient, goods: int) -> None:
    before = everything(app)
    answer = send(member, path_of(goods), [files.photo()], token="forged")
    assert answer.status_code == 400
    assert everything(app) == before
    assert stored(app) == set()


def test_photos_of_another_shops_goods_are_refused_before_they_are_read(
    app: Flask, goods: int, belongings: Belongings
) -> None:
    stranger = signed_in(app, STRANGER)
    before = everything(app)
    assert send(stranger, path_of(goods), [files.photo()]).status_code == 404
    assert everything(app) == before
    assert stored(app) == set()


def test_too_many_senders_at_once_are_asked_to_wait(
    app: Flask, member: ShopClient, goods: int
) -> None:
    before = everything(app)
    for _ in range(receiving.MOST_RECEIVERS):
        receiving._turns.acquire()
    try:
        answer = send(member, path_of(goods), [files.photo()])
    finally:
        for _ in range(receiving.MOST_RECEIVERS):
            receiving._turns.release()
    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) > 0
    assert everything(app) == before
    assert send(member, path_of(goods), [files.photo()]).status_code == 303


def test_a_full_shelf_takes_no_more(
    app: Flask, member: ShopClient, goods: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "MOST_OF_A_PRODUCT", 1)
    send(member, path_of(goods), [files.photo(seed=1)])
    before, files_before = everything(app), stored(app)
    answer = send(member, path_of(goods), [files.photo(seed=2)], key=KEY[::-1])
    assert answer.status_code == 422
    assert everything(app) == before
    assert stored(app) == files_before


@pytest.mark.parametrize(
    ("which", "direction", "order"),
    [
        (1, "up", [1, 0, 2]),
        (2, "main", [2, 0, 1]),
        (0, "down", [1, 0, 2]),
        (0, "up", [0, 1, 2]),
        (2, "down", [0, 1, 2]),
    ],
)
def test_photos_are_put_in_order(
    app: Flask, member: ShopClient, goods: int, which: int, direction: str, order: list[int]
) -> None:
    send(member, path_of(goods), [files.photo(seed=seed) for seed in range(3)])
    ids = [picture.id for picture in of_goods(app, goods)]
    answer = press(member, f"{ids[which]}/move/{direction}")
    assert answer.headers["Location"] == path_of(goods)
    assert [picture.id for picture in of_goods(app, goods)] == [ids[at] for at in order]


def test_words_and_focus_reach_the_buyers_in_both_languages(
    app: Flask, member: ShopClient, goods: int
) -> None:
    send(member, path_of(goods), [files.photo()])
    encode_all(app)
    picture = of_goods(app, goods)[0]
    with app.app_context():
        slug = db.session.get_one(Product, goods).slug
    data = {"alt_vi": " Rổ  cam\nchín ", "alt_en": "Ripe <oranges>", "focus": "0-100"}
    assert press(member, str(picture.id), **data).status_code == 303
    vi = visitor(app).get(f"/vi/products/{slug}").get_data(as_text=True)
    en = visitor(app).get(f"/en/products/{slug}").get_data(as_text=True)
    assert 'alt="Rổ cam chín"' in vi
    assert 'alt="Ripe &lt;oranges&gt;"' in en
    assert 'class="focus-x-0 focus-y-100"' in vi
    again = member.get(f"/vi/manage/photos/{picture.id}").get_data(as_text=True)
    assert "Rổ cam chín" in again
    assert re.search(r'<input checked[^>]*value="0-100"', again)


@pytest.mark.parametrize(
    "data",
    [{"focus": "7-7"}, {"focus": ""}, {"focus": "x"}, {"alt_vi": "x" * 201, "focus": "50-50"}],
)
def test_what_cannot_be_said_of_a_photo_is_refused_and_kept_on_the_page(
    app: Flask, member: ShopClient, goods: int, data: dict[str, str]
) -> None:
    send(member, path_of(goods), [files.photo()])
    picture = of_goods(app, goods)[0]
    before = everything(app)
    answer = press(member, str(picture.id), **{"alt_en": "typed long", **data})
    assert answer.status_code == 422
    assert "typed long" in answer.get_data(as_text=True)
    forged = press(member, str(picture.id), **{"alt_en": "typed long", "csrf_token": "x", **data})
    assert forged.status_code == 400
    assert "typed long" in forged.get_data(as_text=True)
    assert everything(app) == before


def test_a_removed_photo_is_off_every_page_and_can_be_taken_back(
    app: Flask, member: ShopClient, goods: int
) -> None:
    send(member, path_of(goods), [files.photo()])
    encode_all(app)
    picture = of_goods(app, goods)[0]
    assert press(member, f"{picture.id}/removal").status_code == 303
    assert of_goods(app, goods) == []
    assert picture.key not in visitor(app).get("/vi/products").get_data(as_text=True)
    assert press(member, f"{picture.id}/removal").status_code == 404
    for _ in range(2):
        assert press(member, f"{picture.id}/return").status_code == 303
    encode_all(app)
    assert [back.state for back in of_goods(app, goods)] == [READY]
    assert picture.key in visitor(app).get("/vi/products").get_data(as_text=True)


@pytest.mark.parametrize("what", ["move/up", "removal", "return", ""])
def test_a_forged_press_changes_nothing(
    app: Flask, member: ShopClient, goods: int, what: str
) -> None:
    send(member, path_of(goods), [files.photo()])
    picture = of_goods(app, goods)[0]
    before = everything(app)
    answer = member.post(f"/vi/manage/photos/{picture.id}/{what}".rstrip("/"), data={})
    assert answer.status_code == 400
    assert everything(app) == before


def test_every_change_is_in_the_log(app: Flask, member: ShopClient, goods: int) -> None:
    send(member, path_of(goods), [files.photo()])
    picture = of_goods(app, goods)[0]
    press(member, str(picture.id), alt_vi="Cam", focus="50-50")
    press(member, f"{picture.id}/removal")
    with app.app_context():
        lines = db.session.scalars(select(Activity).where(Activity.verb.startswith("photo."))).all()
        assert [line.verb for line in lines] == ["photo.added", "photo.changed", "photo.removed"]
        assert {line.actor for line in lines} == {"Anh Bường"}
        assert {line.subject_id for line in lines} == {goods}


def test_a_photo_of_the_shop_stands_on_none_of_its_goods(app: Flask, member: ShopClient) -> None:
    assert send(member, "/vi/manage/photos", [files.photo()]).status_code == 303
    encode_all(app)
    page = member.get("/vi/manage/photos").get_data(as_text=True)
    with app.app_context():
        key = db.session.scalars(select(Picture.key).where(Picture.product_id.is_(None))).one()
    assert key in page
    assert key not in visitor(app).get("/vi/products").get_data(as_text=True)
    assert key in visitor(app).get("/vi/cooperatives/htx-cam").get_data(as_text=True)


def test_a_file_that_is_not_there_is_a_page_that_is_not_there(app: Flask) -> None:
    client = visitor(app)
    for path in (
        f"/media/{KEY}-640.webp",
        f"/media/{KEY}-640.svg",
        f"/media/{KEY.upper()}-640.webp",
        f"/media/{KEY}-99999.webp",
        "/media/../secret_key",
        f"/media/{'é' * 32}-640.jpg",
        f"/media/{'.' * 32}-640.jpg",
    ):
        assert client.get(path).status_code == 404, path


def test_a_manager_sends_photos_as_well(app: Flask, belongings: Belongings, goods: int) -> None:
    assert send(signed_in(app, MANAGER), path_of(goods), [files.photo()]).status_code == 303

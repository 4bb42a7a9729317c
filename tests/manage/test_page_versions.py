"""The history of the shop's page, its preview, and its photos."""

from __future__ import annotations

import pytest
from flask import Flask

from storefront.database import db
from storefront.media.models import READY, REMOVED, Picture
from tests.catalogue.pages import page_words, tree, words
from tests.client import ShopClient
from tests.factories import make_cooperative
from tests.manage.desk import MANAGER, signed_in
from tests.manage.page_form import PAGE, keys_in, opened, publish, send, typed
from tests.manage.page_shop import PUBLIC, cam, draft, history, make_shop, public
from tests.shops import everything, visitor

VERSIONS = f"{PAGE}/versions"


@pytest.fixture
def shop(app: Flask) -> Flask:
    return make_shop(app)


@pytest.fixture
def manager(shop: Flask) -> ShopClient:
    return signed_in(shop, MANAGER)


def press(client: ShopClient, path: str, **data: str) -> int:
    data.setdefault("csrf_token", client.token_from("/vi/account"))
    return client.post(f"{PAGE}/{path}", data=data).status_code


def test_history_tells_who_and_when_and_keeps_what_was_there_before(
    shop: Flask, manager: ShopClient
) -> None:
    publish(manager, summary_vi="Một.")
    publish(manager, summary_vi="Hai.")
    assert [(v.number, v.kind, v.saved_by) for v in history(shop)] == [
        (3, "published", "Chị Ấn"),
        (2, "published", "Chị Ấn"),
        (1, "found", ""),
    ]
    said = page_words(manager.get(VERSIONS))
    assert said.count("Chị Ấn") == 2


def test_an_old_version_comes_back_as_a_draft_and_the_open_draft_is_kept(
    shop: Flask, manager: ShopClient
) -> None:
    first, second = keys_in(opened(manager))
    send(manager, opened(manager), "blocks", f"remove-{first}")
    publish(manager, summary_vi="Một.")
    send(manager, typed(opened(manager), summary_vi="Chưa xong."))
    assert press(manager, "versions/1/restoration") == 303
    assert [block.key for block in draft(shop).blocks] == [first, second]
    assert draft(shop).summary_vi == ""
    assert public(shop).summary_vi == "Một."
    assert (history(shop)[0].kind, history(shop)[0].content["summary_vi"]) == (
        "put_aside", "Chưa xong.",
    )  # fmt: skip
    send(manager, opened(manager), "publication")
    assert "Lập hội." in page_words(visitor(shop).get(f"/vi/{PUBLIC}/story"))


def test_versions_are_compared_word_by_word(shop: Flask, manager: ShopClient) -> None:
    publish(manager, summary_vi="Cam ngọt trên đồi cao.", b1_body_vi="Cam rất ngon.\n— Bà Tư")
    first, _second = keys_in(opened(manager))
    send(manager, opened(manager), "blocks", f"down-{first}")
    publish(manager, summary_vi="Cam chín trên đồi cao.")
    answer = manager.get(f"{VERSIONS}/3")
    assert [words(e) for e in tree(answer).xpath('//*[@class="change"]//del')] == ["ngọt"]
    assert [words(e) for e in tree(answer).xpath('//*[@class="change"]//ins')] == ["chín"]
    answer = manager.get(f"{VERSIONS}/3?from=1")
    assert "rất" in [words(e) for e in tree(answer).xpath('//*[@class="change"]//ins')]
    now = manager.get(f"{VERSIONS}/2?from=now")
    assert [words(e) for e in tree(now).xpath('//*[@class="change"]//ins')] == ["ngọt"]
    for junk in ("99", "x", "-1", "%00"):
        assert manager.get(f"{VERSIONS}/3?from={junk}").status_code == 200


@pytest.mark.parametrize("path", ["versions/1/restoration", "end-of-draft"])
def test_a_forged_press_changes_nothing(shop: Flask, manager: ShopClient, path: str) -> None:
    publish(manager, summary_vi="Một.")
    send(manager, typed(opened(manager), summary_vi="Hai."))
    before = everything(shop)
    assert press(manager, path, csrf_token="forged", revision="3") == 400
    assert everything(shop) == before


def test_there_is_no_version_that_never_was(shop: Flask, manager: ShopClient) -> None:
    before = everything(shop)
    assert manager.get(f"{VERSIONS}/7").status_code == 404
    assert press(manager, "versions/7/restoration") == 404
    assert everything(shop) == before


def test_a_draft_thrown_away_stays_in_the_history(shop: Flask, manager: ShopClient) -> None:
    send(manager, typed(opened(manager), summary_vi="Chưa xong."))
    form = tree(manager.get(PAGE)).xpath('//form[contains(@action, "end-of-draft")]')[0]
    seen = dict(form.form_values())
    send(manager, typed(opened(manager), summary_vi="Gần xong."))
    before = everything(shop)
    assert press(manager, "end-of-draft", **seen) == 409
    assert everything(shop) == before
    form = tree(manager.get(PAGE)).xpath('//form[contains(@action, "end-of-draft")]')[0]
    assert press(manager, "end-of-draft", **dict(form.form_values())) == 303
    assert draft(shop) == public(shop)
    assert history(shop)[0].content["summary_vi"] == "Gần xong."


# The preview.


def test_the_preview_is_the_public_page_with_the_drafts_words(
    shop: Flask, manager: ShopClient
) -> None:
    fields = typed(
        opened(manager), name_vi="HTX Cam Mới", summary_vi="Trồng cam.", summary_en="They grow.",
        b1_body_vi="Ngọt lịm.\n— Bà Tư",
    )  # fmt: skip
    answer = send(manager, fields, "preview")
    assert answer.headers["Location"] == f"{PAGE}/preview"
    page = manager.get(f"{PAGE}/preview")
    assert "HTX Cam Mới" in page_words(page) and "Trồng cam." in page_words(page)
    assert "They grow." in page_words(manager.get("/en/manage/page/preview"))
    story = manager.get(f"{PAGE}/preview/story")
    assert "Ngọt lịm." in page_words(story) and "2016" in page_words(story)
    for shown in (page, story):
        assert tree(shown).xpath('//meta[@name="robots"]/@content') == ["noindex"]
        assert shown.headers["Cache-Control"] == "private, no-cache"
        assert tree(shown).xpath('//*[@class="preview-bar"]')
        assert "/manage/" not in tree(shown).xpath('//*[@id="share-address"]/@value')[0]
    assert "HTX Cam Mới" not in page_words(visitor(shop).get(f"/vi/{PUBLIC}"))


def test_the_preview_publishes_what_it_shows(shop: Flask, manager: ShopClient) -> None:
    send(manager, typed(opened(manager), summary_vi="Trồng cam."))
    form = tree(manager.get(f"{PAGE}/preview")).xpath('//form[contains(@action, "publication")]')
    seen = dict(form[0].form_values())
    assert manager.post(f"{PAGE}/publication", data=seen).status_code == 303
    assert public(shop).summary_vi == "Trồng cam."


# Photos.


def make_photo(app: Flask, *, of_another: bool = False, state: str = READY) -> str:
    with app.app_context():
        maker = make_cooperative() if of_another else cam()
        picture = Picture(
            cooperative_id=maker.id, key="0" * 32, width=1600, height=1200, state=state,
            alt_vi="Vườn cam sau mưa", sha256="0" * 64, upload_key=state,
        )  # fmt: skip
        db.session.add(picture)
        db.session.commit()
        return str(picture.id)


def test_a_photo_is_told_with_its_words(shop: Flask, manager: ShopClient) -> None:
    chosen = make_photo(shop)
    send(manager, opened(manager), "blocks", "add-photo")
    assert "Vườn cam sau mưa" in page_words(manager.get(PAGE))
    publish(manager, b2_picture_id=chosen, b2_body_vi="Vườn nhà.", b2_body_en="Our orchard.")
    story = tree(visitor(shop).get(f"/en/{PUBLIC}/story"))
    figure = story.xpath('//figure[@class="tale__part"]')[0]
    assert figure.xpath(".//img/@alt") == ["Vườn cam sau mưa"]
    assert words(figure) == "Our orchard."


@pytest.mark.parametrize("kind", ["of another", "removed", "none"])
def test_only_photos_of_the_shop_can_be_told(shop: Flask, manager: ShopClient, kind: str) -> None:
    chosen = "99"
    if kind != "none":
        chosen = make_photo(
            shop, of_another=kind == "of another", state=REMOVED if kind == "removed" else READY
        )
    send(manager, opened(manager), "blocks", "add-photo")
    fields = typed(opened(manager), b2_picture_id=chosen, b2_body_vi="Vườn.")
    before = public(shop)
    assert send(manager, fields, "publication").status_code == 422
    assert public(shop) == before
    assert draft(shop).blocks[2].picture_id is None
    assert "Vườn cam sau mưa" not in page_words(manager.get(PAGE))

"""Two members write on the shop's page at once: nothing is lost, and the second chooses."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask

from tests.catalogue.pages import page_words, tree
from tests.client import ShopClient
from tests.manage.desk import MANAGER, MEMBER, signed_in
from tests.manage.page_form import PAGE, by_itself, keys_in, opened, send, typed
from tests.manage.page_shop import draft, history, make_shop, public
from tests.shops import everything

CHOICE = f"{PAGE}/choice"


@pytest.fixture
def shop(app: Flask) -> Flask:
    return make_shop(app)


@pytest.fixture
def manager(shop: Flask) -> ShopClient:
    return signed_in(shop, MANAGER)


@pytest.fixture
def member(shop: Flask) -> ShopClient:
    return signed_in(shop, MEMBER)


def choices(client: ShopClient) -> dict[str, str]:
    """Return the form of the choice, with what is chosen at first."""
    form = tree(client.get(CHOICE)).xpath('//form[@class="choices"]')[0]
    return dict(form.form_values())


@pytest.mark.parametrize("way", [send, by_itself])
@pytest.mark.parametrize("manager_first", [True, False])
def test_the_second_is_shown_both_and_chooses(
    shop: Flask, manager: ShopClient, member: ShopClient, way: object, manager_first: bool
) -> None:
    first, second = (manager, member) if manager_first else (member, manager)
    mine, theirs = opened(first), opened(second)
    send(first, typed(mine, summary_vi="Của người trước.", name_en="Theirs"))
    answer = way(second, typed(theirs, summary_vi="Của người sau.", story_vi="Chuyện."))  # type: ignore[operator]
    assert answer.status_code == 409
    assert draft(shop).summary_vi == "Của người trước."
    both = page_words(second.get(CHOICE))
    for part in ("Của người trước.", "Của người sau.", "Chuyện.", "Theirs"):
        assert part in both, part
    assert ("Chị Ấn" if manager_first else "Anh Bường") in both
    chosen = choices(second)
    assert chosen["name_en"] == "theirs", "only they touched it"
    assert chosen["summary_vi"] == chosen["story_vi"] == "mine"
    assert second.post(CHOICE, data=chosen).status_code == 303
    merged = draft(shop)
    assert (merged.summary_vi, merged.story_vi, merged.name_en) == (
        "Của người sau.", "Chuyện.", "Theirs",
    )  # fmt: skip
    put_aside = [version.content["summary_vi"] for version in history(shop)]
    assert put_aside == ["Của người trước."]
    assert not tree(second.get(CHOICE)).xpath('//form[@class="choices"]')


def test_theirs_can_be_taken_whole(shop: Flask, manager: ShopClient, member: ShopClient) -> None:
    fields = opened(member)
    send(manager, typed(opened(manager), summary_vi="Của chị."))
    send(member, typed(fields, summary_vi="Của anh."))
    chosen = {
        name: "theirs" if value == "mine" else value for name, value in choices(member).items()
    }
    member.post(CHOICE, data=chosen)
    assert draft(shop).summary_vi == "Của chị."
    assert history(shop) == []


def test_blocks_of_both_are_kept(shop: Flask, manager: ShopClient, member: ShopClient) -> None:
    fields = opened(member)
    first, second = keys_in(fields)
    send(manager, opened(manager), "blocks", "add-text")
    added = keys_in(opened(manager))[2]
    send(manager, typed(opened(manager), b2_body_vi="Của chị."), "blocks", f"remove-{first}")
    answer = send(member, typed(fields, b1_body_vi="Lời của anh."))
    assert answer.status_code == 409
    member.post(CHOICE, data=choices(member))
    blocks = draft(shop).blocks
    assert [block.key for block in blocks] == [second, added]
    assert [block.body_vi for block in blocks] == ["Lời của anh.", "Của chị."]


def test_a_draft_that_moves_on_is_shown_again(
    shop: Flask, manager: ShopClient, member: ShopClient
) -> None:
    fields = opened(member)
    send(manager, typed(opened(manager), summary_vi="Một."))
    send(member, typed(fields, summary_vi="Của anh."))
    chosen = choices(member)
    send(manager, typed(opened(manager), summary_vi="Hai."))
    before = everything(shop)
    answer = member.post(CHOICE, data=chosen)
    assert answer.status_code == 409
    assert "Hai." in page_words(answer) and "Của anh." in page_words(answer)
    assert everything(shop) == before


def test_who_types_on_is_still_kept(shop: Flask, manager: ShopClient, member: ShopClient) -> None:
    fields = opened(member)
    send(manager, typed(opened(manager), summary_vi="Của chị."))
    for text in ("Của anh", "Của anh, dài hơn."):
        assert by_itself(member, typed(fields, summary_vi=text)).status_code == 409
    assert "Của anh, dài hơn." in page_words(member.get(CHOICE))
    assert CHOICE in member.get(PAGE).get_data(as_text=True)
    assert CHOICE not in manager.get(PAGE).get_data(as_text=True)


def test_a_forged_choice_changes_nothing(
    shop: Flask, manager: ShopClient, member: ShopClient
) -> None:
    fields = opened(member)
    send(manager, typed(opened(manager), summary_vi="Của chị."))
    send(member, typed(fields, summary_vi="Của anh."))
    chosen = choices(member) | {"summary_vi": "theirs", "csrf_token": "forged"}
    before = everything(shop)
    answer = member.post(CHOICE, data=chosen)
    assert answer.status_code == 400
    assert 'value="theirs" id="summary_vi-theirs" checked' in answer.get_data(as_text=True)
    assert everything(shop) == before


def test_nobody_publishes_what_they_have_not_seen(
    shop: Flask, manager: ShopClient, member: ShopClient
) -> None:
    send(member, typed(opened(member), summary_vi="Của anh."))
    preview = tree(member.get(f"{PAGE}/preview")).xpath('//form[contains(@action, "publication")]')
    seen = dict(preview[0].form_values())
    send(manager, typed(opened(manager), summary_vi="Của chị."))
    before = everything(shop)
    assert member.post(f"{PAGE}/publication", data=seen).status_code == 409
    assert everything(shop) == before
    assert public(shop).summary_vi == ""


def test_a_page_published_meanwhile_is_not_overwritten(
    shop: Flask, manager: ShopClient, member: ShopClient
) -> None:
    fields = opened(member)
    send(manager, typed(opened(manager), summary_vi="Của chị."), "publication")
    answer = send(member, typed(fields, summary_vi="Của anh."), "publication")
    assert answer.status_code == 409
    assert public(shop).summary_vi == "Của chị."
    assert "Của anh." in page_words(answer)


def test_two_at_the_very_same_time_lose_nothing(
    shop: Flask, manager: ShopClient, member: ShopClient
) -> None:
    forms = [
        typed(opened(manager), summary_vi="Của chị."),
        typed(opened(member), summary_vi="Của anh."),
    ]
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(send, (manager, member), forms))
    assert sorted(answer.status_code for answer in answers) == [303, 409]
    loser = member if answers[1].status_code == 409 else manager
    both = page_words(loser.get(CHOICE))
    assert "Của chị." in both and "Của anh." in both

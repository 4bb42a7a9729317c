"""Before a desk as nobody: the way to the sign-in form and back, and nothing else."""

from __future__ import annotations

import re
from html import unescape

import pytest
from flask import Flask

from tests.manage.desk import MEMBER, OPERATOR, PASSWORD, make_two_shops, signed_in
from tests.shops import everything, visitor

DESKS = ("/vi/manage/numbers?from=2026-01-01", "/vi/operate/", "/vi/organise/")


def ways_in(page: str) -> list[str]:
    found = re.findall(r'button--primary" href="(/vi/login[^"]*)"', page)
    return [unescape(address) for address in found]


@pytest.mark.parametrize("desk", DESKS)
def test_who_is_signed_out_is_led_to_sign_in(app: Flask, desk: str) -> None:
    make_two_shops(app)
    answer = visitor(app).get(desk)
    assert answer.status_code == 403
    assert len(ways_in(answer.text)) == 1


def test_signing_in_leads_back_to_the_page_that_was_wanted(app: Flask) -> None:
    make_two_shops(app)
    client = visitor(app)
    [way] = ways_in(client.get(DESKS[0]).text)
    page = client.get(way).text
    wanted = re.search(r'name="next"[^>]*value="([^"]*)"', page)
    assert wanted
    form = {"identifier": MEMBER, "password": PASSWORD, "next": unescape(wanted[1])}
    answer = client.post("/vi/login", data=form | {"csrf_token": client.token_from(way)})
    assert (answer.status_code, answer.headers["Location"]) == (303, DESKS[0])


def test_what_a_form_sent_is_not_taken_along(app: Flask) -> None:
    make_two_shops(app)
    before = everything(app)
    client = visitor(app)
    form = {"csrf_token": client.token_from("/vi/login"), "name_vi": "Tên mới"}
    answer = client.post("/vi/manage/page", data=form)
    assert answer.status_code == 403
    assert ways_in(answer.text) == ["/vi/login"]
    assert 'target="_blank"' in answer.text
    assert everything(app) == before


def test_who_is_signed_in_as_another_is_not_asked_again(app: Flask) -> None:
    make_two_shops(app)
    answer = signed_in(app, OPERATOR).get("/vi/manage/")
    assert (answer.status_code, ways_in(answer.text)) == (403, [])
    assert ways_in(visitor(app).get("/vi/nowhere").text) == []


def test_the_operators_desk_has_its_own_bar(app: Flask) -> None:
    make_two_shops(app)
    client = signed_in(app, OPERATOR)
    for address in ("/vi/operate/", "/vi/operate/account-changes"):
        page = client.get(address).text
        assert 'role="search"' not in page and "bottom-bar--desk" in page
        assert f'href="{address}" aria-current="page"' in page

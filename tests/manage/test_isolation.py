"""Tenants are walls: over every address of the desks, whoever has no business there is refused.

The addresses come from the route table. A new parameter must be given a value that belongs to the
first cooperative (`desk.py`), else these tests fail: no new route can be forgotten.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from tests.client import ShopClient
from tests.factories import make_product
from tests.isolation import refused_everywhere, text_of
from tests.manage.desk import (
    MANAGER,
    MEMBER,
    OPERATOR,
    ORGANISER,
    STRANGER,
    Belongings,
    make_two_shops,
    signed_in,
)
from tests.routes import addresses
from tests.shopping import put_in_cart
from tests.shops import everything, visitor


@pytest.fixture
def belongings(app: Flask) -> Belongings:
    return make_two_shops(app)


def buyer(app: Flask) -> ShopClient:
    client = visitor(app)
    with app.app_context():
        put_in_cart(client, make_product())
    return client


STRANGERS: dict[str, Callable[[Flask], ShopClient]] = {
    "nobody": visitor,
    "a buyer": buyer,
    "an organiser": lambda app: signed_in(app, ORGANISER),
    "the operator": lambda app: signed_in(app, OPERATOR),
    "a manager": lambda app: signed_in(app, MANAGER),
}


@pytest.mark.parametrize("who", ["nobody", "a buyer", "an organiser", "the operator"])
def test_nobody_but_members_comes_to_a_desk(app: Flask, belongings: Belongings, who: str) -> None:
    assert refused_everywhere(app, STRANGERS[who](app), belongings, "manage.") >= 7


@pytest.mark.parametrize("who", ["nobody", "a buyer", "an organiser", "a manager"])
def test_nobody_but_operators_comes_to_theirs(app: Flask, belongings: Belongings, who: str) -> None:
    assert refused_everywhere(app, STRANGERS[who](app), belongings, "operate.") >= 3


def test_a_manager_touches_nothing_of_another_cooperative(
    app: Flask, belongings: Belongings
) -> None:
    client = signed_in(app, STRANGER)
    assert refused_everywhere(app, client, belongings, "manage.", owned=True) >= 4


def test_a_manager_sees_nothing_of_another_cooperative(app: Flask, belongings: Belongings) -> None:
    client = signed_in(app, STRANGER)
    for address in addresses(app, "GET", belongings.values, ("vi", "en"), "manage."):
        answer = client.get(address)
        text = text_of(answer)
        assert not any(word in text for word in belongings.words), address


def test_the_same_addresses_open_to_those_they_belong_to(
    app: Flask, belongings: Belongings
) -> None:
    """Else the tests above would pass for a desk that is shut."""
    client = signed_in(app, MANAGER)
    for address in addresses(app, "GET", belongings.values, ("vi", "en"), "manage."):
        assert client.get(address).status_code == 200, address


def test_a_plain_member_cannot_change_the_team(app: Flask, belongings: Belongings) -> None:
    client = signed_in(app, MEMBER)
    before = everything(app)
    token = client.token_from("/vi/account")
    for address in addresses(app, "POST", belongings.values, ("vi",), "manage."):
        if "/team/" in address:
            answer = client.post(address, data={"csrf_token": token})
            assert answer.status_code == 403, address
    assert everything(app) == before

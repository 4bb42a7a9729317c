"""An organiser's showcases are nobody else's: over every address of their desk.

A new parameter must be given a value that belongs to the first organiser (`tests/manage/desk.py`).
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from tests.client import ShopClient
from tests.isolation import refused_everywhere, text_of
from tests.manage.desk import (
    HOST,
    MANAGER,
    OPERATOR,
    ORGANISER,
    Belongings,
    make_two_shops,
    signed_in,
)
from tests.routes import addresses
from tests.shops import visitor


@pytest.fixture
def belongings(app: Flask) -> Belongings:
    return make_two_shops(app)


STRANGERS: dict[str, Callable[[Flask], ShopClient]] = {
    "nobody": visitor,
    "a manager": lambda app: signed_in(app, MANAGER),
    "the operator": lambda app: signed_in(app, OPERATOR),
}


@pytest.mark.parametrize("who", STRANGERS)
def test_nobody_but_organisers_comes_to_their_desk(
    app: Flask, belongings: Belongings, who: str
) -> None:
    assert refused_everywhere(app, STRANGERS[who](app), belongings, "organise.") >= 1


def test_an_organiser_touches_nothing_of_another(app: Flask, belongings: Belongings) -> None:
    client = signed_in(app, ORGANISER)
    refused_everywhere(app, client, belongings, "organise.", owned=True)


def test_an_organiser_sees_nothing_of_another(app: Flask, belongings: Belongings) -> None:
    client = signed_in(app, ORGANISER)
    for address in addresses(app, "GET", belongings.values, ("vi", "en"), "organise."):
        text = text_of(client.get(address))
        assert not any(word in text for word in belongings.words), address


def test_the_same_addresses_open_to_their_organiser(app: Flask, belongings: Belongings) -> None:
    """Else the tests above would pass for a desk that is shut."""
    client = signed_in(app, HOST)
    for address in addresses(app, "GET", belongings.values, ("vi", "en"), "organise."):
        assert client.get(address).status_code == 200, address

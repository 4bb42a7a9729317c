"""What every test can ask for: a shop on either database, empty or with the market in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from argon2 import PasswordHasher
from flask import Flask
from werkzeug.routing import Rule

from storefront.accounts import services
from tests.client import ShopClient
from tests.databases import KINDS, Databases
from tests.kept import KeptShops


@pytest.fixture(scope="session", autouse=True)
def _addresses_compiled_once() -> None:
    """Compile each rule's builder once, not once a shop: every test opens one of its own."""
    compiled: dict[tuple[object, ...], Callable[..., tuple[str, str]]] = {}
    really_compile = Rule._compile_builder

    def compile_once(rule: Rule, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        key = (repr(rule._trace), repr(rule.defaults), append_unknown)
        if key not in compiled:
            compiled[key] = really_compile(rule, append_unknown)
        return compiled[key]

    Rule._compile_builder = compile_once  # type: ignore[method-assign, assignment]


@pytest.fixture(scope="session", autouse=True)
def _cheap_hashes() -> None:
    """Hash passwords as cheaply as Argon2 can: most tests of the desks sign somebody in."""
    services.hasher = PasswordHasher(memory_cost=8, time_cost=1, parallelism=1)


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    """Keep the template databases of this run."""
    keeper = Databases(tmp_path_factory.mktemp("databases"))
    yield keeper
    keeper.stop()


@pytest.fixture(params=KINDS)
def database_kind(request: pytest.FixtureRequest) -> str:
    """Name the database that a test runs on; each test runs on all."""
    return str(request.param)


@pytest.fixture(scope="session")
def kept_shops(databases: Databases) -> Iterator[KeptShops]:
    """Keep the shops that tests lend."""
    shops = KeptShops(databases)
    yield shops
    shops.close()


@pytest.fixture
def app(database_kind: str, kept_shops: KeptShops) -> Iterator[Flask]:
    """Give an empty, migrated shop; `reopened` gives one to be built upon."""
    yield from _lent(kept_shops, database_kind, "empty")


@pytest.fixture
def market_app(database_kind: str, kept_shops: KeptShops) -> Iterator[Flask]:
    """Give a shop with the shipped demo market in it."""
    yield from _lent(kept_shops, database_kind, "market")


@pytest.fixture
def client(app: Flask) -> ShopClient:
    """Give a visitor of the empty shop."""
    return _visitor(app)


@pytest.fixture
def market_client(market_app: Flask) -> ShopClient:
    """Give a visitor of the demo market."""
    return _visitor(market_app)


def _lent(shops: KeptShops, kind: str, template: str) -> Iterator[Flask]:
    kept = shops.lend(kind, template)
    yield kept.app
    shops.take_back(kept)


def _visitor(app: Flask) -> ShopClient:
    client = app.test_client()
    assert isinstance(client, ShopClient)
    return client

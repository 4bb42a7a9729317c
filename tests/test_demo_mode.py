"""Outside demo mode nothing of the samples counts or shows."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from storefront import create_app
from storefront.database import db
from storefront.setup import DEMO_PASSWORD, DEMO_SIGN_INS, prepare
from tests.client import ShopClient
from tests.databases import Databases, settings_for

SAMPLES = ("chứng nhận mẫu", "số mẫu", "MAU 0", "Liên hiệp Hợp tác xã mẫu", "dữ liệu mẫu", "MẪU-")


@pytest.fixture
def address(database_kind: str, databases: Databases) -> str:
    """Give a database with the demo market in it."""
    return databases.copy_of(database_kind, "market")


def opened(folder: Path, address: str, **environ: str) -> Flask:
    """Open a shop on a database."""
    app = create_app(settings_for(folder / "data", address, **environ))
    app.test_client_class = ShopClient
    return app


def sign_in(app: Flask) -> int:
    """Try the demo operator's password; return the status."""
    client = app.test_client()
    assert isinstance(client, ShopClient)
    token = client.token_from("/en/login")
    identifier = DEMO_SIGN_INS[0][0]
    data = {"csrf_token": token, "identifier": identifier, "password": DEMO_PASSWORD}
    return client.post("/en/login", data=data).status_code


def test_demo_sign_ins_end_with_the_demonstration(tmp_path: Path, address: str) -> None:
    demo = opened(tmp_path, address, DEMO="on")
    prepare(demo)
    assert sign_in(demo) == 303
    real = opened(tmp_path, address, DEMO="off")
    assert prepare(real) == []
    assert sign_in(real) == 422


def test_sign_ins_are_random_where_others_reach_the_shop(tmp_path: Path, address: str) -> None:
    app = opened(tmp_path, address, DEMO="on", HOST="0.0.0.0")  # noqa: S104
    assert not any(DEMO_PASSWORD in line for line in prepare(app))
    assert sign_in(app) == 422


@pytest.mark.parametrize(
    "path",
    [
        "/vi/",
        "/vi/products",
        "/vi/products/cam-cao-phong-ha-phong",
        "/vi/cooperatives/htx-ha-phong",
        "/vi/districts/cao-phong",
        "/vi/pages/about",
        "/vi/pages/privacy",
        "/vi/complaints",
    ],
)
def test_no_sample_shows_outside_demo_mode(tmp_path: Path, address: str, path: str) -> None:
    demo = opened(tmp_path, address, DEMO="on").test_client().get(path).get_data(as_text=True)
    real = opened(tmp_path, address, DEMO="off").test_client().get(path).get_data(as_text=True)
    assert any(words in demo for words in SAMPLES)
    assert [words for words in SAMPLES if words in real] == []


def test_sample_prices_cannot_be_bought_outside_demo_mode(tmp_path: Path, address: str) -> None:
    app = opened(tmp_path, address, DEMO="off")
    answer = app.test_client().post("/vi/cart/items", data={"product_id": "1", "quantity": "1"})
    assert answer.status_code == 409
    with app.app_context():
        assert db.session.scalar(db.text("SELECT count(*) FROM cart_item")) == 0

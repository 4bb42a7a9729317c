"""The shop as a whole: where the front door leads, and what every answer carries."""

from __future__ import annotations

import pytest

from tests.client import ShopClient


def test_front_door_follows_the_browsers_language(client: ShopClient) -> None:
    english = client.get("/", headers={"Accept-Language": "en-GB,en;q=0.9"})
    other = client.get("/", headers={"Accept-Language": "fr"})
    assert english.headers["Location"] == "/en/"
    assert other.headers["Location"] == "/vi/"


def test_health_is_told_without_a_cookie(client: ShopClient) -> None:
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers


def test_unknown_page_is_a_page_in_the_address_language(client: ShopClient) -> None:
    answer = client.get("/en/nowhere")
    assert answer.status_code == 404
    assert "There is no such page" in answer.get_data(as_text=True)


def test_change_from_another_site_is_refused(client: ShopClient) -> None:
    answer = client.post("/en/cart/items", headers={"Origin": "https://elsewhere.example"})
    assert answer.status_code == 403


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("vi-VN,en;q=0.8", "vi"),
        ("en-US,vi;q=0.5", "en"),
        ("fr-FR,en-GB;q=0.7", "en"),
        ("*", "vi"),
        ("", "vi"),
    ],
)
def test_front_door_reads_the_browsers_order(
    client: ShopClient, accepted: str, language: str
) -> None:
    answer = client.get("/", headers={"Accept-Language": accepted})
    assert answer.headers["Location"] == f"/{language}/"


@pytest.mark.parametrize("origin", ["https://[bad", "http://[::1", "//]", "null"])
def test_origin_that_is_no_address_is_another_site(client: ShopClient, origin: str) -> None:
    answer = client.post("/en/cart/items", headers={"Origin": origin})
    assert answer.status_code == 403

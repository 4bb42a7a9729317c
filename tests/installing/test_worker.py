"""The service worker as it is served, and the page that it shows without a network."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from flask import Flask

from storefront.assets import STATIC, Assets
from storefront.database import db
from tests.client import ShopClient
from tests.factories import make_market
from tests.shops import reopened, visitor

MOST_BYTES = 4096


def worker(client: ShopClient) -> str:
    return client.get("/service-worker.js").get_data(as_text=True)


def version(client: ShopClient) -> str:
    found = re.search(r'const VERSION = "(\w+)";', worker(client))
    assert found
    return found[1]


def test_worker_is_small_and_rules_the_whole_shop(client: ShopClient) -> None:
    answer = client.get("/service-worker.js")
    assert answer.status_code == 200
    assert len(answer.data) <= MOST_BYTES
    assert answer.mimetype == "text/javascript"
    assert "worker-src 'self'" in answer.headers["Content-Security-Policy"]
    assert answer.request.path.count("/") == 1  # nothing above it that it could not rule


def test_worker_is_asked_for_at_every_visit(client: ShopClient) -> None:
    answer = client.get("/service-worker.js")
    assert "no-cache" in answer.headers["Cache-Control"]
    known = {"If-None-Match": answer.headers["ETag"]}
    assert client.get("/service-worker.js", headers=known).status_code == 304


def test_any_changed_file_makes_another_worker(app: Flask, tmp_path: Path) -> None:
    client = visitor(app)
    before = version(client)
    assert version(client) == before
    changed = Path(shutil.copytree(STATIC, tmp_path / "static"))
    with (changed / "css" / "site" / "tokens.css").open("a", encoding="utf-8") as sheet:
        sheet.write("@layer tokens { :root { --moon: #ffffff; } }")
    app.extensions["assets"] = Assets(changed)
    assert version(client) != before


def test_what_the_offline_pages_show_makes_another_worker(app: Flask) -> None:
    before = version(visitor(app))
    with app.app_context():
        make_market(name_vi="Chợ mới")
        db.session.commit()
    renamed = version(visitor(app))
    assert renamed != before
    assert version(visitor(reopened(app, DEMO="off"))) != renamed


def test_offline_page_can_be_kept_for_everybody(client: ShopClient) -> None:
    for language in ("vi", "en"):
        answer = client.get(f"/{language}/offline")
        page = answer.get_data(as_text=True)
        assert answer.status_code == 200
        assert f'<html lang="{language}">' in page
        assert answer.headers["Cache-Control"] == "public, no-cache"
        assert "Set-Cookie" not in answer.headers
        assert "noindex" in page


def test_offline_page_brings_the_words_for_kept_pages(client: ShopClient) -> None:
    for language in ("vi", "en"):
        page = client.get(f"/{language}/offline").get_data(as_text=True)
        notice = re.search(r"<template>(.*?)</template>", page, re.DOTALL)
        assert notice
        assert notice[1].count("<strong></strong>") == 1
        assert 'role="status"' in notice[1]

"""The same races against a real server of two workers, killed and started again in between."""

from __future__ import annotations

import http.cookiejar
import os
import re
import sqlite3
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter
from functools import partial
from pathlib import Path
from typing import Any

from tests.concurrency.threads import at_once
from tests.server.process import ROOT, free_port, open_shop
from tests.shopping import DETAILS

BUYERS, PACKS = 50, 10
FORM_FIELD = re.compile(r'type="hidden" name="([^"]+)" value="([^"]*)"')
TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


class NoRedirect(urllib.request.HTTPRedirectHandler):
    """Show redirects instead of following them."""

    def redirect_request(self, *_: Any) -> None:
        return None


class Browser:
    """Keep one visitor's cookies."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.cookies = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(
            NoRedirect, urllib.request.HTTPCookieProcessor(self.cookies)
        )

    def get(self, path: str) -> str:
        return str(self.opener.open(self.address + path, timeout=60).read().decode())

    def post(self, path: str, form: dict[str, str]) -> tuple[int, str]:
        body = urllib.parse.urlencode(form).encode()
        try:
            answer = self.opener.open(self.address + path, body, timeout=60)
        except urllib.error.HTTPError as error:
            answer = error
        with answer:
            return answer.status, answer.headers.get("Location", "")

    def go_to_review(self, variant_id: int) -> dict[str, str]:
        """Buy one pack, give the details, and return the form that orders."""
        assert (
            self.post("/en/cart/items", {"product_id": str(variant_id), "quantity": "1"})[0] == 303
        )
        token = TOKEN.search(self.get("/en/checkout"))
        assert token
        assert self.post("/en/checkout", {**DETAILS, "csrf_token": token[1]})[0] == 303
        page = self.get("/en/checkout/review")
        return dict(FORM_FIELD.findall(page[page.index('action="/en/orders"') :]))


def flask(data_dir: Path, *arguments: str) -> str:
    """Run a command of the shop beside its server."""
    environ = {"PATH": os.environ["PATH"], "STOREFRONT_DATA_DIR": str(data_dir), "DEMO": "on"}
    done = subprocess.run(
        [sys.executable, "-m", "flask", "--app", "app", *arguments],
        cwd=ROOT, env=environ, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def some_product(data_dir: Path) -> tuple[str, int]:
    """Return the slug and the only variant of something that can be bought."""
    with sqlite3.connect(data_dir / "storefront.sqlite3") as connection:
        slug, variant_id = connection.execute(
            "SELECT slug, min(variant.id) FROM product JOIN variant ON product_id = product.id"
            " WHERE price_vnd IS NOT NULL AND NOT is_alcohol AND reach = 'elsewhere'"
            " GROUP BY product.id HAVING count(*) = 1 ORDER BY product.id LIMIT 1"
        ).fetchone()
    return slug, variant_id


def test_ten_packs_are_sold_once_each_and_known_after_a_crash(tmp_path: Path) -> None:
    data_dir, port = tmp_path / "data", free_port()
    address = f"http://127.0.0.1:{port}"
    served = partial(open_shop, data_dir, port, DEMO="on", WORKERS="2", RATE_LIMITS="off")
    with served() as server:
        slug, variant_id = some_product(data_dir)
        flask(data_dir, "stock", "set", slug, str(PACKS))
        assert f'data-stock="{PACKS}"' in Browser(address).get(f"/en/products/{slug}")
        browsers = [Browser(address) for _ in range(BUYERS)]
        forms = [browser.go_to_review(variant_id) for browser in browsers]
        orders = [partial(b.post, "/en/orders", f) for b, f in zip(browsers, forms, strict=True)]
        answers = at_once(orders)
        assert Counter(status for status, _ in answers) == {303: PACKS, 409: BUYERS - PACKS}
        winner = next(n for n, (status, _) in enumerate(answers) if status == 303)
        assert set(at_once([orders[winner]] * 20)) == {answers[winner]}
        server.end()
    with served():
        assert orders[winner]() == answers[winner]
        assert 'data-stock="0"' in Browser(address).get(f"/en/products/{slug}")
        assert flask(data_dir, "orders", "count") == f"{PACKS}\n"
        assert "rules hold" in flask(data_dir, "audit")

"""Numbers for Prometheus."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from flask import Flask
from prometheus_client.parser import text_string_to_metric_families

from storefront.database import db
from storefront.machines.shared_counts import forget_counts
from tests.client import ShopClient
from tests.databases import settings_for
from tests.factories import make_product
from tests.factories.orders import make_order

TWO_WORKERS = """
import os, sys
from pathlib import Path
from storefront import create_app
from tests.databases import settings_for
folder = Path(sys.argv[1])
settings = settings_for(folder, f"sqlite:///{folder}/shop.sqlite3", WORKERS="2")
if os.fork() == 0:
    create_app(settings).test_client().get("/robots.txt")
    os._exit(0)
os.wait()
client = create_app(settings).test_client()
client.get("/robots.txt")
print(client.get("/metrics").text)
"""


def values(text: str) -> dict[tuple[str, tuple[str, ...]], float]:
    return {
        (sample.name, tuple(sample.labels.values())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_requests_are_counted_and_timed(client: ShopClient) -> None:
    counted = ("storefront_requests_total", ("pages.show", "GET", "404"))
    before = values(client.get("/metrics").text).get(counted, 0)
    client.get("/vi/pages/nothing")
    after = values(client.get("/metrics").text)
    assert after[counted] == before + 1
    assert after["storefront_request_seconds_count", ("pages.show",)] >= 1


def test_addresses_that_lead_nowhere_share_one_name(client: ShopClient) -> None:
    client.get("/vi/orders-secret-token")
    text = client.get("/metrics").text
    assert "secret" not in text
    assert 'endpoint="none"' in text


def test_orders_are_counted_from_the_database(app: Flask, client: ShopClient) -> None:
    with app.app_context():
        make_order(make_product())
        make_order(make_product())
        db.session.commit()
    found = values(client.get("/metrics").text)
    assert found["storefront_orders_placed_total", ()] == 2
    assert found["storefront_purchases_placed_total", ()] == 2
    assert found["storefront_database_up", ()] == 1


def test_several_workers_answer_with_their_sum(tmp_path: Path) -> None:
    settings_for(tmp_path / "shop", "sqlite://")
    finished = subprocess.run(
        [sys.executable, "-c", TWO_WORKERS, str(tmp_path / "shop")],
        capture_output=True, check=False, text=True, timeout=60,
    )  # fmt: skip
    assert finished.returncode == 0, finished.stderr
    counted = ("storefront_requests_total", ("machines.robots", "GET", "200"))
    assert values(finished.stdout)[counted] == 2


def test_counts_of_processes_that_are_gone_are_forgotten_at_a_new_start(tmp_path: Path) -> None:
    settings = settings_for(tmp_path, "sqlite://", WORKERS="2")
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    folder = tmp_path / "metrics"
    folder.mkdir()
    for process in (gone.pid, os.getpid()):
        (folder / f"counter_{process}.db").touch()
    forget_counts(settings)
    assert [file.name for file in folder.iterdir()] == [f"counter_{os.getpid()}.db"]

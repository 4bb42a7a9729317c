"""The log says what happened, and to nobody who it was."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from io import StringIO

import pytest
from flask import Flask

from storefront.complaints.models import Complaint
from storefront.database import db
from storefront.logs import JsonLines, masked
from tests.client import ShopClient
from tests.shops import reopened, visitor


@pytest.fixture
def written() -> Iterator[StringIO]:
    """Catch what the shop's loggers write."""
    stream = StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    logger = logging.getLogger("storefront")
    logger.addHandler(handler)
    yield stream
    logger.removeHandler(handler)


def lines(stream: StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_every_request_leaves_one_line_with_its_name(client: ShopClient, written: StringIO) -> None:
    answer = client.get("/vi/pages/terms?q=private+words")
    [line] = lines(written)
    assert line["logger"] == "storefront.access"
    assert line["request_id"] == answer.headers["X-Request-ID"]
    assert (line["method"], line["path"], line["status"]) == ("GET", "/vi/pages/terms", 200)
    assert line["client"] == "127.0.0.0/24"
    assert "private" not in written.getvalue()


def test_secret_links_are_cut(client: ShopClient, written: StringIO) -> None:
    token = "AbCdEfGhIjKlMnOpQrStUv_-"
    client.get(f"/vi/orders/{token}")
    client.post(f"/vi/orders/{token}/CP2345679/cancellation")
    assert token not in written.getvalue()
    assert "/vi/orders/AbCd•" in written.getvalue()


def test_crash_is_one_line_with_its_traceback(app: Flask, written: StringIO) -> None:
    def crash() -> str:
        raise RuntimeError("call 0912 345 678 or mai@example.org\nsecond line")

    app = reopened(app)
    app.add_url_rule("/vi/crash", view_func=crash)
    answer = visitor(app).get("/vi/crash")
    assert answer.status_code == 500
    assert "RuntimeError" not in answer.text
    error = next(line for line in lines(written) if line["level"] == "ERROR")
    assert "RuntimeError" in str(error["exception"])
    assert error["request_id"] == answer.headers["X-Request-ID"]
    assert "345" not in written.getvalue().replace("0912", "")
    assert "mai@" not in written.getvalue()


def test_only_a_trusted_proxy_names_requests(app: Flask) -> None:
    name = "proxy-0123456789"
    asked = {"X-Request-ID": name}
    assert visitor(app).get("/healthz", headers=asked).headers["X-Request-ID"] != name
    behind = visitor(reopened(app, PROXY_HOPS="1"))
    assert behind.get("/healthz", headers=asked).headers["X-Request-ID"] == name
    for wrong in ("short", "a" * 65, "two words here"):
        answer = behind.get("/healthz", headers={"X-Request-ID": wrong})
        assert answer.headers["X-Request-ID"] != wrong


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("call 0912345678 now", "call 09•••••678 now"),
        ("+84912345678", "09•••••678"),
        ("0218 3851 234", "02••••••234"),
        ("to mai.thi+x@vd.example.org", "to •@vd.example.org"),
        ("/en/orders/0123456789abcdefghijkl?x", "/en/orders/0123•?x"),
        ("/en/orders/lookup", "/en/orders/lookup"),
        ("150000 đồng, CP2345679", "150000 đồng, CP2345679"),
    ],
)
def test_personal_data_is_masked(text: str, shown: str) -> None:
    assert masked(text) == shown


def test_values_given_beside_a_message_are_masked_too() -> None:
    record = logging.makeLogRecord({"msg": "called", "phone": "0912345678", "count": 3})
    line = json.loads(JsonLines().format(record))
    assert line["phone"] == "09•••••678"
    assert line["count"] == 3


def test_hostile_text_cannot_make_a_second_line() -> None:
    record = logging.makeLogRecord({"msg": 'x\n{"level": "INFO"}\r\u2028'})
    assert len(JsonLines().format(record).split("\n")) == 1
    assert "\r" not in JsonLines().format(record)


def test_rows_that_break_a_rule_are_not_logged(app: Flask, written: StringIO) -> None:
    who = {"name": "Thị".join(("Bùi", "Mai"))}

    def crash() -> str:
        row = Complaint(number="KN1", phone="+84912345678", text="x", language="vi")
        row.full_name, row.status = who["name"], "lost"
        db.session.add(row)
        db.session.flush()
        return row.number

    app = reopened(app)
    app.add_url_rule("/vi/crash", view_func=crash)
    assert visitor(app).post("/vi/crash").status_code == 405
    assert visitor(app).get("/vi/crash").status_code == 500
    assert "IntegrityError" in written.getvalue()
    assert who["name"] not in written.getvalue()

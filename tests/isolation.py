"""Try every address of a desk as somebody who has no business there."""

from __future__ import annotations

import io
import zipfile

from flask import Flask
from werkzeug.test import TestResponse

from tests.client import ShopClient
from tests.manage.desk import Belongings
from tests.routes import addresses
from tests.shops import everything

REFUSED = (403, 404)
METHODS = ("GET", "POST")


def refused_everywhere(
    app: Flask, client: ShopClient, belongings: Belongings, within: str, *, owned: bool = False
) -> int:
    """Try every address with every method; return how many there were.

    `owned` leaves out the addresses that name nothing: there everybody stands in their own shop.
    """
    token = client.token_from(
        "/vi/account" if client.get("/vi/account").status_code == 200 else "/vi/login"
    )
    before, tried = everything(app), 0
    for method in METHODS:
        plain = set(addresses(app, method, belongings.of_nobody, ("vi",), within))
        for address in addresses(app, method, belongings.values, ("vi",), within):
            if owned and address in plain:
                continue
            answer = client.open(address, method=method, data={"csrf_token": token})
            assert answer.status_code in REFUSED, f"{method} {address}: {answer.status_code}"
            text = text_of(answer)
            assert not any(word in text for word in belongings.words), address
            tried += 1
    assert everything(app) == before
    return tried


def text_of(answer: TestResponse) -> str:
    """Return all words of an answer, those in spreadsheets too."""
    if answer.data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(answer.data)) as book:
            parts = [book.read(name).decode("utf-8", "replace") for name in book.namelist()]
        return "\n".join(parts)
    return bytes(answer.data).decode("utf-8", "replace")

"""Every address of the shop, filled with sensible values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from flask import Flask
from werkzeug.routing import Rule

from storefront.i18n.bilingual import LANGUAGES

# Only who is signed in comes here: others are refused before anything is read.
FOR_MEMBERS = re.compile(r"/(vi|en)/(manage|operate|organise|account)\b")
VALUES: dict[str, object] = {
    "slug": "cam",
    "name": "products",
    "number": 1,
    "digest": "0123456789ab",
    "variant_id": 1,
    "token": "AbCdEfGhIjKlMnOpQrStUv",
    "code": "CP2345679",
    "secret": "AbCdEfGhIjKlMnOpQrStUvWxYz012345",
    "sign_in_id": 1,
    "link_id": 1,
    "member_id": 1,
    "role": "member",
    "product_id": 1,
    "certificate_id": 1,
    "key": "0123456789abcdef0123456789abcdef",
    "width": 640,
    "extension": "webp",
    "picture_id": 1,
    "upload_key": "0123456789abcdef",
    "direction": "main",
    "change_id": 1,
    "step": "packing",
    "transfer_id": 1,
    "sheet_id": 1,
    "sheet_name": "goods",
    "sheet_type": "csv",
    "version": 1,
    "booth": "a1",
    "booth_id": 1,
    "voucher_id": 1,
    "showcase_id": 1,
    "sale_key": "0123456789abcdef0123456789abcdef01234567",
    "session_id": 1,
    "lead_id": 1,
    "slot_id": 1,
}


def addresses(
    app: Flask,
    method: str = "GET",
    values: Mapping[str, object] | None = None,
    languages: Sequence[str] = LANGUAGES,
    within: str = "",
) -> Iterator[str]:
    """Yield the address of every rule that answers a method, in the languages it speaks.

    `within` names a blueprint, such as "manage.".
    """
    for rule in app.url_map.iter_rules():
        if method not in (rule.methods or ()) or not rule.endpoint.startswith(within):
            continue
        for language in languages if "language" in rule.arguments else (None,):
            yield _address(app, rule, {**VALUES, **(values or {}), "language": language})


def posting_addresses(app: Flask) -> list[str]:
    """Return the address of every form."""
    return list(addresses(app, "POST"))


def _address(app: Flask, rule: Rule, values: Mapping[str, object]) -> str:
    needed = {name: values[name] for name in rule.arguments}
    return app.url_map.bind("localhost").build(rule.endpoint, needed)

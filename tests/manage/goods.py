"""A member's hands: the form for goods as the browser sends it."""

from __future__ import annotations

import html5lib
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from storefront.catalogue.models import Product
from storefront.cooperatives.models import Cooperative
from storefront.database import db
from tests.client import ShopClient
from tests.factories import make_category, make_market

NEW = "/vi/manage/goods/new"
FIELDS = {"input", "select", "textarea"}


def form_of(client: ShopClient, address: str) -> dict[str, str | list[str]]:
    """Return what a browser would send of the form on a page that posts to its own address."""
    return fields_in(client.get(address).get_data(as_text=True), address.removesuffix("/copy"))


def fields_in(text: str, action: str) -> dict[str, str | list[str]]:
    """Return the fields of the form with an action, as a browser would send them."""
    page = html5lib.parse(text, namespaceHTMLElements=False)
    forms = [form for form in page.iter("form") if form.get("action") == action]
    assert len(forms) == 1, f"{len(forms)} forms post to {action}"
    sent: dict[str, list[str]] = {}
    for field in forms[0].iter():
        name = field.get("name")
        if field.tag not in FIELDS or not name or field.get("type") == "file":
            continue
        if field.get("type") in ("checkbox", "radio") and field.get("checked") is None:
            continue
        sent.setdefault(name, []).append(_value(field))
    return {name: values if values[1:] else values[0] for name, values in sent.items()}


def _value(field: object) -> str:
    tag = field.tag  # type: ignore[attr-defined]
    if tag == "textarea":
        return (field.text or "").lstrip("\n")  # type: ignore[attr-defined]
    if tag == "select":
        options = list(field.iter("option"))  # type: ignore[attr-defined]
        chosen = [option for option in options if option.get("selected") is not None]
        return str((chosen or options)[0].get("value"))
    return field.get("value") or ""  # type: ignore[attr-defined]


def alert_in(answer: TestResponse) -> str:
    """Return the words of the alerts on a page."""
    page = html5lib.parse(answer.get_data(as_text=True), namespaceHTMLElements=False)
    alerts = [part for part in page.iter() if part.get("role") == "alert"]
    assert alerts, "no alert"
    return " ".join(" ".join(words for part in alerts for words in part.itertext()).split())


def market_with_kinds(app: Flask) -> int:
    """Make a real market with one kind of goods; return the kind's id."""
    with app.app_context():
        make_market(is_sample=False)
        kind = make_category(name_vi="Trái cây", name_en="Fruit").id
        db.session.commit()
        return kind


def typed(client: ShopClient, kind: int, **fields: str) -> dict[str, str]:
    """Return the form for new goods, filled with the few things that are needed."""
    return {
        "csrf_token": client.token_from(NEW),
        "draft_key": "0123456789abcdef-of-a-form",
        "name_vi": "Cam Cao Phong loại 1",
        "category_id": str(kind),
        "packs-0-label_vi": "Túi 1 kg",
        "packs-0-price": "50k",
        "packs-0-weight": "",
        "packs-0-stock": "12",
        "reach": "elsewhere",
        **fields,
    }


def the_product(**where: object) -> Product:
    """Return the one product like that, read anew."""
    db.session.rollback()
    return db.session.scalars(select(Product).filter_by(**where)).one()


def my_cooperative() -> Cooperative:
    """Return the cooperative of the members in tests."""
    return db.session.scalars(select(Cooperative).filter_by(slug="htx-cam")).one()

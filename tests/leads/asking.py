"""A business at the form: what it types, and what became of it."""

from __future__ import annotations

import re
from typing import Any

from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from storefront.database import db
from storefront.leads.models import Lead
from storefront.showcase.models import Booth, Showcase, SignCode
from storefront.showcase.page_codes import ensure_codes
from tests.client import ShopClient
from tests.factories import make_cooperative, make_market, make_product
from tests.factories.showcases import make_booth, make_organiser, make_showcase

SHOP, FAIR, GOODS = "htx-cam", "hoi-cho", "cam-canh"
FORM = f"/vi/cooperatives/{SHOP}/business"
HIDDEN = re.compile(r'<input[^>]*name="(key|csrf_token|at|showcase)"[^>]*>')
VALUE = re.compile(r'value="([^"]*)"')
TYPED = {
    "full_name": "Nguyễn Thị Hoa",
    "phone": "0912 345 678",
    "email": "",
    "firm": "Bếp Hoa Ban",
    "tax_code": "",
    "product": GOODS,
    "wanted": "",
    "monthly": "200 kg",
    "begins": "từ tháng 12",
    "words": "Giao hai lần một tuần.",
    "consent": "y",
}
MEETING = {name: TYPED[name] for name in ("full_name", "phone", "email", "firm", "consent")}


def open_shop(app: Flask, **of_showcase: Any) -> None:
    """Put a maker with goods and a booth at a showcase into the shop, and another maker."""
    with app.app_context():
        make_market()
        shop = make_cooperative(slug=SHOP, name_vi="HTX Cam", name_en="Orange Coop")
        goods = make_product(cooperative=shop, slug=GOODS, name_vi="Cam Canh")
        organiser = make_organiser(identifier="host@example.com")
        values = {"days_ahead": 1, **of_showcase}
        showcase = make_showcase(organiser, slug=FAIR, **values)
        make_booth(showcase, shop, goods)
        other = make_cooperative(slug="htx-che", name_vi="HTX Chè")
        make_booth(showcase, other, make_product(cooperative=other, slug="che-shan"))
        ensure_codes(showcase)
        db.session.commit()


def booth_of(slug: str = SHOP) -> Booth:
    """Return the booth of a maker."""
    return db.session.scalars(
        select(Booth).join(Booth.cooperative).where(Booth.cooperative.has(slug=slug))
    ).one()


def fair() -> Showcase:
    """Return the showcase."""
    return db.session.scalars(select(Showcase).where(Showcase.slug == FAIR)).one()


def page_code() -> str:
    """Return the code that the maker's booth page carries."""
    code = db.session.scalar(
        select(SignCode.code).where(SignCode.booth_id == booth_of().id, SignCode.sign == "page")
    )
    assert code
    return code


def hidden(client: ShopClient, address: str = FORM) -> dict[str, str]:
    """Return the hidden fields of a form, as a browser would send them."""
    text = client.get(address).get_data(as_text=True)
    fields = {}
    for found in HIDDEN.finditer(text):
        value = VALUE.search(found[0])
        fields[found[1]] = value[1] if value else ""
    assert "csrf_token" in fields, address
    return fields


def send(client: ShopClient, address: str = FORM, **values: str) -> TestResponse:
    """Fill the form in and send it; `address` may carry a query, as a link does."""
    data = {**hidden(client, address), **TYPED, **values}
    return client.post(address.partition("?")[0], data=data)


def only_lead() -> Lead:
    """Return the one lead there is."""
    return db.session.scalars(select(Lead)).one()


def lead_count(app: Flask) -> int:
    """Return how many leads there are."""
    with app.app_context():
        return len(db.session.scalars(select(Lead.id)).all())

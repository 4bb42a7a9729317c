"""A cooperative with two members and an order, and the buttons of its screen."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event
from werkzeug.test import TestResponse

from storefront import clock
from storefront.accounts.services import create_user
from storefront.catalogue.models import Product
from storefront.cooperatives.models import Cooperative
from storefront.database import db
from storefront.ordering.models import Order
from tests.client import ShopClient
from tests.factories import make_cooperative, make_market, make_product
from tests.factories.orders import make_order
from tests.manage.desk import MANAGER, MEMBER, PASSWORD, signed_in

HIDDEN = re.compile(r'type="hidden" name="(csrf_token|seen|after)" value="([^"]*)"')
TOTAL = 75_000


class Desk:
    """Stand at the desk of one cooperative: its members, its orders, their buttons."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        with app.app_context():
            make_market()
            shop = make_cooperative(slug="htx-cam", name_vi="HTX Cam")
            create_user(MANAGER, PASSWORD, "cooperative", shop, name="Chị Ấn")
            create_user(
                MEMBER, PASSWORD, "cooperative", shop, member_role="member", name="Anh Bường"
            )
            self.shop_id = shop.id
            self.product_id = make_product(cooperative=shop, stock=500, name_vi="Cam Canh").id
            db.session.commit()
        self.manager = signed_in(app, MANAGER)

    def member(self) -> ShopClient:
        """Return the browser of the other member."""
        return signed_in(self.app, MEMBER)

    def order(self, *acts: Callable[[Order], object], method: str = "cod", **values: Any) -> str:
        """Place an order some hours ago, let things happen to it, and return its code."""
        buyer = {name: values.pop(name) for name in ("full_name", "phone") if name in values}
        with self.app.app_context():
            order = make_order(
                db.session.get_one(Product, self.product_id),
                payment_method=method,
                placed_at=values.pop("placed_at", clock.now() - timedelta(hours=3)),
                **values,
            )
            for name, value in buyer.items():
                setattr(order.purchase, name, value)
            for act in acts:
                act(order)
            db.session.commit()
            return order.code

    def read(self, code: str) -> Order:
        """Return an order as it stands; its columns only."""
        with self.app.app_context():
            return db.session.query(Order).filter_by(code=code).one()

    def shop(self) -> Cooperative:
        """Return the cooperative; within a context of the app."""
        return db.session.get_one(Cooperative, self.shop_id)

    def form(self, code: str, step: str, client: ShopClient | None = None) -> dict[str, str]:
        """Return the hidden fields of a step's form on the order's screen."""
        page = (client or self.manager).get(f"/vi/manage/orders/{code}").get_data(as_text=True)
        start = page.index(f'action="/vi/manage/orders/{code}/{step}"')
        return dict(HIDDEN.findall(page[start : page.index("</form>", start)]))

    def press(self, code: str, step: str, **typed: str) -> TestResponse:
        """Let the manager open the order's screen and press a button on it."""
        data = {**self.form(code, step), **typed}
        return self.manager.post(f"/vi/manage/orders/{code}/{step}", data=data)


@pytest.fixture
def desk(app: Flask) -> Desk:
    """Give the desk of a cooperative."""
    return Desk(app)


def text_of(answer: TestResponse) -> str:
    """Return what stands on a page, with its characters as people read them."""
    return html.unescape(answer.get_data(as_text=True)).replace("\u00a0", " ")


def queries_of(desk: Desk, address: str) -> int:
    """Let the manager open a page, and return how many statements reached the database."""
    statements: list[object] = []

    def count(*arguments: object) -> None:
        statements.append(arguments[2])

    with desk.app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", count)
    assert desk.manager.get(address).status_code == 200
    event.remove(engine, "before_cursor_execute", count)
    return len(statements)

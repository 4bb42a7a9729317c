"""A purchase forgets its buyer after three years, and nothing else."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask

from storefront.auditing.services import audit
from storefront.database import db
from storefront.ordering.models import OrderNote, Purchase
from storefront.ordering.retention import KEEP_BUYERS, forget_buyers
from tests.factories import NOON, make_market, make_product
from tests.factories.orders import make_order


def test_buyers_of_long_ago_are_forgotten_and_their_orders_kept(app: Flask) -> None:
    with app.app_context():
        make_market()
        old = make_order(make_product(), 1).purchase
        new = make_order(make_product(), 1).purchase
        old.placed_at = NOON - KEEP_BUYERS - timedelta(days=1)
        new.placed_at = NOON - KEEP_BUYERS + timedelta(days=1)
        for purchase in (old, new):
            db.session.add(OrderNote(order_id=purchase.orders[0].id, body="Gọi số khác"))
        db.session.commit()
        total = old.total_vnd
        assert forget_buyers(NOON) == 1
        assert forget_buyers(NOON) == 0
        db.session.commit()
        db.session.expire_all()
        kept = db.session.get_one(Purchase, old.id)
        assert (kept.full_name, kept.phone, kept.email, kept.street, kept.note) == ("",) * 5
        assert kept.total_vnd == total
        assert db.session.get_one(Purchase, new.id).phone
        assert [note.order_id for note in db.session.query(OrderNote)] == [new.orders[0].id]
        assert list(audit()) == []

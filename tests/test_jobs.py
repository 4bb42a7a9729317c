"""Background jobs: started with the shop, catching up at once, safe to repeat, and their pulse."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from storefront import clock, jobs
from storefront.cart.models import Cart, CartItem
from storefront.catalogue.expiry import mark_expired_certificates
from storefront.catalogue.models import Certificate
from storefront.database import db
from storefront.ordering.models import Order
from tests.factories import NOON, make_certificate, make_product, stock_of
from tests.factories.orders import make_cart, make_order
from tests.shops import reopened

WAIT_SECONDS = 10


@pytest.fixture
def running() -> Iterator[Callable[[Flask], None]]:
    yield jobs.start
    jobs.stop()


def eventually(told: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + WAIT_SECONDS
    while not told():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def status_of_only_order(app: Flask) -> str:
    with app.app_context():
        return db.session.scalars(select(Order.status)).one()


def test_what_became_due_while_nothing_ran_is_done_at_once(
    app: Flask, running: Callable[[Flask], None]
) -> None:
    with app.app_context():
        product = make_product(stock=20)
        make_order(product, 3, placed_at=clock.now() - timedelta(days=2))
        db.session.commit()
    running(app)
    assert eventually(lambda: status_of_only_order(app) == "expired")
    with app.app_context():
        assert stock_of(product).reserved == 0


def test_a_running_shop_has_a_pulse_that_every_process_can_feel(
    app: Flask, running: Callable[[Flask], None]
) -> None:
    assert not jobs.alive(app)
    running(app)
    assert eventually(lambda: jobs.alive(app))
    assert jobs.alive(reopened(app))


def test_a_pulse_of_long_ago_is_none(app: Flask) -> None:
    long_ago = clock.now() - jobs.SILENT_AFTER - timedelta(seconds=1)
    jobs.queue_of(app).put(jobs.HEARTBEAT, long_ago.isoformat())
    assert not jobs.alive(app)


def test_a_store_that_cannot_be_read_is_no_pulse(app: Flask) -> None:
    (app.extensions["settings"].data_dir / "jobs.sqlite3").write_bytes(b"no database" * 100)
    assert not jobs.alive(app)


def test_stopping_ends_the_threads_soon(app: Flask) -> None:
    before = set(threading.enumerate())
    jobs.start(app)
    began = time.monotonic()
    jobs.stop()
    assert time.monotonic() - began < WAIT_SECONDS / 2
    assert set(threading.enumerate()) <= before


def test_two_runners_on_one_store_do_everything_once(
    app: Flask, running: Callable[[Flask], None]
) -> None:
    with app.app_context():
        for _ in range(5):
            make_order(make_product(stock=20), 3, placed_at=clock.now() - timedelta(days=2))
        db.session.commit()
    running(app)
    running(reopened(app))

    def all_expired() -> bool:
        with app.app_context():
            waiting = select(func.count()).select_from(Order).where(Order.status == "placed")
            return db.session.scalar(waiting) == 0

    assert eventually(all_expired)
    jobs.stop()
    done = app.test_cli_runner().invoke(args=["audit"])
    assert done.exit_code == 0, done.output


def test_runners_share_a_store_beside_the_database(
    app: Flask, database_kind: str, running: Callable[[Flask], None]
) -> None:
    url = app.extensions["settings"].database_url
    store = {"JOBS_DATABASE_URL": url} if database_kind == "postgresql" else {}
    running(reopened(app, **store))
    assert eventually(lambda: jobs.alive(reopened(app, **store)))


def test_an_address_that_is_no_store_is_refused_by_name(app: Flask) -> None:
    with pytest.raises(ValueError, match="JOBS_DATABASE_URL"):
        jobs.queue_of(reopened(app, JOBS_DATABASE_URL="redis://localhost"))


def test_a_certificate_is_marked_on_the_day_it_ends(app: Flask) -> None:
    with app.app_context():
        product = make_product()
        today = make_certificate(product, expires_on=date(2026, 11, 22))
        tomorrow = make_certificate(product, expires_on=date(2026, 11, 23))
        assert mark_expired_certificates(NOON) == 1
        assert mark_expired_certificates(NOON) == 0
        db.session.refresh(today)
        db.session.refresh(tomorrow)
        assert (today.expired_at, tomorrow.expired_at) == (NOON, None)
        assert db.session.scalar(select(func.count()).select_from(Certificate)) == 2


def test_the_day_ends_when_it_does_in_viet_nam(app: Flask) -> None:
    with app.app_context():
        make_certificate(make_product(), expires_on=date(2026, 11, 23))
        evening = NOON.replace(hour=17)  # midnight in Việt Nam
        assert mark_expired_certificates(evening - timedelta(seconds=1)) == 0
        assert mark_expired_certificates(evening) == 1


def test_carts_nobody_touched_for_ninety_days_are_removed(
    app: Flask, running: Callable[[Flask], None]
) -> None:
    with app.app_context():
        product, now = make_product(), clock.now()
        make_cart((product, 1), session_key="old", updated_at=now - timedelta(days=91))
        make_cart((product, 1), session_key="new", updated_at=now - timedelta(days=89))
        db.session.commit()

    def carts() -> list[str]:
        with app.app_context():
            return list(db.session.scalars(select(Cart.session_key)))

    running(app)
    assert eventually(lambda: carts() == ["new"])
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(CartItem)) == 1

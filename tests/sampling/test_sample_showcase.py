"""The demonstration has a showcase that is always on."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from storefront import clock
from storefront.accounts.models import User
from storefront.accounts.services import create_user
from storefront.cooperatives.models import Cooperative
from storefront.database import db
from storefront.importing.reading import ImportRefused
from storefront.promotions.models import EventPrice, Voucher
from storefront.sampling.loading import load_sample_showcase
from storefront.sampling.rolling import roll_samples
from storefront.setup import DEMO_MARKET, prepare
from storefront.showcase.invitations import invite
from storefront.showcase.models import ACCEPTED, Booth, Showcase
from tests.factories.showcases import make_booth, make_organiser, make_showcase
from tests.manage.desk import PASSWORD, signed_in
from tests.shops import everything, reopened, visitor


def the_sample(app: Flask) -> Showcase:
    prepare(app)
    sample: Showcase = db.session.scalars(db.select(Showcase)).one()
    return sample


def test_a_demonstration_begins_with_a_showcase_that_opens_today(market_app: Flask) -> None:
    with market_app.app_context():
        sample = the_sample(market_app)
        assert [day.day for day in sample.days] == [
            clock.today(),
            clock.today() + timedelta(days=1),
        ]
        assert sample.is_sample and sample.is_public
        booths = db.session.scalars(db.select(Booth)).all()
        assert len(booths) >= 12
        assert all(booth.state == ACCEPTED and booth.products for booth in booths)
        assert all("(mẫu)" in booth.host for booth in booths)


def test_some_goods_cost_less_at_the_showcase_and_alcohol_never(market_app: Flask) -> None:
    with market_app.app_context():
        the_sample(market_app)
        prices = db.session.scalars(db.select(EventPrice)).all()
        assert len(prices) >= 6
        assert all(0 < row.price_vnd < (row.variant.price_vnd or 0) for row in prices)
        assert not any(row.variant.product.is_alcohol for row in prices)
        assert {row.key for row in db.session.scalars(db.select(Voucher))} == {"CAM10", "THOCAM"}


def test_only_a_demonstration_shows_it(market_app: Flask) -> None:
    with market_app.app_context():
        address = f"/vi/showcases/{the_sample(market_app).slug}"
        db.session.commit()
    assert visitor(market_app).get(address).status_code == 200
    assert visitor(reopened(market_app, DEMO="off")).get(address).status_code == 404


def test_once_the_demonstration_is_over_no_desk_speaks_of_it(market_app: Flask) -> None:
    with market_app.app_context():
        sample = the_sample(market_app)
        shop = sample.booths[0].cooperative
        assert shop is not None
        create_user("0912345678", PASSWORD, "cooperative", shop)
        db.session.commit()
        address = f"/vi/manage/booths/{sample.booths[0].id}"
    real = reopened(market_app, DEMO="off")
    for opened, told in ((market_app, True), (real, False)):
        member = signed_in(opened, "0912345678")
        for page in ("/vi/manage", "/vi/manage/booths"):
            text = member.get(page, follow_redirects=True).get_data(as_text=True)
            assert (address in text) is told, page
    with real.app_context():
        organiser = make_organiser()
        fair = make_showcase(organiser)
        maker = db.session.get_one(Cooperative, shop.id)
        assert invite(make_booth(fair, free=True), maker, organiser)


def test_prepared_again_nothing_is_doubled(market_app: Flask) -> None:
    with market_app.app_context():
        the_sample(market_app)
        organiser = db.session.scalars(db.select(User).where(User.role == "organiser")).one()
        db.session.commit()
        before = everything(market_app)
        assert load_sample_showcase(DEMO_MARKET, organiser) is None
        db.session.commit()
        assert everything(market_app) == before


def test_every_day_it_moves_on_with_its_programme(market_app: Flask) -> None:
    with market_app.app_context():
        sample = the_sample(market_app)
        first = sample.sessions[0].starts_at
        later = clock.now() + timedelta(days=5)
        assert roll_samples(later) == 1
        assert sample.sessions[0].starts_at == first + timedelta(days=5)
        assert sample.days[0].day == later.astimezone(clock.MARKET_ZONE).date()
        assert roll_samples(later) == 0


def test_a_real_showcase_stays_on_its_days(app: Flask) -> None:
    with app.app_context():
        real = make_showcase()
        before = [day.day for day in real.days]
        assert roll_samples(clock.now() + timedelta(days=5)) == 0
        assert [day.day for day in real.days] == before


@pytest.mark.parametrize(
    ("file", "old", "new", "reason"),
    [
        ("programme.csv", "07:30", "25:30", "not a time"),
        ("booths.csv", "\nA2,", "\nA1,", "stands on line 2 already"),
        ("floor.csv", "stage", "throne", "throne"),
    ],
)
def test_a_faulty_file_is_refused_by_name(
    app: Flask, tmp_path: Path, file: str, old: str, new: str, reason: str
) -> None:
    market = tmp_path / "market"
    shutil.copytree(DEMO_MARKET, market)
    path = market / "showcase" / file
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with app.app_context():
        organiser = make_organiser()
        db.session.commit()
        before = everything(app)
        with pytest.raises(ImportRefused, match=reason):
            load_sample_showcase(market, organiser)
        db.session.commit()
        assert everything(app) == before

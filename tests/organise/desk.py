"""An organiser with a draft, a cooperative to invite, and the ways through their screens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from storefront import clock
from storefront.accounts.models import User
from storefront.accounts.services import create_user
from storefront.database import db
from storefront.showcase.models import Booth, Showcase
from tests.client import ShopClient
from tests.factories import make_cooperative, make_product
from tests.manage.desk import PASSWORD, signed_in
from tests.shops import everything

ORGANISER, MAKER = "host@example.com", "maker@example.com"
TITLE = "Hương vị xứ Mường"


@dataclass(frozen=True, slots=True)
class Fair:
    """Hold a shop with an organiser and a cooperative, both signed in."""

    app: Flask
    host: ShopClient
    maker: ShopClient
    language: str = "vi"

    def address(self, path: str) -> str:
        """Return an address of the organiser's desk, or one that starts with a slash."""
        return f"/{self.language}{path if path.startswith('/') else f'/organise/{path}'}"

    def get(self, path: str, who: ShopClient | None = None) -> str:
        """Return the text of a page that opens."""
        answer = (who or self.host).get(self.address(path))
        assert answer.status_code == 200, f"{path}: {answer.status_code}"
        return answer.get_data(as_text=True)

    def post(self, path: str, who: ShopClient | None = None, /, **data: object) -> TestResponse:
        """Send a form with a good token."""
        client = who or self.host
        data["csrf_token"] = client.token_from(f"/{self.language}/account")
        return client.post(self.address(path), data=data)

    def done(self, path: str, who: ShopClient | None = None, /, **data: object) -> None:
        """Send a form that must be taken."""
        answer = self.post(path, who, **data)
        assert answer.status_code == 303, answer.get_data(as_text=True)

    def refused(
        self, path: str, status: int, who: ShopClient | None = None, /, **data: object
    ) -> str:
        """Send a form that must be refused with nothing changed; return the page."""
        self.host.token_from(f"/{self.language}/account")
        before = everything(self.app)
        answer = self.post(path, who, **data)
        text = answer.get_data(as_text=True)
        assert answer.status_code == status, text
        assert everything(self.app) == before
        return text

    def draft(self, **values: object) -> Showcase:
        """Make a draft through the form."""
        self.done("new", **{"title_vi": TITLE, **values})
        with self.app.app_context():
            newest = select(Showcase).order_by(Showcase.id.desc()).limit(1)
            return db.session.scalars(newest).one()

    def ready(self, numbers: str = "A1-A3") -> int:
        """Make a draft with place, a day and booths; return its id."""
        showcase = self.draft(place_vi="Sơn Tây").id
        self.done(f"{showcase}/days", **a_day(30), seen=self.seen(f"{showcase}/days"))
        self.done(f"{showcase}/booths", numbers=numbers)
        return showcase

    def seen(self, path: str, who: ShopClient | None = None) -> str:
        """Return the fingerprint that a form carries."""
        return value_of(self.get(path, who), "seen")

    def booth(self, number: str) -> Booth:
        """Return a booth by its number."""
        with self.app.app_context():
            newest = select(Booth).where(Booth.number == number).order_by(Booth.id.desc()).limit(1)
            return db.session.scalars(newest).one()

    def shop_id(self) -> int:
        """Return the id of the cooperative."""
        with self.app.app_context():
            found = select(User.cooperative_id).where(User.identifier == MAKER)
            return db.session.scalars(found).one() or 0

    def invite(self, showcase: int, number: str = "A1", **values: object) -> int:
        """Invite the cooperative to a booth; return the booth's id."""
        booth = self.booth(number).id
        self.done(f"{showcase}/booths/{booth}/invitation", cooperative_id=self.shop_id(), **values)
        return booth


def a_fair(app: Flask, language: str = "vi") -> Fair:
    """Make an organiser and a cooperative with goods on sale, and sign both in."""
    with app.app_context():
        shop = make_cooperative(slug="htx-cam", name_vi="HTX Cam Cao Phong", name_en="Orange Coop")
        make_product(cooperative=shop, slug="cam", name_vi="Cam lòng vàng")
        make_product(cooperative=shop, slug="mut", name_vi="Mứt cam")
        create_user(ORGANISER, PASSWORD, "organiser", name="Chị Tổ chức")
        create_user(MAKER, PASSWORD, "cooperative", shop, name="Chị Cam")
        db.session.commit()
    return Fair(app, signed_in(app, ORGANISER), signed_in(app, MAKER), language)


def a_day(days_ahead: int, opens: str = "8h", closes: str = "17h") -> dict[str, str]:
    """Return the first row of the form of days."""
    day = clock.today() + timedelta(days=days_ahead)
    return {
        "day-0-day": f"{day.day}/{day.month}/{day.year}",
        "day-0-opens": opens,
        "day-0-closes": closes,
    }


def value_of(text: str, name: str) -> str:
    """Return the value of a hidden field in a page."""
    start = text.index(f'name="{name}"')
    tag = text[text.rindex("<", 0, start) : text.index(">", start)]
    return tag.partition('value="')[2].partition('"')[0]

"""A small shop page to compare servers with: SQLAlchemy reads SQLite, Jinja renders some 30 KB.

The sort of work a real page does, and nothing else, so that the server's own share shows.
"""

from __future__ import annotations

import os

from flask import Flask, request
from flask_compress import Compress
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

CARDS = 24
PRODUCTS = 500

PAGE = """<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><title>Chợ Phiên</title></head><body>
{% for good in goods %}
<article id="g{{ good.id }}"><h2><a href="/vi/products/{{ good.slug }}">{{ good.name }}</a></h2>
<p>{{ good.maker }}, {{ good.district }}</p><p>{{ "{:,}".format(good.price) }} ₫</p>
<p>{{ good.story }}</p></article>
{% endfor %}
</body></html>"""


class Base(DeclarativeBase):
    """Be the parent of the toy's one table."""


class Good(Base):
    """Hold one good."""

    __tablename__ = "goods"
    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str]
    name: Mapped[str]
    maker: Mapped[str]
    district: Mapped[str] = mapped_column(index=True)
    price: Mapped[int]
    story: Mapped[str]


db = SQLAlchemy(model_class=Base)


def create_toy() -> Flask:
    """Create the toy app over the SQLite file named by TOY_DATABASE."""
    app = Flask(__name__)
    app.config["SQLALCHEMY_DATABASE_URI"] = f"sqlite:///{os.environ['TOY_DATABASE']}"
    db.init_app(app)
    Compress(app)
    page = app.jinja_env.from_string(PAGE)

    @app.post("/")
    def order() -> str:
        return f"{len(request.get_data())} bytes\n"

    @app.get("/")
    def goods() -> str:
        chosen = db.select(Good).where(Good.district == "huyện 3").order_by(Good.id).limit(CARDS)
        return page.render(goods=db.session.scalars(chosen).all())

    return app


def fill() -> None:
    """Write the toy's goods."""
    with create_toy().app_context():
        db.create_all()
        db.session.add_all(
            Good(
                slug=f"cam-cao-phong-{number}",
                name=f"Cam Cao Phong loại {number}",
                maker=f"Hợp tác xã số {number % 40}",
                district=f"huyện {number % 10}",
                price=25_000 + 1_000 * (number % 90),
                story=f"Lô {number}: " + "trồng trên đất đồi, hái tay, giao trong ngày. " * 20,
            )
            for number in range(PRODUCTS)
        )
        db.session.commit()

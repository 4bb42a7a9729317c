"""First things first: where the migrations are, and a shop made ready to serve."""

from __future__ import annotations

import secrets
from pathlib import Path

from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import select

from storefront import clock
from storefront.accounts.services import create_user, find_user, hashed
from storefront.catalogue.models import Product
from storefront.config import Settings
from storefront.cooperatives.models import Cooperative
from storefront.database import db
from storefront.importing import import_folder
from storefront.machines.shared_counts import forget_counts
from storefront.market.services import in_demo_mode
from storefront.sampling.loading import load_sample_showcase
from storefront.sampling.rolling import roll_samples

PACKAGE = Path(__file__).parent
DEMO_MARKET = PACKAGE / "markets" / "hoa-binh"
DEMO_PASSWORD = "cho-phien-demo"  # noqa: S105 — known to all, and only on loopback
DEMO_ORGANISER = "organiser@demo.example"
DEMO_SIGN_INS = (
    ("operator@demo.example", "operator"),
    ("htx@demo.example", "cooperative"),
    (DEMO_ORGANISER, "organiser"),
)


def migrations_folder() -> Path:
    """Return the migrations: inside an installed package, beside it in a checkout."""
    packaged = PACKAGE / "migrations"
    return packaged if packaged.is_dir() else PACKAGE.parent / "migrations"


def prepare(app: Flask) -> list[str]:
    """Migrate the database, load the demo market into an empty shop, and tell who can sign in."""
    settings: Settings = app.extensions["settings"]
    lines = []
    forget_counts(settings)
    with app.app_context():
        upgrade()
        if settings.demo is not False and _is_empty():
            import_folder(DEMO_MARKET, demo=True)
            db.session.commit()
        if in_demo_mode():
            lines = _demo_sign_ins(settings)
            _demo_showcase()
            db.session.commit()
    return lines


def _demo_showcase() -> None:
    """Open the sample showcase of the demo market, today."""
    organiser = find_user(DEMO_ORGANISER)
    if organiser is not None and load_sample_showcase(DEMO_MARKET, organiser) is None:
        roll_samples(clock.now())


def _is_empty() -> bool:
    return db.session.scalar(select(Product.id).limit(1)) is None


def _demo_sign_ins(settings: Settings) -> list[str]:
    """Make the demo accounts; passwords are random wherever others could reach the shop."""
    cooperative = db.session.scalar(select(Cooperative).order_by(Cooperative.id).limit(1))
    lines = []
    for identifier, role in DEMO_SIGN_INS:
        if role == "cooperative" and cooperative is None:
            continue
        password = DEMO_PASSWORD if settings.loopback else secrets.token_urlsafe(12)
        user = find_user(identifier)
        if user is None:
            user = create_user(
                identifier, password, role, cooperative if role == "cooperative" else None
            )
            user.is_sample = True
        else:
            user.password_hash = hashed(password)
        lines.append(f"{role}: {identifier} / {password}")
    return lines

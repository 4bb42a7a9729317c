"""Which market this is and whether sample data counts."""

from __future__ import annotations

from flask import current_app, g

from storefront.config import Settings
from storefront.database import db
from storefront.market.models import Market

OPERATOR_COLUMNS = (
    "operator_vi",
    "operator_en",
    "operator_address_vi",
    "operator_address_en",
    "representative",
    "business_number",
    "business_number_issued",
    "support_phone",
    "support_email",
)


def current_market() -> Market:
    """Return the market as the pages may show it.

    Outside demo mode a sample operator does not count: the market then has none.
    """
    stored = _stored_market()
    return stored if _demo(stored) or not stored.is_sample else _without_operator(stored)


def in_demo_mode() -> bool:
    """Tell whether sample prices, stock and certificates count.

    The DEMO setting decides; without it the shop is a demonstration until a market
    whose operator is no sample has been imported.
    """
    return _demo(_stored_market())


def _stored_market() -> Market:
    """Return the market's row, read once in a request; an unnamed one before any import."""
    if "market" not in g:
        g.market = db.session.get(Market, 1) or Market(**_column_defaults())
    market: Market = g.market
    return market


def _demo(market: Market) -> bool:
    settings: Settings = current_app.extensions["settings"]
    return settings.demo if settings.demo is not None else market.is_sample


def _without_operator(market: Market) -> Market:
    """Return a copy of a market that nobody answers for; it is not stored."""
    names = [column.name for column in Market.__table__.columns]
    shown = {name: getattr(market, name) for name in names if name not in OPERATOR_COLUMNS}
    return Market(**{**_column_defaults(), **shown, "is_sample": False})


def _column_defaults() -> dict[str, object]:
    return {
        column.name: column.default.arg
        for column in Market.__table__.columns
        if column.default is not None and column.default.is_scalar
    }

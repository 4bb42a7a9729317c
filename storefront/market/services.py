"""Which market this is and whether sample data counts."""

from __future__ import annotations

from flask import current_app, g

from storefront.config import Settings
from storefront.database import db
from storefront.market.models import Market


def current_market() -> Market:
    """Return the market's row, or an unnamed one before anything was imported.

    Read once in a request.
    """
    if "market" not in g:
        g.market = db.session.get(Market, 1) or Market(**_column_defaults())
    market: Market = g.market
    return market


def in_demo_mode() -> bool:
    """Tell whether sample prices, stock and certificates count.

    The DEMO setting decides; without it the shop is a demonstration until a market
    whose operator is no sample has been imported.
    """
    settings: Settings = current_app.extensions["settings"]
    return settings.demo if settings.demo is not None else current_market().is_sample


def _column_defaults() -> dict[str, object]:
    return {
        column.name: column.default.arg
        for column in Market.__table__.columns
        if column.default is not None and column.default.is_scalar
    }

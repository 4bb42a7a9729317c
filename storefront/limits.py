"""How often one visitor may try: against guessing and floods."""

from __future__ import annotations

from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from storefront.config import Settings

limiter = Limiter(key_func=get_remote_address, headers_enabled=False)


def init_limits(app: Flask, settings: Settings) -> None:
    """Switch the limits on or off, and keep their counts where the settings say."""
    app.config["RATELIMIT_ENABLED"] = settings.rate_limits
    app.config["RATELIMIT_STORAGE_URI"] = settings.rate_limit_storage
    limiter.init_app(app)

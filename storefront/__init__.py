"""Chợ Phiên: a bilingual storefront for the goods of a district's cooperatives."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask
from flask_compress import Compress

from storefront.accounts import link_routes as accounts
from storefront.accounts.signing_in import init_sign_in
from storefront.arriving import LONGEST_BODY, init_arriving
from storefront.assets import init_assets
from storefront.booth_sales import routes as receipts
from storefront.caching import init_caching
from storefront.cart import routes as cart
from storefront.catalogue import routes as catalogue
from storefront.checkout import routes as checkout
from storefront.cli import init_commands
from storefront.complaints import routes as complaints
from storefront.config import Settings
from storefront.cooperatives import routes as cooperatives
from storefront.database import db, migrate
from storefront.errors import init_errors
from storefront.footfall import routes as footfall
from storefront.htmx import init_htmx
from storefront.i18n.languages import PREFIX, init_languages
from storefront.illustrations import routes as illustrations
from storefront.installing import routes as installing
from storefront.leads import routes as leads
from storefront.limits import init_limits
from storefront.logs import init_logs
from storefront.machines import routes as machines
from storefront.manage import routes as manage
from storefront.media import routes as media
from storefront.operate import routes as operate
from storefront.ordering import routes as ordering
from storefront.organise import routes as organise
from storefront.pages import routes as pages
from storefront.search import routes as search
from storefront.security import init_proxies, init_security
from storefront.setup import migrations_folder
from storefront.sharing import routes as sharing
from storefront.showcase import routes as showcase
from storefront.stories import routes as stories
from storefront.styleguide import routes as styleguide
from storefront.templating import init_templates

SPEAKING = (
    catalogue,
    search,
    cooperatives,
    stories,
    cart,
    checkout,
    ordering,
    pages,
    complaints,
    accounts,
    showcase,
    receipts,
    leads,
    manage,
    organise,
    operate,
    styleguide,
)
SESSION_DAYS = 90


def create_app(settings: Settings | None = None) -> Flask:
    """Create the shop from its settings, by default those of the environment."""
    settings = settings or Settings.from_environ()
    app = Flask(__name__, static_folder=None)
    app.extensions["settings"] = settings
    app.config.update(flask_settings(settings))
    settings.data_dir.mkdir(parents=True, exist_ok=True)

    init_logs(app)
    init_proxies(app, settings)
    Compress(app)
    db.init_app(app)
    migrate.init_app(app, db, directory=str(migrations_folder()))
    init_security(app, settings)
    init_arriving(app)
    init_caching(app)
    init_languages(app)
    init_htmx(app)
    init_limits(app, settings)
    init_assets(app)
    init_sign_in(app)
    init_templates(app)
    init_errors(app)
    init_commands(app)
    footfall.init_footfall(app)

    for domain in SPEAKING:
        app.register_blueprint(
            domain.blueprint, url_prefix=PREFIX + (domain.blueprint.url_prefix or "")
        )
    app.register_blueprint(illustrations.blueprint)
    app.register_blueprint(installing.blueprint)
    app.register_blueprint(sharing.blueprint, url_prefix=f"/sharing{PREFIX}")
    app.register_blueprint(media.blueprint)
    app.register_blueprint(footfall.blueprint)
    app.register_blueprint(machines.blueprint)
    return app


def flask_settings(settings: Settings) -> dict[str, object]:
    """Return what Flask and its extensions read from `app.config`."""
    return {
        "SECRET_KEY": settings.secret_key,
        "SQLALCHEMY_DATABASE_URI": settings.database_url,
        "SQLALCHEMY_ENGINE_OPTIONS": {"hide_parameters": True},  # they hold names and phones
        "TRUSTED_HOSTS": list(settings.trusted_hosts),
        "MAX_CONTENT_LENGTH": LONGEST_BODY,
        "MAX_FORM_MEMORY_SIZE": LONGEST_BODY,
        "SESSION_COOKIE_NAME": "__Host-session" if settings.https else "session",
        "SESSION_COOKIE_SECURE": settings.https,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_REFRESH_EACH_REQUEST": False,
        "PERMANENT_SESSION_LIFETIME": timedelta(days=SESSION_DAYS),
        "PREFERRED_URL_SCHEME": "https" if settings.https else "http",
        "WTF_CSRF_TIME_LIMIT": None,  # the token lives as long as the session
        "COMPRESS_ALGORITHM": ["br", "zstd", "gzip"],
        "COMPRESS_BR_LEVEL": 5,
        "COMPRESS_MIN_SIZE": 500,
    }

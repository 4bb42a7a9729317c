"""What every template can use: prices, times, months, stars, and the market it stands in."""

from __future__ import annotations

from datetime import date, datetime
from urllib.parse import quote

from flask import Flask, current_app, g, request
from flask_babel import format_date, format_datetime

from storefront import clock
from storefront.config import Settings
from storefront.delivery.areas import area_names
from storefront.htmx import wants_fragment
from storefront.i18n.languages import current_language, localized_text
from storefront.market.services import current_market, in_demo_mode
from storefront.money import format_vnd
from storefront.phones import show_phone, tel_url, zalo_url

DAY = {"vi": "d/M/yyyy", "en": "d MMM yyyy"}


def init_templates(app: Flask) -> None:
    """Register the filters and globals of the shop's templates."""
    settings: Settings = app.extensions["settings"]
    env = app.jinja_env
    env.add_extension("jinja2.ext.i18n")
    env.trim_blocks = True
    env.lstrip_blocks = True
    env.optimized = False  # else a filter over a constant keeps the language that came first
    env.policies["ext.i18n.trimmed"] = True  # as babel.cfg extracts them
    env.filters.update(
        vnd=show_price,
        day=show_day,
        moment=show_moment,
        month=month_name,
        phone=show_phone,
        identifier=show_identifier,
        without_query=without_query,
        area_names=area_names,
    )
    env.globals.update(
        market=current_market,
        demo=in_demo_mode,
        today=clock.today,
        tel_url=tel_url,
        zalo_url=zalo_url,
        wants_fragment=wants_fragment,
        shop_name=shop_name,
        show_demo_notice=show_demo_notice,
        canonical_url=lambda: canonical_url(settings),
        absolute_url=lambda path: absolute_url(settings, path),
    )


def shop_name() -> str:
    """Return the market's name, also while the database does not answer."""
    return "Chợ Phiên" if g.get("database_down") else localized_text(current_market().name)


def show_demo_notice() -> bool:
    """Tell whether the page must say that its data is sample data."""
    return not g.get("database_down") and in_demo_mode()


def show_price(amount: int) -> str:
    """Write an amount of đồng as the page's language does."""
    return format_vnd(amount, current_language())


def show_day(day: date | datetime) -> str:
    """Write a day as people do: "22/11/2026" or "22 Nov 2026"."""
    return format_date(day, format=DAY[current_language()])


def show_moment(moment: datetime) -> str:
    """Write a moment in Việt Nam's time, to the minute."""
    return format_datetime(moment, format=f"HH:mm, {DAY[current_language()]}")


def show_identifier(identifier: str) -> str:
    """Write how somebody signs in as people do: an e-mail address, or a phone number."""
    return identifier if "@" in identifier else show_phone(identifier)


def month_name(month: int) -> str:
    """Name a month (1–12), such as "tháng 3" or "March"."""
    return format_date(date(2000, month, 1), format="MMMM")


def absolute_url(settings: Settings, path: str) -> str:
    """Return a path of the shop with its public host."""
    return (settings.base_url or request.host_url.rstrip("/")) + path


def public_url(path: str) -> str:
    """Return a path with the public host of the shop that answers."""
    return absolute_url(current_app.extensions["settings"], path)


def canonical_url(settings: Settings) -> str:
    """Return this page's one public address: without its query, but for a list's page number."""
    return absolute_url(settings, numbered(quote(request.path)))


def without_query(address: str) -> str:
    """Cut the query off an address, but for the page number that a list has shown."""
    return numbered(address.partition("?")[0])


def numbered(path: str) -> str:
    """Add the number of the list's page that is shown, from the second page on."""
    number = g.get("numbered_page")
    return f"{path}?page={number}" if number else path

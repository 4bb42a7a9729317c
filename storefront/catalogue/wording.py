"""Words for facts of goods that one value alone does not say."""

from __future__ import annotations

from babel import Locale
from babel.lists import format_list
from flask_babel import gettext as _

from storefront.catalogue.models import Product
from storefront.catalogue.selection import price_limits
from storefront.i18n.languages import current_language
from storefront.money import format_vnd


def ship_days(product: Product) -> str:
    """Name the weekdays on which fresh goods are sent, "" for any day."""
    locale = Locale(current_language())
    names = locale.days["format"]["wide"]
    days = [names[int(digit) - 1] for digit in product.ship_days if digit in "1234567"]
    return format_list(days, locale=locale) if days else ""


def sort_names() -> dict[str, str]:
    """Name the orders that a list can stand in."""
    return {
        "recommended": _("Recommended"),
        "district": _("By district and maker"),
        "price": _("Price, lowest first"),
        "price-desc": _("Price, highest first"),
        "name": _("By name"),
        "newest": _("Newest first"),
    }


def price_band_name(band: str) -> str:
    """Name a price band, such as "under ₫50,000"."""
    low, high = price_limits(band)
    language = current_language()
    if high is None:
        return _("%(low)s and more", low=format_vnd(low, language))
    if low == 0:
        return _("Under %(high)s", high=format_vnd(high, language))
    return _("%(low)s to %(high)s", low=format_vnd(low, language), high=format_vnd(high, language))


def stars_name(stars: int) -> str:
    """Name a filter by stars."""
    return _("OCOP 5-star") if stars == 5 else _("OCOP %(stars)s-star and more", stars=stars)


def reach_words(product: Product) -> str:
    """Say how far a product can travel."""
    return {
        "district": _("This travels within its own district only."),
        "province": _("This travels within its own province only."),
        "elsewhere": _("This is sent to every province of Vietnam."),
    }[product.reach]

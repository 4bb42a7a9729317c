"""Channels, places and weeks in words."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import format_date, format_percent
from flask_babel import gettext as _

from storefront.cooperatives.wording import province_name
from storefront.i18n.bilingual import Bilingual
from storefront.i18n.languages import current_language, localized_text
from storefront.market.services import current_market
from storefront.reporting.periods import Week
from storefront.reporting.sales import CARRIED_AWAY, SEMINAR
from storefront.reporting.services import Place

MOST_TIMES = 10
DAY_AND_MONTH = {"vi": "d/M", "en": "d MMM"}


def channel_words(channel: str) -> str:
    """Name a channel; one without a name here by its own word."""
    return {
        "bank_transfer": _("On the web, by bank transfer"),
        "cod": _("On the web, cash on delivery"),
        SEMINAR: _("At a booth, carried away"),
    }.get(channel, channel)


def place_words(place: Place, districts: Mapping[int, Bilingual]) -> str:
    """Name the heritage district or else the province that buyers live in.

    The market's own province is what is left of it beside its heritage districts.
    """
    if place.district_id is not None:
        return localized_text(districts[place.district_id])
    if place.province_code == CARRIED_AWAY:
        return _("Carried away from a booth")
    name = province_name(place.province_code) or _("Unknown place")
    if place.province_code == current_market().province_code:
        return _("%(province)s, other districts", province=name)
    return name


def week_words(week: Week) -> str:
    """Name a week by its days, such as "16/11 – 22/11"."""
    first, last = short_day(week), format_date(week.last, DAY_AND_MONTH[current_language()])
    return first if week.first == week.last else f"{first} – {last}"


def short_day(week: Week) -> str:
    """Name a week by its first day."""
    return format_date(week.first, DAY_AND_MONTH[current_language()])


def change_words(now: int, before: int) -> str:
    """Say how much more or less there is than before, "" where a share would say nothing."""
    if not before or now > MOST_TIMES * before:
        return ""
    if round(100 * abs(now - before) / before) == 0:
        return _("about the same")
    share = format_percent(abs(now - before) / before)
    return _("%(share)s more", share=share) if now > before else _("%(share)s less", share=share)

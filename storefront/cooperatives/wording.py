"""Words for what a maker is and where it stands."""

from __future__ import annotations

from flask_babel import gettext as _

from storefront.cooperatives.models import Cooperative, District
from storefront.i18n.bilingual import Bilingual
from storefront.i18n.languages import current_language
from storefront.places.directory import province

PLACE_KINDS = {"Xã", "Phường", "Thị", "Huyện", "Thành", "Quận", "Đặc"}


def maker_kind_name(kind: str) -> str:
    """Say what kind of maker it is: by far not all are cooperatives."""
    return {
        "cooperative": _("Cooperative"),
        "company": _("Company"),
        "household": _("Household business"),
        "workshop": _("Workshop"),
        "group": _("Group of producers"),
    }[kind]


def former_name(district: District) -> str:
    """Name a district so that nobody takes it for part of an address of today."""
    vietnamese = current_language() == "vi"
    name = _within_sentence(district.name if vietnamese else district.short_name)
    return _("%(district)s, former district", district=name)


def province_name(code: str) -> str:
    """Name a province in the page's language, "" for an unknown one."""
    found = province(code)
    return found.name(current_language()) if found else ""


def place_today(maker: Cooperative) -> str:
    """Name the commune and province of today within a sentence, as far as they are known."""
    if maker.commune is None:
        return ""
    commune = _within_sentence(maker.commune.name)
    return ", ".join(part for part in (commune, province_name(maker.commune.province_code)) if part)


def _within_sentence(name: Bilingual) -> str:
    """Write a place's name as it stands within a sentence: "xã Thung Nai", "Thung Nai Commune"."""
    language = current_language()
    shown = name.in_locale(language)
    kind, space, rest = shown.partition(" ")
    return kind.lower() + space + rest if kind in PLACE_KINDS else shown

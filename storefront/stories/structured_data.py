"""What search engines read of a story, in the words of schema.org."""

from __future__ import annotations

from typing import Any

from storefront.catalogue.structured_data import CONTEXT, Data
from storefront.cooperatives.models import Cooperative
from storefront.i18n.bilingual import Bilingual


def story_data(  # noqa: PLR0913 — each is a fact of the page
    maker: Cooperative, language: str, *, address: str, maker_address: str, picture: str, shop: str
) -> Data:
    """Return an article about an organisation; addresses are absolute."""
    name = maker.name.in_locale(language)
    about: dict[str, Any] = {"@type": "Organization", "name": name, "url": maker_address}
    if maker.founded_year:
        about["foundingDate"] = str(maker.founded_year)
    about["location"] = {"@type": "Place", "name": _place(maker, language)}
    publisher = {"@type": "Organization", "name": shop}
    data: Data = {
        "@context": CONTEXT,
        "@type": "Article",
        "headline": name,
        "inLanguage": maker.story.language_shown(language),
        "image": picture,
        "url": address,
        "mainEntityOfPage": address,
        "about": about,
        "author": publisher,
        "publisher": publisher,
    }
    if maker.summary:
        data["description"] = maker.summary.in_locale(language)
    return data


def _place(maker: Cooperative, language: str) -> str:
    district: Bilingual = maker.district.short_name
    return ", ".join(part for part in (maker.old_commune_vi, district.in_locale(language)) if part)

"""What the columns of goods, packs and certificates are called where the log names them."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import lazy_gettext as _

from storefront.delivery.wording import TERMS

FIELDS: Mapping[str, str] = {
    **TERMS,
    "name_vi": _("Name in Vietnamese"),
    "name_en": _("Name in English"),
    "category_id": _("Kind"),
    "description_vi": _("What it is, in Vietnamese"),
    "description_en": _("What it is, in English"),
    "net_weight": _("Measure: weight, volume or number"),
    "unit_vi": _("Sold by, in Vietnamese"),
    "unit_en": _("Sold by, in English"),
    "use_by_vi": _("Use by, in Vietnamese"),
    "use_by_en": _("Use by, in English"),
    "ingredients_vi": _("Ingredients or material, in Vietnamese"),
    "ingredients_en": _("Ingredients or material, in English"),
    "storage_vi": _("How to keep it, in Vietnamese"),
    "storage_en": _("How to keep it, in English"),
    "origin_vi": _("Origin, in Vietnamese"),
    "origin_en": _("Origin, in English"),
    "season_first": _("Season"),
    "season_last": _("Season"),
    "reach": _("How far it can travel"),
    "ship_days": _("Days on which it is sent"),
    "is_alcohol": _("This is alcohol"),
    "motif": _("Drawing, while there is no photo"),
    "label_vi": _("Pack size"),
    "label_en": _("Pack size in English"),
    "weight_g": _("Weight"),
    "is_active": _("For sale"),
    "stars": _("Stars"),
    "number": _("Decision number"),
    "issuer_vi": _("Issuer"),
    "issuer_en": _("Issuer in English"),
    "issued_on": _("Issued on"),
    "expires_on": _("Ends on"),
    "title_vi": _("Title, in Vietnamese"),
    "title_en": _("Title, in English"),
    "theme_vi": _("Theme in one line, in Vietnamese"),
    "theme_en": _("Theme, in English"),
    "place_vi": _("Place, in Vietnamese"),
    "place_en": _("Place, in English"),
    "address_vi": _("Address, in Vietnamese"),
    "address_en": _("Address, in English"),
    "words_vi": _("Words, in Vietnamese"),
    "words_en": _("Words, in English"),
    "shows_counts": _("Show live counts of visits and sales on the big screen"),
    "host": _("Host: who receives visitors"),
}

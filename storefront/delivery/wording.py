"""What each of a maker's terms is called, in forms and in the log."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import lazy_gettext as _

TERMS: Mapping[str, str] = {
    "district_fee_vnd": _("Fee in our former district"),
    "province_fee_vnd": _("Fee in the province"),
    "elsewhere_fee_vnd": _("Fee to other provinces"),
    "included_weight_g": _("Weight in the fee"),
    "extra_kg_vnd": _("Each kilogram more"),
    "free_from_vnd": _("Free within the province from"),
    "unserved": _("Areas you do not deliver to"),
    "days_min": _("Days on the way, at least"),
    "days_max": _("Days on the way, at most"),
    "offers_pickup": _("Buyers may fetch their goods"),
    "pickup_vi": _("Where and when to fetch (Vietnamese)"),
    "pickup_en": _("Where and when to fetch (English)"),
    "accepts_cod": _("Cash on delivery"),
    "accepts_transfer": _("Bank transfer (VietQR)"),
    "cash_ceiling_vnd": _("Cash up to"),
    "hold_hours": _("Hours an unpaid transfer holds the goods"),
    "confirm_hours": _("Hours to confirm a cash order"),
    "inspection_vi": _("Looking at the goods (Vietnamese)"),
    "inspection_en": _("Looking at the goods (English)"),
    "returns_vi": _("Taking goods back (Vietnamese)"),
    "returns_en": _("Taking goods back (English)"),
}

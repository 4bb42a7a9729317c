"""The files of a market's folder, and their columns.

Needed columns are those of the published catalogue; every other one may be left out. Columns
called `sample_…` and rows marked `sample` count in demo mode only.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from storefront.catalogue.models import REACHES
from storefront.cooperatives.models import MAKER_KINDS, TOLD_KINDS
from storefront.importing import cells
from storefront.importing.reading import Column
from storefront.text import clean_line, clean_text


@dataclass(frozen=True, slots=True)
class File:
    """Describe one file of the folder; `key` is what each row is known by."""

    name: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    needed: bool = False


def _key(name: str, parse: Any = cells.slug) -> Column:
    return Column(name, parse, filled=True)


def _may(name: str, parse: Any = clean_line, empty: Any = "") -> Column:
    return Column(name, parse, empty, needed=False)


def _number(name: str, parse: Any) -> Column:
    return _may(name, parse, None)


def _flag(name: str) -> Column:
    return _may(name, cells.yes_or_no, None)


def _both(name: str, parse: Any = clean_line) -> tuple[Column, Column]:
    return _may(f"{name}_vi", parse), _may(f"{name}_en", parse)


NAMES = (Column("name_vi", filled=True), Column("name_en"))
# Where a fact was found is for people to read.
ORIGIN = (_may("confidence", None), _may("source", None))
CERTIFICATE = ("number", "issuer", "issued_on", "expires_on")

DISTRICTS = File(
    "districts.csv",
    ("slug",),
    (
        _key("slug"),
        *NAMES,
        Column("kind", cells.slug, "district"),
        *_both("intro", clean_text),
        *_both("known_for"),
        _may("motif", cells.slug),
        *ORIGIN,
    ),
    needed=True,
)

COOPERATIVES = File(
    "cooperatives.csv",
    ("slug",),
    (
        _key("slug"),
        *NAMES,
        _key("district_slug"),
        Column("commune_vi"),
        Column("founded_year", cells.year, None),
        Column("members", cells.whole(1, 1_000_000), None),
        Column("food_safety_certificate", cells.yes_or_no, False),
        _may("phone_public", cells.phone),
        _may("sample_phone"),
        _may("maker_kind", cells.one_of(*MAKER_KINDS)),
        *_both("summary"),
        *_both("story", clean_text),
        *(
            _may(f"{sample}{name}")
            for sample in ("", "sample_")
            for name in ("legal_name", "legal_address", "business_number", "alcohol_licence")
        ),
        *ORIGIN,
    ),
    needed=True,
)

PRODUCTS = File(
    "products.csv",
    ("slug",),
    (
        _key("slug"),
        *NAMES,
        _key("cooperative_slug"),
        _key("category"),
        Column("ocop_stars", cells.stars, None),
        Column("ocop_year", cells.year, None),
        Column("unit_vi"),
        Column("unit_en"),
        Column("net_weight"),
        Column("price_vnd", cells.price, None),
        Column("season_months", cells.season, None),
        _may("quoted_price_vnd", None),
        *_both("description", clean_text),
        *_both("use_by"),
        *_both("ingredients", clean_text),
        *_both("storage", clean_text),
        *_both("origin"),
        *_both("pack"),
        _number("weight_g", cells.weight),
        _number("stock", cells.stock),
        _number("sample_price_vnd", cells.price),
        _number("sample_stock", cells.stock),
        _flag("alcohol"),
        _may("reach", cells.one_of(*REACHES)),
        _may("ship_days", cells.weekdays),
        _may("motif", cells.slug),
        _may("motif_secondary", cells.slug),
        _may("certificate_number"),
        _may("certificate_issuer"),
        _may("certificate_issuer_en"),
        _number("certificate_issued_on", cells.day),
        _number("certificate_expires_on", cells.day),
        _may("sample_certificate_number"),
        _may("sample_certificate_issuer"),
        _may("sample_certificate_issuer_en"),
        _number("sample_certificate_issued_on", cells.rolling_day),
        _number("sample_certificate_expires_on", cells.rolling_day),
        *ORIGIN,
    ),
    needed=True,
)

COMMUNES = File(
    "communes.csv",
    ("code",),
    (
        _key("code", cells.official_code),
        *NAMES,
        _key("new_province_code", cells.official_code),
        _key("old_district_slug"),
        _may("merged_from_vi"),
        *ORIGIN,
    ),
)

CATEGORIES = File(
    "categories.csv",
    ("slug",),
    (
        _key("slug"),
        *NAMES,
        _may("motif", cells.slug),
        _number("position", cells.whole(0, 10_000)),
    ),
)

MAP = File(
    "map.csv",
    ("district_slug",),
    (
        _key("district_slug"),
        Column("col", cells.whole(1, 100), None, filled=True),
        Column("row", cells.whole(1, 100), None, filled=True),
        _may("neighbours", cells.slugs),
    ),
)

STORIES = File(
    "stories.csv",
    ("cooperative_slug", "position"),
    (
        _key("cooperative_slug"),
        Column("position", cells.whole(1, 1_000), None, filled=True),
        Column("kind", cells.one_of(*TOLD_KINDS), filled=True),
        *_both("heading"),
        Column("body_vi", clean_text, filled=True),
        _may("body_en", clean_text),
        *ORIGIN,
    ),
)

VARIANTS = File(
    "variants.csv",
    ("product_slug", "code"),
    (
        _key("product_slug"),
        _key("code"),
        Column("label_vi", filled=True),
        _may("label_en"),
        _number("weight_g", cells.weight),
        _number("price_vnd", cells.price),
        _number("stock", cells.stock),
        _number("sample_price_vnd", cells.price),
        _number("sample_stock", cells.stock),
        _number("position", cells.whole(0, 10_000)),
    ),
)

ACCOUNTS = File(
    "accounts.csv",
    ("cooperative_slug",),
    (
        _key("cooperative_slug"),
        _key("bank_bin", cells.bank_bin),
        _key("number", cells.account_number),
        _key("holder", cells.account_holder),
        _flag("sample"),
    ),
)

DELIVERY = File(
    "delivery.csv",
    ("cooperative_slug",),
    (
        _key("cooperative_slug"),
        _number("district_fee_vnd", cells.fee),
        _number("province_fee_vnd", cells.fee),
        _number("elsewhere_fee_vnd", cells.fee),
        _number("included_weight_g", cells.weight),
        _number("extra_kg_vnd", cells.fee),
        _number("free_from_vnd", cells.price),
        *_both("pickup"),
        _number("days_min", cells.whole(0, cells.LONGEST_DAYS)),
        _number("days_max", cells.whole(0, cells.LONGEST_DAYS)),
        _number("hold_hours", cells.whole(1, cells.LONGEST_HOURS)),
        _number("confirm_hours", cells.whole(1, cells.LONGEST_HOURS)),
        _flag("accepts_cod"),
        _flag("accepts_transfer"),
        *_both("inspection", clean_text),
        *_both("returns", clean_text),
        _flag("sample"),
    ),
)

MARKET = File(
    "market.csv",
    ("name_vi",),
    (
        Column("name_vi", filled=True),
        _may("name_en"),
        *_both("region"),
        *_both("tagline"),
        _may("province_code", cells.official_code),
        *_both("operator"),
        *_both("operator_address"),
        _may("representative"),
        _may("business_number"),
        _may("business_number_issued"),
        _may("support_phone"),
        _may("support_email"),
        _flag("is_sample"),
    ),
)

FILES = (
    DISTRICTS,
    COMMUNES,
    COOPERATIVES,
    STORIES,
    CATEGORIES,
    PRODUCTS,
    VARIANTS,
    MAP,
    ACCOUNTS,
    DELIVERY,
    MARKET,
)

"""The kinds of goods, the goods, and their certificates."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from storefront.catalogue.models import Category, Certificate, Product
from storefront.cooperatives.models import Cooperative
from storefront.database import db
from storefront.i18n.bilingual import LANGUAGES
from storefront.importing.columns import CATEGORIES, CERTIFICATE, PRODUCTS
from storefront.importing.folder import Folder
from storefront.importing.merging import ImportReport, Rows
from storefront.importing.reading import Row
from storefront.text import sort_key

# What the shipped market calls its kinds: a folder that names none may use the same slugs.
USUAL_KINDS = Path(__file__).parents[1] / "markets" / "hoa-binh" / "categories.csv"
SPIRITS = ("Rượu", "Tiên tửu")
LABEL = ("use_by", "ingredients", "storage", "origin")
COPIED = (
    "name_vi",
    "name_en",
    "unit_vi",
    "unit_en",
    "net_weight",
    "description_vi",
    "description_en",
    *(f"{name}_{language}" for name in LABEL for language in LANGUAGES),
    "motif",
    "motif_secondary",
    "ship_days",
)


def write_categories(folder: Folder, report: ImportReport) -> dict[str, Category]:
    """Write the kinds that categories.csv names, or those that the products use."""
    categories = Rows(report, Category, "slug")
    named = folder.rows(CATEGORIES)
    kinds = [dict(row.values) for row in named] if named else list(_used_kinds(folder))
    for place, values in enumerate(kinds, start=1):
        if values.get("position") is None:
            values["position"] = place
        categories.put(values["slug"], values)
    db.session.flush()
    return categories.known


def _used_kinds(folder: Folder) -> Iterable[dict[str, Any]]:
    """Yield the kinds of the products, labelled as usual or else by their slug."""
    usual = usual_kinds()
    used = {row["category"] for row in folder.rows(PRODUCTS)}
    for slug in [*usual, *sorted(used - usual.keys())]:
        if slug in used:
            label = slug.replace("-", " ").capitalize()
            yield {"slug": slug, **usual.get(slug, {"name_vi": label, "name_en": label})}


def usual_kinds() -> dict[str, dict[str, str]]:
    """Return names and motifs of the kinds that the shipped market knows, by slug."""
    with USUAL_KINDS.open(encoding="utf-8", newline="") as stream:
        return {
            row["slug"]: {name: row[name] for name in ("name_vi", "name_en", "motif")}
            for row in csv.DictReader(stream)
        }


def write_products(
    folder: Folder,
    report: ImportReport,
    makers: dict[str, Cooperative],
    kinds: dict[str, Category],
) -> dict[str, Product]:
    """Write the goods; return them by slug."""
    products = Rows(report, Product, "slug")
    for row in folder.rows(PRODUCTS):
        first, last = row["season_months"] or (None, None)
        values = {name: row[name] for name in COPIED if name in row.values}
        values |= {
            "slug": row["slug"],
            "cooperative_id": makers[row["cooperative_slug"]].id,
            "category_id": kinds[row["category"]].id,
            "season_first": first,
            "season_last": last,
            "is_alcohol": _is_alcohol(row),
            "last_stars": row["ocop_stars"],
            "last_rated_year": row["ocop_year"],
        }
        if row.get("reach"):
            values["reach"] = row["reach"]
        together = [("season_first", "season_last"), ("last_stars", "last_rated_year")]
        product = products.put(row["slug"], values, together)
        product.sort_key_vi = sort_key(product.name_vi)
        product.sort_key_en = sort_key(product.name_en or product.name_vi)
    db.session.flush()
    return products.known


def _is_alcohol(row: Row) -> bool:
    """Take the column's word, or else the name's."""
    stated = row.get("alcohol")
    return bool(row["name_vi"].startswith(SPIRITS)) if stated is None else stated


def write_certificates(
    folder: Folder, report: ImportReport, products: dict[str, Product], *, demo: bool
) -> None:
    """Write real certificates, and in demo mode the samples of goods that have no real one."""
    certificates = Rows(report, Certificate, "product_id", "number")
    for row in folder.rows(PRODUCTS):
        product = products[row["slug"]]
        if row.get("certificate_number"):
            values = _certificate(row, "certificate", product.id)
        elif demo and row.get("sample_certificate_number"):
            values = _certificate(row, "sample_certificate", product.id)
            held = certificates.known.get((product.id, values["number"]))
            if held is not None:  # its days rolled once, on the day it came
                values["issued_on"], values["expires_on"] = _days_of(held)
        else:
            continue
        together = [("stars", "issued_on", "expires_on", "is_sample")]
        certificates.put((product.id, values["number"]), values, together)
    db.session.flush()


def _certificate(row: Row, prefix: str, product_id: int) -> dict[str, Any]:
    number, issuer, issued_on, expires_on = (row[f"{prefix}_{part}"] for part in CERTIFICATE)
    return {
        "product_id": product_id,
        "number": number,
        "issuer_vi": issuer,
        "issuer_en": row.get(f"{prefix}_issuer_en", ""),
        "issued_on": issued_on,
        "expires_on": expires_on,
        "stars": row["ocop_stars"],
        "is_sample": prefix.startswith("sample"),
    }


def _days_of(certificate: Certificate) -> tuple[date, date]:
    return certificate.issued_on, certificate.expires_on

"""The pack sizes of each product, their prices, and the stock they begin with."""

from __future__ import annotations

from collections import Counter
from typing import Any

from sqlalchemy import select

from storefront.catalogue.models import Product, Variant
from storefront.database import db
from storefront.importing.columns import PRODUCTS
from storefront.importing.folder import Folder, variants_by_product
from storefront.importing.merging import ImportReport, Rows, merge
from storefront.importing.reading import Row
from storefront.stock.models import StockRecord
from storefront.stock.services import set_sellable
from storefront.weights import GRAMS, weight_of

USUAL_WEIGHT_G = 1_000
ONLY_PACK = ""
PRICE = ("price_vnd", "price_is_sample")


def write_packs(
    folder: Folder, report: ImportReport, products: dict[str, Product], *, demo: bool
) -> None:
    """Write every product's pack sizes: those of variants.csv, or one, the product's own unit."""
    packs = Rows(report, Variant, "product_id", "code")
    sizes = {product_id for product_id, code in packs.known if code != ONLY_PACK}
    listed = variants_by_product(folder)
    sold: list[tuple[Row, Variant]] = []
    for row in folder.rows(PRODUCTS):
        product = products[row["slug"]]
        lines = listed.get(row["slug"])
        if lines:
            sold += [(line, _listed(packs, product, line, demo=demo)) for line in lines]
            _retire_only_pack(packs, product)
        elif product.id not in sizes:  # sizes gone from the folder are still sold
            sold.append((row, _only_pack(packs, product, row, demo=demo)))
    db.session.flush()
    _write_stock(report, sold, demo=demo)


def _listed(packs: Rows[Variant], product: Product, row: Row, *, demo: bool) -> Variant:
    """Write one line of variants.csv."""
    values = {
        "product_id": product.id,
        "code": row["code"],
        "label_vi": row["label_vi"],
        "label_en": row.get("label_en", ""),
        "weight_g": row.get("weight_g") or weight_of(row["label_vi"]) or USUAL_WEIGHT_G,
        "position": row.get("position") or 0,
        **_price(row, demo=demo),
    }
    return packs.put((product.id, row["code"]), values, [PRICE])


def _only_pack(packs: Rows[Variant], product: Product, row: Row, *, demo: bool) -> Variant:
    """Write the one pack of a product that variants.csv does not list."""
    label_vi, label_en = _label(row)
    values = {
        "product_id": product.id,
        "code": ONLY_PACK,
        "label_vi": label_vi,
        "label_en": label_en,
        "weight_g": row.get("weight_g") or _weight(row, label_vi),
        **_price(row, demo=demo),
    }
    return packs.put((product.id, ONLY_PACK), values, [PRICE])


def _retire_only_pack(packs: Rows[Variant], product: Product) -> None:
    """Take the product's own unit off sale once pack sizes are listed."""
    pack = packs.known.get((product.id, ONLY_PACK))
    if pack is not None and merge(pack, {"is_active": False}):
        packs.report.note(pack, "updated")


def _label(row: Row) -> tuple[str, str]:
    """Return what a buyer gets for the price, in both languages."""
    if row.get("pack_vi"):
        return row["pack_vi"], row.get("pack_en", "")
    unit_vi, unit_en, net = row["unit_vi"], row["unit_en"], row["net_weight"]
    if unit_vi.lower() in GRAMS:
        return f"1 {unit_vi}", f"1 {unit_en or unit_vi}"
    if unit_vi and net:
        return f"{unit_vi} {net}", f"{unit_en or unit_vi}, {net}"
    return unit_vi or net, unit_en or net


def _weight(row: Row, label: str) -> int:
    """Return grams: by the unit when it is a measure, or else the most the label says."""
    return (
        GRAMS.get(row["unit_vi"].lower())
        or weight_of(label)
        or weight_of(row["net_weight"])
        or USUAL_WEIGHT_G
    )


def _price(row: Row, *, demo: bool) -> dict[str, Any]:
    """Return the real price, or in demo mode the sample that stands for it."""
    real = row.get("price_vnd")
    sample = row.get("sample_price_vnd") if demo and real is None else None
    return {"price_vnd": real or sample, "price_is_sample": sample is not None}


def _write_stock(report: ImportReport, sold: list[tuple[Row, Variant]], *, demo: bool) -> None:
    """Give packs the stock they begin with; what has been counted since is never overwritten.

    Only real numbers take the place of sample ones. Until somebody says a number there is no
    record, and nothing can be sold.
    """
    known = {record.variant_id: record for record in db.session.scalars(select(StockRecord))}
    outcomes: Counter[str] = Counter()
    for row, pack in sorted(sold, key=lambda each: each[1].id):
        real = row.get("stock")
        number = row.get("sample_stock") if demo and real is None else real
        if number is None:
            continue
        record = known.get(pack.id)
        if record is None or (record.is_sample and real is not None):
            set_sellable(pack.id, number, is_sample=real is None)
            outcomes["updated" if record else "added"] += 1
        else:
            outcomes["unchanged"] += 1
    db.session.flush()
    report.add(StockRecord.__tablename__, outcomes)

"""Bringing a market's folder of CSV files into the shop: all of it or nothing."""

from __future__ import annotations

from pathlib import Path

from flask import current_app, g

from storefront.catalogue.models import Category, Product
from storefront.config import Settings
from storefront.cooperatives.models import Cooperative, District, DistrictCommune, StoryBlock
from storefront.database import db
from storefront.importing.columns import MARKET
from storefront.importing.folder import Folder, read_folder
from storefront.importing.goods import (
    write_categories,
    write_certificates,
    write_products,
)
from storefront.importing.makers import (
    write_accounts,
    write_cooperatives,
    write_delivery,
)
from storefront.importing.merging import ImportReport
from storefront.importing.packs import write_packs
from storefront.importing.places import (
    write_communes,
    write_districts,
    write_market,
)
from storefront.importing.reading import ImportRefused, Problem
from storefront.importing.stories import write_stories
from storefront.market.services import in_demo_mode
from storefront.search.services import reindex

# What search documents are made of; a change of one may stand in many.
FINDABLE = {District, DistrictCommune, Cooperative, StoryBlock, Category, Product}

__all__ = ["ImportRefused", "ImportReport", "Problem", "import_folder"]


def import_folder(folder: Path, *, demo: bool | None = None) -> ImportReport:
    """Import a market's folder and make it findable; the caller commits.

    Run again it changes nothing; rows gone from the folder stay. Sample values count when
    `demo` says so, by default when the shop will be in demo mode after the import. Raises
    ImportRefused with every problem of every file, having changed nothing.
    """
    read = read_folder(folder)
    if demo is None:
        demo = _demo_after(read)
    report = ImportReport(ignored=read.ignored)
    with db.session.no_autoflush:
        write_market(read, report)
        districts = write_districts(read, report)
        codes = write_communes(read, report, districts)
        makers = write_cooperatives(read, report, districts, codes, demo=demo)
        write_stories(read, report, makers)
        write_accounts(read, report, makers, demo=demo)
        write_delivery(read, report, makers, demo=demo)
        kinds = write_categories(read, report)
        products = write_products(read, report, makers, kinds)
        write_certificates(read, report, products, demo=demo)
        write_packs(read, report, products, demo=demo)
    g.pop("market", None)
    if FINDABLE & report.touched:
        reindex()
    return report


def _demo_after(folder: Folder) -> bool:
    """Tell whether the shop will be in demo mode once this folder is its market."""
    settings: Settings = current_app.extensions["settings"]
    rows = folder.rows(MARKET)
    stated = rows[0].get("is_sample") if rows else None
    if settings.demo is not None or stated is None:
        return in_demo_mode()
    return bool(stated)

"""The market itself, its districts, and the communes of today."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

from sqlalchemy import select

from storefront.cooperatives.models import District, DistrictCommune
from storefront.database import db
from storefront.importing.columns import COMMUNES, DISTRICTS, MAP, MARKET
from storefront.importing.folder import Folder
from storefront.importing.merging import ImportReport, Rows
from storefront.market.models import Market
from storefront.text import sort_key

ONLY_MARKET = 1
_KIND_OF_COMMUNE = re.compile(r"^(?:Xã|Phường|Thị trấn|Đặc khu) ")
_ONLY_A_PART = "(một phần)"

# For each district's slug: a commune's old or present name, to the codes it may be now.
CommuneCodes = dict[str, dict[str, set[str]]]


def write_market(folder: Folder, report: ImportReport) -> None:
    """Write whose market this is; without market.csv only the province, if there is one."""
    rows = folder.rows(MARKET)
    markets = Rows(report, Market, "id")
    if rows:
        values = {name: value for name, value in rows[0].values.items() if value is not None}
        values.setdefault("is_sample", True)  # a real market says so
    elif markets.known:
        return
    else:
        values = {"is_sample": True}
    if not values.get("province_code"):
        values["province_code"] = _province(folder)
    markets.put(ONLY_MARKET, {"id": ONLY_MARKET, **values})


def _province(folder: Folder) -> str:
    """Return the province in which most of the communes lie today."""
    codes = Counter(row["new_province_code"] for row in folder.rows(COMMUNES))
    return str(codes.most_common(1)[0][0]) if codes else ""


def write_districts(folder: Folder, report: ImportReport) -> dict[str, District]:
    """Write the districts and their places on the map; return them by slug."""
    places = {row["district_slug"]: row for row in folder.rows(MAP)}
    districts = Rows(report, District, "slug")
    for row in folder.rows(DISTRICTS):
        values = dict(row.values)
        if place := places.get(row["slug"]):
            values["map_column"], values["map_row"] = place["col"], place["row"]
            values["neighbours"] = place.get("neighbours", "")
        district = districts.put(row["slug"], values, [("map_column", "map_row")])
        district.sort_key = sort_key(district.short_name.vi)
    db.session.flush()
    return districts.known


def write_communes(
    folder: Folder, report: ImportReport, districts: dict[str, District]
) -> CommuneCodes:
    """Write the communes of today; return what each old name became.

    Nobody edits this official list by hand, so the folder's word holds.
    """
    known = {commune.code: commune for commune in db.session.scalars(select(DistrictCommune))}
    codes: CommuneCodes = defaultdict(lambda: defaultdict(set))
    for row in folder.rows(COMMUNES):
        values = {
            "name_vi": row["name_vi"],
            "name_en": row["name_en"],
            "province_code": row["new_province_code"],
            "district_id": districts[row["old_district_slug"]].id,
            "merged_from_vi": row.get("merged_from_vi", ""),
        }
        commune = known.get(row["code"])
        if commune is None:
            commune = DistrictCommune(code=row["code"], **values)
            db.session.add(commune)
            report.note(commune, "added")
        else:
            changed = any(getattr(commune, name) != value for name, value in values.items())
            for name, value in values.items():
                setattr(commune, name, value)
            report.note(commune, "updated" if changed else "unchanged")
        _note_old_names(codes[row["old_district_slug"]], commune)
    db.session.flush()
    return codes


def _note_old_names(codes: dict[str, set[str]], commune: DistrictCommune) -> None:
    """Note what became this commune; a commune that was divided has no one heir."""
    for part in (commune.merged_from_vi or commune.name_vi).split(" + "):
        name = part.partition(" - ")[0].replace(_ONLY_A_PART, "").strip()
        heirs = {commune.code, _ONLY_A_PART} if _ONLY_A_PART in part else {commune.code}
        for spelling in {name, _KIND_OF_COMMUNE.sub("", name)}:
            codes[spelling] |= heirs


def commune_of_today(codes: CommuneCodes, district_slug: str, old_name: str) -> str | None:
    """Return the code of the commune in which all of an old one lies, None where unsure."""
    heirs = codes.get(district_slug, {}).get(old_name, set())
    return next(iter(heirs)) if len(heirs) == 1 else None

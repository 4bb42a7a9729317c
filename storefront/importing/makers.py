"""The makers, where they are paid, and how they deliver."""

from __future__ import annotations

import re
from typing import Any

from storefront.cooperatives.models import Cooperative, District
from storefront.database import db
from storefront.delivery.models import DeliveryTerms
from storefront.importing.columns import ACCOUNTS, COOPERATIVES, DELIVERY
from storefront.importing.folder import Folder
from storefront.importing.merging import ImportReport, Rows
from storefront.importing.places import CommuneCodes, commune_of_today
from storefront.importing.reading import Row
from storefront.payments.models import BankAccount
from storefront.stories.content import PAGE_TEXTS
from storefront.stories.versions import makers_who_published
from storefront.text import sort_key

LEGAL = ("legal_name", "legal_address", "business_number", "alcohol_licence")
PHONE = ("phone", "phone_is_sample")
ACCOUNT = ("bank_bin", "number", "holder", "is_sample")
# A cell left empty here says something: not delivered to that zone, never free.
MEANINGFUL_WHEN_EMPTY = {
    "district_fee_vnd",
    "province_fee_vnd",
    "elsewhere_fee_vnd",
    "free_from_vnd",
}
COPIED = (*PAGE_TEXTS, "founded_year", "members")

_KINDS = (
    (re.compile(r"(?:HTX|Hợp tác xã|Liên hiệp)\b"), "cooperative"),
    (re.compile(r"(?:Công ty|Cty|Doanh nghiệp|DNTN)\b"), "company"),
    (re.compile(r"(?:Hộ|HKD)\b"), "household"),
    (re.compile(r"(?:Tổ|THT|Nhóm|Câu lạc bộ)\b"), "group"),
    (re.compile(r"(?:Cơ sở|Xưởng|Lò|Làng nghề|Trang trại)\b"), "workshop"),
)


def kind_from_name(name_vi: str) -> str:
    """Read what a maker is from the first words of the Vietnamese name."""
    return next((kind for start, kind in _KINDS if start.match(name_vi)), "cooperative")


def write_cooperatives(
    folder: Folder,
    report: ImportReport,
    districts: dict[str, District],
    codes: CommuneCodes,
    *,
    demo: bool,
) -> dict[str, Cooperative]:
    """Write the makers; return them by slug. A page that its members published is theirs."""
    makers = Rows(report, Cooperative, "slug")
    told_by_hand = makers_who_published()
    for row in folder.rows(COOPERATIVES):
        known = makers.known.get(row["slug"])
        theirs = PAGE_TEXTS if known and known.id in told_by_hand else ()
        values = {name: row[name] for name in COPIED if name in row.values and name not in theirs}
        values |= {
            "slug": row["slug"],
            "district_id": districts[row["district_slug"]].id,
            "maker_kind": row.get("maker_kind") or kind_from_name(row["name_vi"]),
            "old_commune_vi": row["commune_vi"],
            "commune_code": commune_of_today(codes, row["district_slug"], row["commune_vi"]),
            "food_safety": row["food_safety_certificate"],
        }
        values |= _phone(row, demo=demo) | _identity(row, demo=demo)
        together = [PHONE, (*LEGAL, "legal_is_sample"), ("old_commune_vi", "commune_code")]
        maker = makers.put(row["slug"], values, together)
        maker.sort_key = sort_key(maker.name_vi)
    db.session.flush()
    return makers.known


def _phone(row: Row, *, demo: bool) -> dict[str, Any]:
    """Return the public number, or in demo mode the sample that stands for it."""
    public = row.get("phone_public", "")
    sample = row.get("sample_phone", "") if demo and not public else ""
    return {"phone": public or sample, "phone_is_sample": bool(sample)}


def _identity(row: Row, *, demo: bool) -> dict[str, Any]:
    """Return the legal identity: the real one whole, or in demo mode the sample whole."""
    real = any(row.get(name) for name in LEGAL)
    sample = demo and not real and any(row.get(f"sample_{name}") for name in LEGAL)
    prefix = "sample_" if sample else ""
    identity = {name: row.get(f"{prefix}{name}", "") for name in LEGAL if real or sample}
    return {**dict.fromkeys(LEGAL, ""), **identity, "legal_is_sample": sample}


def write_accounts(
    folder: Folder, report: ImportReport, makers: dict[str, Cooperative], *, demo: bool
) -> None:
    """Write the accounts that makers are paid into."""
    accounts = Rows(report, BankAccount, "cooperative_id")
    for row in folder.rows(ACCOUNTS):
        if row.get("sample") and not demo:
            continue
        maker_id = makers[row["cooperative_slug"]].id
        values = {name: row[name] for name in ("bank_bin", "number", "holder")}
        values |= {"cooperative_id": maker_id, "is_sample": bool(row.get("sample"))}
        accounts.put(maker_id, values, [ACCOUNT])
    db.session.flush()


def write_delivery(
    folder: Folder, report: ImportReport, makers: dict[str, Cooperative], *, demo: bool
) -> None:
    """Write each maker's terms; the usual ones hold where the folder states none."""
    terms = Rows(report, DeliveryTerms, "cooperative_id")
    for row in folder.rows(DELIVERY):
        if row.get("sample") and not demo:
            continue
        maker_id = makers[row["cooperative_slug"]].id
        values = {
            name: value
            for name, value in row.values.items()
            if name in MEANINGFUL_WHEN_EMPTY or value is not None
        }
        del values["cooperative_slug"]
        values |= {"cooperative_id": maker_id, "is_sample": values.pop("sample", False)}
        values["offers_pickup"] = bool(row.get("pickup_vi"))
        terms.put(maker_id, values, [("days_min", "days_max")])
    db.session.flush()

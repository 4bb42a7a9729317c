"""Zones, fees in đồng, and what cannot travel that far."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import select

from storefront.cooperatives.models import Cooperative, DistrictCommune
from storefront.database import db
from storefront.delivery.areas import code_of
from storefront.delivery.models import ZONES, DeliveryTerms
from storefront.market.services import in_demo_mode

GRAMS_PER_KILOGRAM = 1_000


@dataclass(frozen=True, slots=True)
class Destination:
    """Say where goods go: province and commune of today, and the former district if known."""

    province_code: str
    commune_code: str
    district_id: int | None


def destination(province_code: str, commune_code: str) -> Destination:
    """Return the destination for an address, with the former district of its commune."""
    commune = db.session.get(DistrictCommune, commune_code)
    known = commune is not None and commune.province_code == province_code
    return Destination(
        province_code, commune_code, commune.district_id if commune and known else None
    )


def zone_for(cooperative: Cooperative, to: Destination, home_province: str) -> str:
    """Return how far a destination is from a maker: "district", "province" or "elsewhere"."""
    if to.district_id == cooperative.district_id:
        return "district"
    return "province" if to.province_code == home_province else "elsewhere"


def reaches(reach: str, zone: str) -> bool:
    """Tell whether goods that can travel as far as `reach` can go to a zone."""
    return ZONES.index(zone) <= ZONES.index(reach)


def serves(terms: DeliveryTerms, to: Destination) -> bool:
    """Tell whether a maker delivers to an area at all; the zones' fees are another question."""
    return not {to.province_code, code_of(to.province_code, to.commune_code)} & set(terms.unserved)


def zone_fee(terms: DeliveryTerms, zone: str) -> int | None:
    """Return the fee of a zone in đồng before weight, None where the maker does not deliver."""
    return {
        "district": terms.district_fee_vnd,
        "province": terms.province_fee_vnd,
        "elsewhere": terms.elsewhere_fee_vnd,
    }[zone]


def delivery_fee(terms: DeliveryTerms, zone: str, goods_vnd: int, weight_g: int) -> int | None:
    """Return what delivery costs in đồng, None where the maker does not deliver."""
    fee = zone_fee(terms, zone)
    if fee is None:
        return None
    if is_free(terms, zone, goods_vnd):
        return 0
    beyond = max(0, weight_g - terms.included_weight_g)
    return fee + -(-beyond // GRAMS_PER_KILOGRAM) * terms.extra_kg_vnd


def is_free(terms: DeliveryTerms, zone: str, goods_vnd: int) -> bool:
    """Tell whether goods of a value travel free: over the threshold, within the province."""
    return (
        zone != "elsewhere" and terms.free_from_vnd is not None and goods_vnd >= terms.free_from_vnd
    )


def missing_to_free(terms: DeliveryTerms, zone: str | None, goods_vnd: int) -> int | None:
    """Return how much more in đồng makes delivery free, None where it cannot become free."""
    if terms.free_from_vnd is None or zone == "elsewhere" or goods_vnd >= terms.free_from_vnd:
        return None
    return terms.free_from_vnd - goods_vnd


def terms_of(cooperatives: Collection[Cooperative]) -> Mapping[int, DeliveryTerms]:
    """Return each maker's terms, the market's usual ones where a maker stated none."""
    ids = [cooperative.id for cooperative in cooperatives]
    stated = db.session.scalars(
        select(DeliveryTerms).where(DeliveryTerms.cooperative_id.in_(ids))
    ).all()
    demo = in_demo_mode()
    found = {terms.cooperative_id: terms for terms in stated if demo or not terms.is_sample}
    return {cooperative_id: found.get(cooperative_id) or usual_terms() for cooperative_id in ids}


def usual_terms() -> DeliveryTerms:
    """Return the terms that hold where a maker stated none; they are not stored."""
    defaults = {
        column.name: column.default.arg
        for column in DeliveryTerms.__table__.columns
        if column.default is not None and column.default.is_scalar
    }
    return DeliveryTerms(**defaults, unserved=[])

"""Zones, fees and reach."""

from __future__ import annotations

import pytest
from flask import Flask

from storefront.cooperatives.models import DistrictCommune
from storefront.database import db
from storefront.delivery.services import (
    delivery_fee,
    destination,
    missing_to_free,
    reaches,
    usual_terms,
    zone_for,
)
from tests.factories import make_cooperative

HOME = "25"


@pytest.mark.parametrize(
    ("zone", "goods_vnd", "weight_g", "fee"),
    [
        ("district", 50_000, 3_000, 15_000),
        ("province", 50_000, 1_000, 25_000),
        ("elsewhere", 50_000, 1_000, 40_000),
        ("province", 50_000, 3_001, 30_000),
        ("province", 50_000, 5_000, 35_000),
        ("province", 150_000, 9_000, 0),
        ("district", 150_000, 1_000, 0),
        ("elsewhere", 150_000, 1_000, 40_000),
    ],
)
def test_fee_follows_zone_weight_and_threshold(
    zone: str, goods_vnd: int, weight_g: int, fee: int
) -> None:
    assert delivery_fee(usual_terms(), zone, goods_vnd, weight_g) == fee


def test_zone_that_is_not_served_has_no_fee() -> None:
    terms = usual_terms()
    terms.elsewhere_fee_vnd = None
    assert delivery_fee(terms, "elsewhere", 500_000, 1_000) is None


def test_missing_to_free_ends_at_the_threshold_and_at_the_province() -> None:
    terms = usual_terms()
    assert missing_to_free(terms, None, 100_000) == 50_000
    assert missing_to_free(terms, "province", 150_000) is None
    assert missing_to_free(terms, "elsewhere", 100_000) is None


@pytest.mark.parametrize(
    ("reach", "zone", "goes"),
    [
        ("district", "district", True),
        ("district", "province", False),
        ("province", "district", True),
        ("province", "elsewhere", False),
        ("elsewhere", "elsewhere", True),
    ],
)
def test_fresh_goods_go_no_farther_than_they_keep(reach: str, zone: str, goes: bool) -> None:
    assert reaches(reach, zone) is goes


def test_zone_is_told_from_the_commune_of_today(app: Flask) -> None:
    with app.app_context():
        maker, other = make_cooperative(), make_cooperative()
        for code, cooperative in (("04795", maker), ("04831", other)):
            db.session.add(
                DistrictCommune(
                    code=code,
                    district=cooperative.district,
                    province_code=HOME,
                    name_vi="Xã",
                )
            )
        db.session.flush()
        assert zone_for(maker, destination("25", "04795"), HOME) == "district"
        assert zone_for(maker, destination("25", "04831"), HOME) == "province"
        assert zone_for(maker, destination("25", "99999"), HOME) == "province"
        assert zone_for(maker, destination("01", "00004"), HOME) == "elsewhere"
        assert zone_for(maker, destination("01", "04795"), HOME) == "elsewhere"

"""The shipped units of Vietnam's two-tier administration, read once per process."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from storefront.text import without_marks

# A commune's kind, and the word that follows its English name.
KINDS = {
    "Xã": "Commune",
    "Phường": "Ward",
    "Đặc khu": "Special Zone",
}


@dataclass(frozen=True, slots=True)
class Province:
    """Hold a province or city under the centre, by its two-digit code."""

    code: str
    name_vi: str
    name_en: str
    full_name_vi: str

    def name(self, locale: str) -> str:
        """Return the name that people use in a language."""
        return self.name_vi if locale.startswith("vi") else self.name_en


@dataclass(frozen=True, slots=True)
class Commune:
    """Hold a commune, ward or special zone, by its five-digit code and its province."""

    code: str
    name_vi: str
    province_code: str

    @property
    def name_en(self) -> str:
        """Return the English name, such as "Cao Phong Commune"."""
        kind, bare = split_kind(self.name_vi)
        return f"{without_marks(bare)} {KINDS[kind]}"

    @property
    def bare_name_vi(self) -> str:
        """Return the name without the word for its kind."""
        return split_kind(self.name_vi)[1]

    def name(self, locale: str) -> str:
        """Return the full name in a language."""
        return self.name_vi if locale.startswith("vi") else self.name_en


@dataclass(frozen=True, slots=True)
class OldDistrict:
    """Hold a district abolished on 2025-07-01 and the province of that time."""

    code: str
    name_vi: str
    province_vi: str


@dataclass(frozen=True, slots=True)
class OldUnit:
    """Hold a commune of that time; an island district without communes has no ward_vi."""

    ward_vi: str
    district: OldDistrict
    commune_codes: tuple[str, ...]

    @property
    def divided(self) -> bool:
        """Tell whether it went to several communes, so that only the buyer knows which."""
        return len(self.commune_codes) > 1

    @property
    def full_name_vi(self) -> str:
        """Return the name as addresses had it: ward, district, province."""
        parts = (self.ward_vi, self.district.name_vi, self.district.province_vi)
        return ", ".join(part for part in parts if part)


def split_kind(name: str) -> tuple[str, str]:
    """Split "Thị trấn Cao Phong" into its kind and its bare name."""
    words = 2 if name.startswith(("Thị", "Thành phố", "Đặc")) else 1
    parts = name.split(" ", words)
    return " ".join(parts[:words]), parts[-1]


@cache
def all_provinces() -> dict[str, Province]:
    """Return every province by code."""
    return {row[0]: Province(*row) for row in _rows("provinces.csv")}


@cache
def all_communes() -> dict[str, Commune]:
    """Return every commune by code."""
    return {row[0]: Commune(*row) for row in _rows("communes.csv")}


@cache
def old_units() -> tuple[OldUnit, ...]:
    """Return every commune as it stood before 2025-07-01."""
    districts = {row[0]: OldDistrict(*row) for row in _rows("old_districts.csv")}
    return tuple(
        OldUnit(ward, districts[district], tuple(codes.split()))
        for district, ward, codes in _rows("old_units.csv")
    )


def _rows(name: str) -> Iterator[list[str]]:
    """Read the rows of one data file, without its heading."""
    text = files(__package__).joinpath("data", name).read_text(encoding="utf-8")
    rows = csv.reader(text.splitlines())
    next(rows)
    yield from rows

"""Write the places that delivery addresses name into storefront/places/data.

Names and merges come from vietnamadminunits 1.0.4 (MIT). 127 of its communes carry draft codes,
so the codes are those of the General Statistics Office as vietnam-provinces 2025.10.1 lists
them; a commune is the same in both when province and name agree. Run it where both are
installed, never in the shop's own environment:

    python -m venv .venv-places
    .venv-places/bin/pip install vietnamadminunits==1.0.4 vietnam-provinces==2025.10.1
    .venv-places/bin/python -m tools.generate_places
"""

from __future__ import annotations

import csv
import json
import sqlite3
import unicodedata
from collections.abc import Iterable, Sequence
from contextlib import closing
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

DATA = Path(__file__).parents[1] / "storefront" / "places" / "data"

HO_CHI_MINH = "79"
ENGLISH = {"01": "Hanoi", HO_CHI_MINH: "Ho Chi Minh City"}
TONES = "\u0300\u0301\u0303\u0309\u0323"

Row = dict[str, Any]


def main() -> None:
    """Read both packages and write the four files."""
    new_units, old_units = _table("admin_units"), _table("admin_units_legacy")
    codes = _official_codes()
    for unit in new_units:
        unit["wardCode"] = codes.pop((unit["provinceCode"], _name_key(unit["ward"])))
    if codes:
        raise SystemExit(f"communes without a name: {codes}")
    _write("provinces.csv", ["code", "name_vi", "name_en", "full_name_vi"], _provinces(new_units))
    _write(
        "communes.csv",
        ["code", "name_vi", "province_code"],
        sorted((u["wardCode"], u["ward"], u["provinceCode"]) for u in new_units),
    )
    _write("old_districts.csv", ["code", "name_vi", "province_vi"], _old_districts(old_units))
    _write(
        "old_units.csv",
        ["district_code", "name_vi", "commune_codes"],
        _old_units(old_units, new_units),
    )


def _table(name: str) -> list[Row]:
    """Read one table of the data set."""
    with (
        as_file(files("vietnamadminunits") / "data" / "dataset.db") as path,
        closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection,
    ):
        connection.row_factory = sqlite3.Row
        return [dict(row) for row in connection.execute(f"SELECT * FROM {name}")]  # noqa: S608


def _official_codes() -> dict[tuple[str, str], str]:
    """Return every commune's code by province code and name."""
    nested = files("vietnam_provinces") / "data" / "nested-divisions.json"
    return {
        (f"{province['code']:02d}", _name_key(ward["name"])): f"{ward['code']:05d}"
        for province in json.loads(nested.read_text(encoding="utf-8"))
        for ward in province["wards"]
    }


def _name_key(name: str) -> str:
    """Return what two spellings of one name share: tones at the word's end, one apostrophe."""
    words = []
    for word in name.replace("’", "'").replace("–", "-").lower().split():
        letters = unicodedata.normalize("NFD", word)
        tones = "".join(letter for letter in letters if letter in TONES)
        words.append("".join(letter for letter in letters if letter not in TONES) + tones)
    return " ".join(words)


def _provinces(new_units: Iterable[Row]) -> list[tuple[str, str, str, str]]:
    """Return the provinces with the names that people use and the official one."""
    full_names = {unit["provinceCode"]: unit["province"] for unit in new_units}
    short_names = {unit["provinceCode"]: unit["provinceShort"] for unit in new_units}
    rows = []
    for code, short in sorted(short_names.items()):
        name = f"TP. {short}" if code == HO_CHI_MINH else short
        rows.append((code, name, ENGLISH.get(code, _bare(short)), full_names[code]))
    return rows


def _bare(name: str) -> str:
    """Write a name without marks."""
    letters = unicodedata.normalize("NFD", name.replace("Đ", "D").replace("đ", "d"))
    return "".join(letter for letter in letters if unicodedata.category(letter) != "Mn")


def _old_districts(old_units: Iterable[Row]) -> list[tuple[str, str, str]]:
    """Return the districts abolished on 2025-07-01."""
    return sorted({(u["districtCode"], u["district"], u["province"]) for u in old_units})


def _old_units(old_units: Sequence[Row], new_units: Iterable[Row]) -> list[tuple[str, str, str]]:
    """Return the old communes with the codes they went to, the largest heir first.

    Five island districts had no communes: their name is empty.
    """
    code_of = {(u["provinceKey"], u["wardKey"]): u["wardCode"] for u in new_units}
    heirs = _heirs(code_of)
    rows = []
    for unit in sorted(old_units, key=lambda u: (u["districtCode"], u["wardCode"] or "")):
        key = f"{unit['provinceKey']}_{unit['districtKey']}_{unit['wardKey'] or ''}"
        rows.append((unit["districtCode"], unit["ward"] or "", " ".join(heirs.pop(key))))
    if heirs:
        raise SystemExit(f"merges of unknown communes: {heirs}")
    return rows


def _heirs(code_of: dict[tuple[str, str], str]) -> dict[str, list[str]]:
    """Return the new codes of every old commune by its key in the data set."""
    text = (files("vietnamadminunits") / "data" / "converter_2025.json").read_text(encoding="utf-8")
    merges = json.loads(text)
    heirs = {
        old: [code_of[province, ward]]
        for province, wards in merges["DICT_PROVINCE_WARD_NO_DIVIDED"].items()
        for ward, olds in wards.items()
        for old in olds
    }
    for province, divided in merges["DICT_PROVINCE_WARD_DIVIDED"].items():
        for old, parts in divided.items():
            parts.sort(key=lambda part: not part["isDefaultNewWard"])
            heirs[old] = [code_of[province, part["newWardKey"]] for part in parts]
    return heirs


def _write(name: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write one file: UTF-8, NFC, LF."""
    with (DATA / name).open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([unicodedata.normalize("NFC", cell) for cell in row] for row in rows)


if __name__ == "__main__":
    main()

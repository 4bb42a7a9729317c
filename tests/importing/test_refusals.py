"""A bad folder: every fault is named by file, line, column and reason, and nothing changes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.importing.folders import add_file, change, copy_of_other_province, dump, read, write

PRODUCTS, COOPERATIVES, DISTRICTS = "products.csv", "cooperatives.csv", "districts.csv"
STORY_COLUMNS = "cooperative_slug,position,kind,body_vi,body_en\n"
Spoil = Callable[[Path], None]


@pytest.fixture(autouse=True)
def shop(app: Flask) -> Iterator[None]:
    with app.app_context():
        yield


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copy_of_other_province(tmp_path)


def cell(file: str, slug: str, column: str, value: object) -> Spoil:
    return lambda folder: change(folder / file, slug, **{column: value})


def rename_column(file: str, before: str, after: str) -> Spoil:
    def spoil(folder: Path) -> None:
        header, *rows = read(folder / file)
        write(folder / file, [[after if name == before else name for name in header], *rows])

    return spoil


def append_line(file: str, line: str) -> Spoil:
    def spoil(folder: Path) -> None:
        with (folder / file).open("a", encoding="utf-8") as stream:
            stream.write(line + "\n")

    return spoil


def replace_bytes(file: str, before: bytes, after: bytes) -> Spoil:
    def spoil(folder: Path) -> None:
        data = (folder / file).read_bytes()
        assert before in data
        (folder / file).write_bytes(data.replace(before, after, 1))

    return spoil


def extra_file(name: str, text: str) -> Spoil:
    return lambda folder: add_file(folder, name, text)


def certificate(**cells: str) -> Spoil:
    given = {
        "certificate_number": "1/QĐ",
        "certificate_issuer": "UBND",
        "certificate_issued_on": "2024-01-01",
        "certificate_expires_on": "2027-01-01",
    } | cells

    return lambda folder: change(folder / PRODUCTS, "sau-rieng", **given)


BAD = [
    (lambda f: (f / PRODUCTS).unlink(), "products.csv: no such file"),
    (lambda f: (f / DISTRICTS).write_bytes(b""), "districts.csv:1: the file is empty"),
    (
        lambda f: (f / DISTRICTS).write_bytes("slug,name_vi".encode("utf-16")),
        "districts.csv:1: the file is UTF-16; save it as UTF-8",
    ),
    (rename_column(PRODUCTS, "name_vi", "ten"), "products.csv:1: ten: unknown column"),
    (rename_column(PRODUCTS, "name_vi", "ten"), "products.csv:1: name_vi: missing column"),
    (
        rename_column(PRODUCTS, "unit_en", "unit_vi"),
        "products.csv:1: unit_vi: the column stands twice",
    ),
    (
        append_line(DISTRICTS, "ba-tri,Huyện Ba Tri"),
        "districts.csv:4: name_en: broken row: 2 cells where the header has 4",
    ),
    (
        append_line(DISTRICTS, "ba-tri,Huyện Ba Tri,,district,,"),
        "districts.csv:4: kind: broken row: 6 cells where the header has 4",
    ),
    (append_line(DISTRICTS, 'ba-tri,"Huyện Ba Tri,,district'), "districts.csv:4: broken row: "),
    (
        append_line(DISTRICTS, "cho-lach,Huyện khác,,district"),
        "districts.csv:4: slug: 'cho-lach' stands on line 2 already",
    ),
    (
        append_line(DISTRICTS, "ba-tri,,Ba Tri,district"),
        "districts.csv:4: name_vi: must not be empty",
    ),
    (
        append_line(DISTRICTS, "Ba Tri,Huyện Ba Tri,,district"),
        "districts.csv:4: slug: not a slug (a-z, 0-9, hyphens): 'Ba Tri'",
    ),
    (
        replace_bytes(DISTRICTS, "Mỏ".encode(), "Mỏ".encode("utf-16-le")),
        "districts.csv:3: name_vi: not UTF-8 text",
    ),
    (replace_bytes(DISTRICTS, b"Lach", b"La\0ch"), "districts.csv:2: name_en: a NUL character"),
    (
        cell(PRODUCTS, "sau-rieng", "cooperative_slug", "htx-khong-co"),
        "products.csv:2: cooperative_slug: no such cooperative: 'htx-khong-co'",
    ),
    (
        cell(COOPERATIVES, "cty-keo-dua", "district_slug", "khong-co"),
        "cooperatives.csv:7: district_slug: no such district: 'khong-co'",
    ),
    (
        cell(PRODUCTS, "keo-dua", "price_vnd", "45.000"),
        "products.csv:4: price_vnd: not a whole number: '45.000'",
    ),
    (
        cell(PRODUCTS, "keo-dua", "price_vnd", "0"),
        "products.csv:4: price_vnd: must be from 1 to 1000000000, not 0",
    ),
    (
        cell(PRODUCTS, "keo-dua", "price_vnd", "-5000"),
        "products.csv:4: price_vnd: not a whole number: '-5000'",
    ),
    (
        cell(PRODUCTS, "keo-dua", "price_vnd", "99999999999999999999"),
        "products.csv:4: price_vnd: not a whole number: '99999999999999999999'",
    ),
    (
        cell(PRODUCTS, "keo-dua", "stock", "nhiều"),
        "products.csv:4: stock: not a whole number: 'nhiều'",
    ),
    (
        cell(PRODUCTS, "keo-dua", "ocop_stars", "6"),
        "products.csv:4: ocop_stars: must be from 1 to 5, not 6",
    ),
    (
        cell(PRODUCTS, "keo-dua", "ocop_year", "3022"),
        "products.csv:4: ocop_year: not a year from 1900 to now: '3022'",
    ),
    (
        cell(COOPERATIVES, "htx-cay-giong", "founded_year", "năm 2015"),
        "cooperatives.csv:2: founded_year: not a year from 1900 to now: 'năm 2015'",
    ),
    (
        cell(PRODUCTS, "sau-rieng", "season_months", "5-13"),
        "products.csv:2: season_months: not a month or range of months (8, 11-1): '5-13'",
    ),
    (
        cell(COOPERATIVES, "ho-ba-tu", "food_safety_certificate", "maybe"),
        "cooperatives.csv:8: food_safety_certificate: neither y nor n: 'maybe'",
    ),
    (
        cell(COOPERATIVES, "ho-ba-tu", "maker_kind", "bank"),
        "cooperatives.csv:8: maker_kind: not one of cooperative, company, household, workshop,"
        " group: 'bank'",
    ),
    (
        cell(COOPERATIVES, "ho-ba-tu", "phone_public", "1900 1234"),
        "cooperatives.csv:8: phone_public: not a telephone number in Vietnam: '1900 1234'",
    ),
    (
        certificate(certificate_expires_on=""),
        "products.csv:2: certificate_expires_on: a certificate needs number, issuer and both dates",
    ),
    (
        certificate(certificate_expires_on="2023-01-01"),
        "products.csv:2: certificate_expires_on: must be later than the day of issue",
    ),
    (
        certificate(certificate_issued_on="-400d"),
        "products.csv:2: certificate_issued_on: not a date (2026-11-22): '-400d'",
    ),
    (
        certificate(ocop_stars="2"),
        "products.csv:2: ocop_stars: a certificate stands for three stars or more",
    ),
    (
        extra_file("categories.csv", "slug,name_vi,name_en\nfruit,Trái cây,Fruit"),
        "products.csv:3: category: no such category: 'seedlings'",
    ),
    (
        extra_file("map.csv", "district_slug,col,row,neighbours\ncho-lach,1,1,ba-tri"),
        "map.csv:2: neighbours: no such district: 'ba-tri'",
    ),
    (
        extra_file("map.csv", "district_slug,col,row\ncho-lach,2,1\nmo-cay-bac,2,1"),
        "map.csv:3: col: 'cho-lach' lies in this column and row already",
    ),
    (
        extra_file("variants.csv", "product_slug,code,label_vi\nxoai,1kg,1 kg"),
        "variants.csv:2: product_slug: no such product: 'xoai'",
    ),
    (
        extra_file(
            "variants.csv", "product_slug,code,label_vi\nsau-rieng,1,1 kg\nsau-rieng,1,2 kg"
        ),
        "variants.csv:3: code: 'sau-rieng 1' stands on line 2 already",
    ),
    (
        extra_file(
            "accounts.csv", "cooperative_slug,bank_bin,number,holder\nhtx-cay-giong,123456,1234,HTX"
        ),
        "accounts.csv:2: bank_bin: no bank has this BIN: '123456'",
    ),
    (
        extra_file(
            "accounts.csv",
            "cooperative_slug,bank_bin,number,holder\nhtx-cay-giong,970405,12 34,Hợp tác xã",
        ),
        "accounts.csv:2: holder: not in capitals without marks: 'Hợp tác xã'",
    ),
    (
        extra_file(
            "delivery.csv",
            "cooperative_slug,accepts_cod,accepts_transfer\nhtx-cay-giong,n,n",
        ),
        "delivery.csv:2: accepts_transfer: some way to pay must be accepted",
    ),
    (
        extra_file("stories.csv", STORY_COLUMNS + "htx-khong-co,1,text,Chuyện,"),
        "stories.csv:2: cooperative_slug: no such cooperative: 'htx-khong-co'",
    ),
    (
        extra_file("stories.csv", STORY_COLUMNS + "htx-cay-giong,0,text,Chuyện,"),
        "stories.csv:2: position: must be from 1 to 1000, not 0",
    ),
    (
        extra_file("stories.csv", STORY_COLUMNS + "htx-cay-giong,1,poem,Chuyện,"),
        "stories.csv:2: kind: not one of text, quote, timeline, list: 'poem'",
    ),
    (
        extra_file("stories.csv", STORY_COLUMNS + "htx-cay-giong,1,text,,A story"),
        "stories.csv:2: body_vi: must not be empty",
    ),
    (
        extra_file(
            "stories.csv",
            STORY_COLUMNS + "htx-cay-giong,1,text,Một,\nhtx-cay-giong,1,text,Hai,",
        ),
        "stories.csv:3: position: 'htx-cay-giong 1' stands on line 2 already",
    ),
    (
        extra_file(
            "stories.csv",
            STORY_COLUMNS + 'htx-cay-giong,1,timeline,"2016: Lập.\nNăm 2017: Xa.",2016: Begun.',
        ),
        'stories.csv:2: body_vi: not "2016: …", "7/2016: …" or "25/7/2016: …": \'Năm 2017: Xa.\'',
    ),
    (
        extra_file(
            "stories.csv", STORY_COLUMNS + "htx-cay-giong,1,timeline,2016: Lập.,31/2/2016: Begun."
        ),
        'stories.csv:2: body_en: not "2016: …", "7/2016: …" or "25/7/2016: …"',
    ),
    (append_line("market.csv", "Chợ Hai,,,,86,,,n"), "market.csv:3: a folder describes one market"),
]


@pytest.mark.parametrize(("spoil", "complaint"), BAD, ids=[complaint for _, complaint in BAD])
def test_a_fault_is_named_and_nothing_is_imported(
    app: Flask, folder: Path, spoil: Spoil, complaint: str
) -> None:
    spoil(folder)
    before = dump()

    result = app.test_cli_runner().invoke(args=["catalogue", "import", str(folder)])

    assert result.exit_code == 1
    assert any(line.startswith(complaint) for line in result.stderr.splitlines()), result.stderr
    assert not result.stdout
    assert dump() == before


def test_a_missing_folder_is_named(app: Flask, tmp_path: Path) -> None:
    result = app.test_cli_runner().invoke(args=["catalogue", "import", str(tmp_path / "none")])

    assert result.exit_code == 1
    assert "none: no such folder" in result.stderr


def test_faults_of_all_files_are_named_at_once_in_order(app: Flask, folder: Path) -> None:
    change(folder / DISTRICTS, "cho-lach", name_vi="")
    change(folder / PRODUCTS, "keo-dua", price_vnd="x", season_months="0")
    change(folder / PRODUCTS, "ruou-dua", cooperative_slug="khong-co")

    result = app.test_cli_runner().invoke(args=["catalogue", "import", str(folder)])

    places = [re.match(r"[^:]+:\d+", line) for line in result.stderr.splitlines()]
    assert [place[0] for place in places if place] == [
        "districts.csv:2",
        "products.csv:4",
        "products.csv:4",
        "products.csv:5",
    ]
    assert "4 problem(s)" in result.stderr


def test_one_bad_row_does_not_make_its_slug_unknown_elsewhere(app: Flask, folder: Path) -> None:
    change(folder / COOPERATIVES, "htx-cay-giong", founded_year="x")

    result = app.test_cli_runner().invoke(args=["catalogue", "import", str(folder)])

    assert "1 problem(s)" in result.stderr


def test_a_refused_import_leaves_a_filled_shop_as_it_was(app: Flask, folder: Path) -> None:
    runner = app.test_cli_runner()
    assert runner.invoke(args=["catalogue", "import", str(folder)]).exit_code == 0
    before = dump()
    change(folder / PRODUCTS, "keo-dua", name_vi="Tên mới")
    change(folder / PRODUCTS, "ruou-dua", price_vnd="x")

    assert runner.invoke(args=["catalogue", "import", str(folder)]).exit_code == 1

    assert dump() == before


def test_the_command_tells_what_it_did_and_what_it_did_not_read(app: Flask, folder: Path) -> None:
    add_file(folder, "variant.csv", "misspelt")

    result = app.test_cli_runner().invoke(args=["catalogue", "import", str(folder)])

    assert result.exit_code == 0
    assert "product: 4 added, 0 updated, 0 unchanged" in result.stdout
    assert "variant.csv: not a file of the catalogue, not read" in result.stdout

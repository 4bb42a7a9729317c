import csv
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from storefront.illustrations.compose import district_svg, illustration_svg, maker_svg
from storefront.illustrations.motifs import FALLBACK, motif, motifs

SVG = "{http://www.w3.org/2000/svg}"
ALLOWED = {
    f"{SVG}{tag}" for tag in ("svg", "g", "defs", "use", "path", "circle", "ellipse", "rect")
}


def assert_sound(drawn: str, most: int) -> None:
    root = ElementTree.fromstring(drawn)  # noqa: S314
    assert root.tag == f"{SVG}svg"
    ids = re.findall(r' id="([^"]+)"', drawn)
    assert len(ids) == len(set(ids))
    for element in root.iter():
        assert element.tag in ALLOWED
        assert not {"style", "class", "onload"} & set(element.attrib)
        assert element.get("href", "#").startswith("#")
        assert element.get("href", "#").removeprefix("#") in {"", *ids}
    assert "nan" not in drawn
    assert len(drawn.encode()) <= most


@pytest.mark.parametrize("name", sorted(motifs()))
def test_motif_is_small_and_its_pictures_are_sound(name: str) -> None:
    drawn = motif(name)
    assert len(drawn.shapes.encode()) <= 2800
    assert " id=" not in drawn.shapes
    assert drawn.stance in {"free", "stand", "swim"}
    for number in range(6):
        slug = f"{name}-{number}"
        assert_sound(illustration_svg(slug, name, "htx-a", "cao-phong"), 6000)
        assert_sound(illustration_svg(slug, name, "htx-a", "dong-van", "honey-jar"), 7000)


def test_forty_motifs_and_more_are_drawn() -> None:
    assert len(motifs()) >= 44


def test_goods_of_one_kind_and_one_maker_still_look_different() -> None:
    drawn = {illustration_svg(f"buoi-{n}", "pomelo", "htx-a", "yen-thuy") for n in range(30)}
    assert len(drawn) == 30


def test_a_picture_never_changes_by_itself() -> None:
    once = illustration_svg("cam", "orange-cut", "htx-a", "cao-phong", "juice")
    assert once == illustration_svg("cam", "orange-cut", "htx-a", "cao-phong", "juice")


def test_unknown_motif_falls_back_to_the_basket() -> None:
    assert motif("no-such-motif").name == FALLBACK
    assert motif(None).name == FALLBACK
    assert_sound(illustration_svg("x", "no-such-motif", "m", "d", "none-either"), 6000)


def test_maker_emblem_and_district_picture_are_sound() -> None:
    assert_sound(maker_svg("htx-a", "mai-chau"), 2400)
    for number in range(12):
        assert_sound(district_svg(f"district-{number}", "goat"), 5200)
    assert maker_svg("htx-a", "mai-chau") != maker_svg("htx-b", "mai-chau")
    assert district_svg("cao-phong", "longan") != district_svg("da-bac", "longan")


def test_every_motif_named_by_the_shipped_market_is_drawn() -> None:
    folder = Path(__file__).parents[2] / "storefront" / "markets" / "hoa-binh"
    for name in ("products", "categories", "districts"):
        with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                assert row["motif"] in motifs(), row
                assert row.get("motif_secondary") in {"", None, *motifs()}, row


def test_no_two_goods_of_the_shipped_market_look_alike() -> None:
    folder = Path(__file__).parents[2] / "storefront" / "markets" / "hoa-binh"
    with (folder / "products.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    drawn = {
        illustration_svg(
            row["slug"], row["motif"], "one-maker", "one-district", row["motif_secondary"] or None
        )
        for row in rows
    }
    assert len(drawn) == len(rows)

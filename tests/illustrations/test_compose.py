import csv
import re
from importlib.resources import files
from io import BytesIO
from statistics import median
from xml.etree import ElementTree

import brotli
import pytest
import resvg_py
from PIL import Image

from storefront.illustrations.compose import district_svg, illustration_svg, maker_svg
from storefront.illustrations.motifs import FALLBACK, motif, motifs
from storefront.setup import DEMO_MARKET

SVG = "{http://www.w3.org/2000/svg}"
ALLOWED = {
    f"{SVG}{tag}" for tag in ("svg", "g", "defs", "use", "path", "circle", "ellipse", "rect")
}


def rows(name: str) -> list[dict[str, str]]:
    with (DEMO_MARKET / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def goods() -> dict[str, str]:
    """Draw every product of the shipped market."""
    districts = {row["slug"]: row["district_slug"] for row in rows("cooperatives.csv")}
    return {
        row["slug"]: illustration_svg(
            row["slug"],
            row["motif"],
            row["cooperative_slug"],
            districts[row["cooperative_slug"]],
            row["motif_secondary"] or None,
        )
        for row in rows("products.csv")
    }


def silhouette(name: str) -> Image.Image:
    """Return where a motif covers its box of 200 units, a frame of 20 around it."""
    drawing = (files("storefront.illustrations.motifs") / f"{name}.svg").read_text("utf-8")
    framed = drawing.replace(
        'viewBox="0 0 200 200"', 'viewBox="-20 -20 240 240" width="240" height="240"'
    )
    picture = Image.open(BytesIO(bytes(resvg_py.svg_to_bytes(svg_string=framed))))
    return picture.getchannel("A").point([255 * (level > 100) for level in range(256)])


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


@pytest.mark.parametrize("name", sorted(motifs()))
def test_motif_keeps_to_its_box_and_stands_where_its_row_says(name: str) -> None:
    drawn, covered = motif(name), silhouette(name)
    box = covered.getbbox()
    assert box is not None
    assert min(box) >= 16
    assert max(box) <= 224
    assert abs(box[3] - 20 - drawn.foot) <= 1
    standing = covered.crop((0, box[3] - 30, 240, box[3])).getbbox()
    assert standing is not None
    assert abs(standing[0] - 20 - drawn.left) <= 1
    assert abs(standing[2] - 20 - drawn.right) <= 1


def test_seventy_motifs_and_more_are_drawn() -> None:
    assert len(motifs()) >= 70


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
    for name in ("products.csv", "categories.csv", "districts.csv"):
        for row in rows(name):
            assert row["motif"] in motifs(), row
            assert row.get("motif_secondary") in {"", None, *motifs()}, row


def test_no_two_goods_of_the_shipped_market_look_alike() -> None:
    drawn = {
        illustration_svg(
            row["slug"], row["motif"], "one-maker", "one-district", row["motif_secondary"] or None
        )
        for row in rows("products.csv")
    }
    assert len(drawn) == len(rows("products.csv"))


def test_goods_of_one_maker_show_different_things() -> None:
    shown = [
        (row["cooperative_slug"], row["motif"], row["motif_secondary"])
        for row in rows("products.csv")
    ]
    assert len(set(shown)) == len(shown)


def test_pictures_of_the_shipped_goods_weigh_little_on_the_wire() -> None:
    weights = [len(brotli.compress(drawn.encode(), quality=11)) for drawn in goods().values()]
    assert median(weights) <= 1400
    assert max(weights) <= 1900

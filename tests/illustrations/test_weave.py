import csv
import re
from xml.etree import ElementTree

import pytest

from storefront.illustrations.addresses import BAND_HEIGHT, BAND_WIDTH
from storefront.illustrations.palettes import PALETTES, palette_for
from storefront.illustrations.weave import (
    FULL_THREADS,
    MAIN,
    PERIOD,
    UPPER,
    band_for,
    band_svg,
    figures,
)
from storefront.setup import DEMO_MARKET

SVG = "{http://www.w3.org/2000/svg}"
SEEDS = [f"maker-{number}" for number in range(60)]


def long_band(seed: str, district: str) -> str:
    return band_svg(seed, district, BAND_WIDTH, BAND_HEIGHT)


def assert_small_and_sound(drawn: str) -> None:
    assert len(drawn.encode()) <= 2000
    ids = re.findall(r' id="([^"]+)"', drawn)
    assert len(ids) == len(set(ids))
    for element in ElementTree.fromstring(drawn).iter():  # noqa: S314
        assert element.tag in {f"{SVG}{tag}" for tag in ("svg", "g", "use", "path")}
        assert not {"style", "class", "onload"} & set(element.attrib)
        assert element.get("href", "#").removeprefix("#") in {"", *ids}


@pytest.mark.parametrize("kind", ["main", "small", "stripes"])
def test_every_figure_is_rectangular_and_closes_its_period(kind: str) -> None:
    for figure in figures(kind):
        assert len({len(row) for row in figure.rows}) == 1, figure.name
        assert PERIOD % figure.width == 0, figure.name
        assert set("".join(figure.rows)) <= set("wabc."), figure.name


def test_registers_are_as_tall_as_their_figures() -> None:
    assert {figure.height for figure in figures("main")} == {MAIN}
    assert max(figure.height for figure in figures("small")) <= UPPER
    assert {figure.height for figure in figures("stripes")} == {1}


def test_there_are_enough_figures_for_bands_to_differ() -> None:
    assert len(figures("main")) >= 12
    assert len(figures("small")) >= 10
    assert len(figures("stripes")) >= 5


def test_a_band_has_whites_above_colours_in_the_middle_and_upright_stripes_below() -> None:
    palette = palette_for("cao-phong")
    upper, main, cao = sorted(
        band_for("htx-a", palette).registers(full=True), key=lambda register: register.top
    )
    assert not set(upper.threads.values()) & set(palette.threads)
    assert set(palette.threads) < set(main.threads.values())
    assert len(cao.figure.rows) == 1
    assert cao.top + cao.weft == FULL_THREADS - 1


def test_same_seed_weaves_the_same_band_and_another_seed_another() -> None:
    assert long_band("htx-a", "cao-phong") == long_band("htx-a", "cao-phong")
    assert len({long_band(seed, "cao-phong") for seed in SEEDS}) > 55
    assert long_band("htx-a", "cao-phong") != long_band("htx-a", "mai-chau")


def test_bands_of_a_thousand_seeds_are_small_and_sound() -> None:
    for number in range(1000):
        assert_small_and_sound(long_band(f"seed {number}", f"district-{number % 30}"))


def test_bands_of_the_shipped_makers_are_small_and_sound_and_no_two_alike() -> None:
    with (DEMO_MARKET / "cooperatives.csv").open(encoding="utf-8", newline="") as file:
        makers = [(row["slug"], row["district_slug"]) for row in csv.DictReader(file)]
    bands = [long_band(*maker) for maker in makers]
    for band in bands:
        assert_small_and_sound(band)
    assert len(set(bands)) == len(makers) == 68


def test_hoa_binh_districts_have_palettes_of_their_own_and_unknown_ones_get_one() -> None:
    known = [*["hoa-binh-city", "cao-phong", "da-bac", "kim-boi", "lac-son", "lac-thuy"]]
    known += [*["luong-son", "mai-chau", "tan-lac", "yen-thuy"]]
    assert len({palette_for(slug).name for slug in known}) == 10
    assert palette_for("dong-van") in PALETTES
    assert palette_for("dong-van") == palette_for("dong-van")

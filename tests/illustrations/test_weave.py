import re
from xml.etree import ElementTree

import pytest

from storefront.illustrations.palettes import PALETTES, palette_for
from storefront.illustrations.weave import PERIOD, band_svg, figures, prefix_for

SEEDS = [f"maker-{number}" for number in range(60)]


@pytest.mark.parametrize("kind", ["main", "small"])
def test_every_figure_is_rectangular_and_closes_its_period(kind: str) -> None:
    for figure in figures(kind):
        assert len({len(row) for row in figure.rows}) == 1, figure.name
        assert PERIOD % figure.width == 0, figure.name
        assert set("".join(figure.rows)) <= set("wabc."), figure.name


def test_there_are_enough_figures_for_bands_to_differ() -> None:
    assert len(figures("main")) >= 8
    assert len(figures("small")) >= 8


def test_same_seed_weaves_the_same_band_and_another_seed_another() -> None:
    assert band_svg("htx-a", "cao-phong", 400, 60) == band_svg("htx-a", "cao-phong", 400, 60)
    assert len({band_svg(seed, "cao-phong", 400, 60) for seed in SEEDS}) > 55


def test_bands_are_small_and_sound() -> None:
    for seed in SEEDS:
        drawn = band_svg(seed, "mai-chau", 480, 80)
        assert len(drawn.encode()) <= 2048
        ElementTree.fromstring(drawn)  # noqa: S314


def test_ids_of_bands_on_one_page_never_collide_and_every_reference_is_local() -> None:
    seen: set[str] = set()
    for seed in SEEDS:
        drawn = band_svg(seed, "da-bac", 320, 48)
        ids = re.findall(r' id="([^"]+)"', drawn)
        assert len(ids) == len(set(ids))
        assert not seen & set(ids)
        assert set(re.findall(r'href="#([^"]+)"', drawn)) <= set(ids)
        seen |= set(ids)
    assert prefix_for("a", "b") != prefix_for("ab")


def test_hoa_binh_districts_have_palettes_of_their_own_and_unknown_ones_get_one() -> None:
    known = [*["hoa-binh-city", "cao-phong", "da-bac", "kim-boi", "lac-son", "lac-thuy"]]
    known += [*["luong-son", "mai-chau", "tan-lac", "yen-thuy"]]
    assert len({palette_for(slug).name for slug in known}) == 10
    assert palette_for("dong-van") in PALETTES
    assert palette_for("dong-van") == palette_for("dong-van")

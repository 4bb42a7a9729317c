"""What the templates of maps show: districts to choose from, or one among the others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from storefront.cooperatives.models import District
from storefront.cooperatives.queries import KnownDistrict
from storefront.i18n.languages import localized_text
from storefront.illustrations.palettes import palette_for
from storefront.maps.drawing import Drawing, Shape, draw
from storefront.maps.labels import Label, label
from storefront.maps.queries import places, places_of


@dataclass(frozen=True, slots=True)
class Area:
    """Hold a district on a map that one can go to; the number of makers where it is known."""

    shape: Shape
    district: District
    makers: int | None = None

    @property
    def label(self) -> Label:
        """Return its words in the page's language."""
        name, known_for = map(localized_text, (self.district.short_name, self.district.known_for))
        return label(name, known_for, self.shape.room)


@dataclass(frozen=True, slots=True)
class ShownMap:
    """Hold a drawn map, the districts to choose on it, and the rest as one path."""

    drawing: Drawing
    areas: Sequence[Area] = ()
    land: str = ""
    here: Area | None = None

    def shape_of(self, district: District) -> Shape | None:
        """Return how a district is drawn, None where it has no place."""
        return next((s for s in self.drawing.shapes if s.slug == district.slug), None)


def map_tint(district: District) -> str:
    """Return the colour that a district has on maps and beside its name."""
    return palette_for(district.slug).tint


def map_of(districts: Sequence[KnownDistrict]) -> ShownMap | None:
    """Return the map of all districts, None where the market has no map."""
    known = {found.district.slug: found for found in districts}
    there = places_of(found.district for found in districts)
    if not there:
        return None
    drawing = draw(there)
    return ShownMap(
        drawing,
        [
            Area(shape, known[shape.slug].district, known[shape.slug].makers)
            for shape in drawing.shapes
        ],
    )


def map_around(district: District, linked: Iterable[District] = ()) -> ShownMap | None:
    """Return the map with one district shown among the others, None where it has no place."""
    if district.map_column is None:
        return None
    drawing = draw(places())
    others = {other.slug: other for other in linked}
    shapes = {shape.slug: shape for shape in drawing.shapes}
    if district.slug not in shapes:
        return None
    return ShownMap(
        drawing,
        [Area(shape, others[slug]) for slug, shape in shapes.items() if slug in others],
        "".join(s.path for s in drawing.shapes if s.slug not in (*others, district.slug)),
        Area(shapes[district.slug], district),
    )

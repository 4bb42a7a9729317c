"""What a card shows of a product: picture, name, maker, district, stars, price."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import Row, Select, select

from storefront.catalogue.conditions import (
    Standing,
    highest_price_now,
    price_now,
    stars_now,
)
from storefront.catalogue.models import Category, Product
from storefront.cooperatives.models import Cooperative, District, bare_district_name
from storefront.database import db
from storefront.i18n.bilingual import Bilingual
from storefront.illustrations.addresses import Drawing
from storefront.media.models import Picture
from storefront.media.showing import Photo, main_picture_id, photo_of


@dataclass(frozen=True, slots=True)
class Card:
    """Hold one product as a list shows it; prices in đồng, None means: ask the maker.

    The drawing stands in while there is no photo.
    """

    id: int
    slug: str
    name: Bilingual
    maker_slug: str
    maker: Bilingual
    district_slug: str
    district: Bilingual
    stars: int
    stars_are_sample: bool
    price: int | None
    highest_price: int | None
    drawing: Drawing
    photo: Photo | None = None

    @property
    def has_several_prices(self) -> bool:
        """Tell whether other pack sizes cost more."""
        return self.price != self.highest_price


def cards(ids: Sequence[int], standing: Standing) -> list[Card]:
    """Return the cards of some goods, in the order of their ids, by one query."""
    if not ids:
        return []
    rows = db.session.execute(_card_columns(standing).where(Product.id.in_(ids)))
    by_id = {row.id: _card(row) for row in rows}
    return [by_id[product_id] for product_id in ids if product_id in by_id]


def by_maker(cards_in_order: Sequence[Card]) -> list[tuple[Card, list[Card]]]:
    """Gather neighbouring cards of one maker, each time with the first of them."""
    return _gathered(cards_in_order, "maker_slug")


def by_place(cards_in_order: Sequence[Card]) -> list[tuple[Card, list[tuple[Card, list[Card]]]]]:
    """Gather neighbouring cards by district, and within it by maker."""
    districts = _gathered(cards_in_order, "district_slug")
    return [(first, by_maker(of_district)) for first, of_district in districts]


def _gathered(cards_in_order: Sequence[Card], key: str) -> list[tuple[Card, list[Card]]]:
    runs = [list(run) for _, run in groupby(cards_in_order, key=attrgetter(key))]
    return [(run[0], run) for run in runs]


@lru_cache(8)
def _card_columns(standing: Standing) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Product.id,
            Product.slug,
            Product.name_vi,
            Product.name_en,
            Product.motif,
            Product.motif_secondary,
            Category.motif.label("category_motif"),
            Cooperative.slug.label("maker_slug"),
            Cooperative.name_vi.label("maker_vi"),
            Cooperative.name_en.label("maker_en"),
            District.slug.label("district_slug"),
            District.name_vi.label("district_vi"),
            District.name_en.label("district_en"),
            stars_now(standing).label("stars"),
            stars_now(standing, only_real=True).label("real_stars"),
            price_now(standing).label("price"),
            highest_price_now(standing).label("highest_price"),
            Picture,
        )
        .join(Category, Category.id == Product.category_id)
        .join(Cooperative, Cooperative.id == Product.cooperative_id)
        .join(District, District.id == Cooperative.district_id)
        .outerjoin(Picture, Picture.id == main_picture_id())
    )


def _card(row: Row[*tuple[Any, ...]]) -> Card:
    return Card(
        id=row.id,
        slug=row.slug,
        name=Bilingual(row.name_vi, row.name_en),
        maker_slug=row.maker_slug,
        maker=Bilingual(row.maker_vi, row.maker_en),
        district_slug=row.district_slug,
        district=bare_district_name(Bilingual(row.district_vi, row.district_en)),
        stars=row.stars,
        stars_are_sample=row.stars > row.real_stars,
        price=row.price,
        highest_price=row.highest_price,
        drawing=Drawing(
            row.slug,
            row.motif or row.category_motif,
            row.maker_slug,
            row.district_slug,
            row.motif_secondary,
        ),
        photo=photo_of(row.Picture),
    )

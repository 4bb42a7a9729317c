"""All that a product page says, put together from the rows it stands on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from storefront.catalogue.cards import Card, cards
from storefront.catalogue.conditions import Standing
from storefront.catalogue.listing import Filters, page_of_ids
from storefront.catalogue.models import Certificate, Product, Variant
from storefront.cooperatives.models import Cooperative
from storefront.database import db
from storefront.delivery.models import DeliveryTerms
from storefront.delivery.services import terms_of
from storefront.media.showing import Photo, photos_of
from storefront.promotions.attribution import source_for
from storefront.promotions.offers import offers_by_code, price_now
from storefront.promotions.services import EventOffer
from storefront.slugs import is_slug
from storefront.stock.services import sellable_now

FROM_THE_MAKER = 4
FROM_THE_DISTRICT = 4
MOST_IN_ONE_GO = 999

# Why a product cannot be ordered today.
CLOSED, OUT_OF_SEASON, NO_PRICE, SOLD_OUT = "closed", "out_of_season", "no_price", "sold_out"


@dataclass(frozen=True, slots=True)
class Offer:
    """Hold one pack size with its price in đồng and the packs that can be sold.

    `event` is its price at the showcase by whose sign the visitor came, whether it holds or not.
    """

    variant: Variant
    price: int | None
    stock: int
    event: EventOffer | None = None

    @property
    def price_now(self) -> int | None:
        """Return what one pack costs this visitor."""
        return price_now(self.price, self.event) if self.price is not None else None

    @property
    def can_be_bought(self) -> bool:
        """Tell whether there is a price and something left."""
        return self.price is not None and self.stock > 0


@dataclass(frozen=True, slots=True)
class ProductPage:
    """Hold a product as it stands on a day; `obstacle` says why it cannot be ordered, or "".

    `at` is the code of the sign by which the visitor came, if it says something about the maker.
    """

    product: Product
    offers: Sequence[Offer]
    obstacle: str
    certificate: Certificate | None
    terms: DeliveryTerms
    of_the_maker: Sequence[Card]
    of_the_district: Sequence[Card]
    photos: Sequence[Photo] = ()
    at: str = ""

    @property
    def chosen(self) -> Offer | None:
        """Return the pack size that is chosen at first: one that can be bought, if any."""
        buyable = (offer for offer in self.offers if offer.can_be_bought)
        return next(buyable, self.offers[0] if self.offers else None)

    @property
    def stock(self) -> int:
        """Return how many packs of the chosen size can be ordered now."""
        return self.chosen.stock if self.chosen and not self.obstacle else 0

    @property
    def most(self) -> int:
        """Return how many packs one order may take of any size."""
        return min(MOST_IN_ONE_GO, max((offer.stock for offer in self.offers), default=0))


def find_product(slug: str) -> Product | None:
    """Return a product that is in the shop or was, with all that its page shows."""
    if not is_slug(slug):
        return None
    maker = joinedload(Product.cooperative)
    return db.session.scalar(
        select(Product)
        .where(Product.slug == slug, Product.status != "hidden")
        .options(
            joinedload(Product.category),
            maker.joinedload(Cooperative.district),
            maker.joinedload(Cooperative.commune),
            selectinload(Product.variants),
            selectinload(Product.certificates),
        )
    )


def product_page(product: Product, standing: Standing, came_by: str = "") -> ProductPage:
    """Return what a product's page says on a day, to somebody who came by the code of a sign."""
    at = source_for(came_by, product.cooperative_id)
    offers = _offers(product, standing, at)
    maker_cards, district_cards = related(product, standing)
    return ProductPage(
        product=product,
        offers=offers,
        obstacle=_obstacle(product, offers, standing),
        certificate=certificate_now(product, standing),
        terms=terms_of([product.cooperative])[product.cooperative_id],
        of_the_maker=maker_cards,
        of_the_district=district_cards,
        photos=photos_of(product),
        at=at,
    )


def related(product: Product, standing: Standing) -> tuple[Sequence[Card], Sequence[Card]]:
    """Return other goods of the maker, and goods of the district's other makers."""
    same_maker = page_of_ids(
        Filters(cooperative_id=product.cooperative_id, without=(product.id,)),
        standing,
        slice(0, FROM_THE_MAKER),
    )
    neighbours = page_of_ids(
        Filters(district_id=product.cooperative.district_id, without_maker=product.cooperative_id),
        standing,
        slice(0, FROM_THE_DISTRICT),
    )
    found = cards([*same_maker, *neighbours], standing)
    return (
        [card for card in found if card.id in same_maker],
        [card for card in found if card.id in neighbours],
    )


def certificate_now(product: Product, standing: Standing) -> Certificate | None:
    """Return the certificate whose stars a product may show, the one with most stars."""
    valid = [
        certificate
        for certificate in product.certificates
        if certificate.holds_on(standing.day) and (standing.demo or not certificate.is_sample)
    ]
    return max(
        valid, key=lambda certificate: (certificate.stars, certificate.expires_on), default=None
    )


def _offers(product: Product, standing: Standing, at: str) -> list[Offer]:
    variants = [variant for variant in product.variants if variant.is_active]
    ids = [variant.id for variant in variants]
    stock = sellable_now(ids, demo=standing.demo)
    events = offers_by_code(dict.fromkeys(ids, at)) if at else {}
    return [
        Offer(variant, variant.price(demo=standing.demo), stock[variant.id], events.get(variant.id))
        for variant in variants
    ]


def _obstacle(product: Product, offers: Sequence[Offer], standing: Standing) -> str:
    if not product.cooperative.is_open:
        return CLOSED
    if all(offer.price is None for offer in offers):
        return NO_PRICE
    # What stands on the shelf can be sold, dried or stored, also after its season.
    if any(offer.can_be_bought for offer in offers):
        return ""
    return SOLD_OUT if product.in_season(standing.day.month) else OUT_OF_SEASON

"""The goods of one maker, as its own desk sees them: also those that are hidden or archived."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from storefront.catalogue.english import english_is_missing, lacks_english
from storefront.catalogue.models import Certificate, Product, Variant
from storefront.cooperatives.models import Cooperative
from storefront.database import db
from storefront.media.models import Picture
from storefront.media.showing import Photo, main_picture_id, photo_of
from storefront.search.matching import Query, finds, names
from storefront.search.models import SearchDocument
from storefront.stock.models import StockRecord
from storefront.stock.services import sellable_now

PAGE = 20
STATES = ("published", "hidden", "archived")
LACKING = "lacking"


@dataclass(frozen=True, slots=True)
class Shelf:
    """Hold one pack size with its price in đồng, what can be sold and what orders were promised."""

    variant: Variant
    price: int | None
    stock: int
    promised: int


@dataclass(frozen=True, slots=True)
class OwnGoods:
    """Hold one product as a line of the maker's list."""

    product: Product
    shelves: Sequence[Shelf]
    photo: Photo | None

    @property
    def lacks(self) -> list[str]:
        """Name what buyers miss: "photo", "price", "english", "measure"."""
        product = self.product
        lacks = [] if self.photo else ["photo"]
        if all(shelf.price is None for shelf in self.shelves):
            lacks.append("price")
        if lacks_english(product):
            lacks.append("english")
        if not product.net_weight:
            lacks.append("measure")
        return lacks


@dataclass(frozen=True, slots=True)
class OwnPage:
    """Hold one page of a maker's goods; `counts` says how many there are in each state."""

    goods: Sequence[OwnGoods]
    counts: dict[str, int]
    number: int
    has_more: bool


def own_product(shop: Cooperative, product_id: int) -> Product | None:
    """Return a product of this maker, read anew, if it is one."""
    return db.session.scalar(
        select(Product)
        .where(Product.id == product_id, Product.cooperative_id == shop.id)
        .options(
            joinedload(Product.category),
            selectinload(Product.variants),
            selectinload(Product.certificates),
        )
        .execution_options(populate_existing=True)
    )


def own_variant(shop: Cooperative, variant_id: int) -> Variant | None:
    """Return a pack size of this maker, if it is one."""
    return db.session.scalar(
        select(Variant)
        .join(Product, Product.id == Variant.product_id)
        .where(Variant.id == variant_id, Product.cooperative_id == shop.id)
        .options(joinedload(Variant.product))
    )


def own_certificate(shop: Cooperative, certificate_id: int) -> Certificate | None:
    """Return a certificate of one of this maker's products, if it is one."""
    return db.session.scalar(
        select(Certificate)
        .join(Product, Product.id == Certificate.product_id)
        .where(Certificate.id == certificate_id, Product.cooperative_id == shop.id)
        .options(joinedload(Certificate.product))
        .execution_options(populate_existing=True)
    )


def own_page(shop: Cooperative, words: str, state: str, number: int, *, demo: bool) -> OwnPage:
    """Return a page of a maker's goods, by words and state; "" stands for all but the archived."""
    wanted = _in_state(_of(shop), state, demo=demo)
    query = Query.read(words)
    if query:
        wanted = wanted.join(SearchDocument, SearchDocument.owner_id == Product.id).where(
            SearchDocument.kind == "product", finds(query.loosely()), names(query.loosely())
        )
    found = db.session.scalars(
        wanted.options(joinedload(Product.category), selectinload(Product.variants))
        .order_by(Product.sort_key_vi, Product.id)
        .offset((number - 1) * PAGE)
        .limit(PAGE + 1)
        .execution_options(populate_existing=True)
    ).all()
    goods = own_goods(found[:PAGE], demo=demo)
    return OwnPage(goods, _counts(shop, demo=demo), number, len(found) > PAGE)


def own_goods(products: Sequence[Product], *, demo: bool) -> list[OwnGoods]:
    """Return products with the packs that are on sale, and what is left of each."""
    packs = [pack for product in products for pack in product.variants if pack.is_active]
    ids = [pack.id for pack in packs]
    stock, promised = sellable_now(ids, demo=demo), _promised(ids)
    photos = _photos([product.id for product in products])
    return [
        OwnGoods(
            product,
            [
                Shelf(pack, pack.price(demo=demo), stock[pack.id], promised.get(pack.id, 0))
                for pack in product.variants
                if pack.is_active
            ],
            photos.get(product.id),
        )
        for product in products
    ]


def _of(shop: Cooperative) -> Select[Product]:
    return select(Product).where(Product.cooperative_id == shop.id)


def _in_state(wanted: Select[Product], state: str, *, demo: bool) -> Select[Product]:
    if state in STATES:
        return wanted.where(Product.status == state)
    wanted = wanted.where(Product.status != "archived")
    return wanted.where(_lacking(demo=demo)) if state == LACKING else wanted


def _lacking(*, demo: bool) -> ColumnElement[bool]:
    """Return what `OwnGoods.lacks` says, as SQL."""
    priced = select(Variant.id).where(
        Variant.product_id == Product.id,
        Variant.is_active.is_(True),
        Variant.price_vnd.is_not(None),
    )
    if not demo:
        priced = priced.where(Variant.price_is_sample.is_(False))
    return or_(
        main_picture_id().is_(None),
        ~priced.correlate(Product).exists(),
        english_is_missing(),
        Product.net_weight == "",
    )


def _counts(shop: Cooperative, *, demo: bool) -> dict[str, int]:
    of_shop = Product.cooperative_id == shop.id
    rows = db.session.execute(
        select(Product.status, func.count().label("number")).where(of_shop).group_by(Product.status)
    )
    counts = dict.fromkeys(STATES, 0) | {row.status: row.number for row in rows}
    lacking = select(func.count(Product.id)).where(
        of_shop, Product.status != "archived", _lacking(demo=demo)
    )
    return counts | {
        LACKING: db.session.scalar(lacking) or 0,
        "": counts["published"] + counts["hidden"],
    }


def _photos(product_ids: Sequence[int]) -> dict[int, Photo | None]:
    """Return the main photo of each product that has one."""
    mains = select(main_picture_id()).where(Product.id.in_(product_ids))
    pictures = db.session.scalars(select(Picture).where(Picture.id.in_(mains)))
    return {picture.product_id: photo_of(picture) for picture in pictures if picture.product_id}


def _promised(variant_ids: Sequence[int]) -> dict[int, int]:
    rows = db.session.execute(
        select(StockRecord.variant_id, StockRecord.reserved).where(
            StockRecord.variant_id.in_(variant_ids)
        )
    )
    return {row.variant_id: row.reserved for row in rows}

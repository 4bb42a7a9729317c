"""Making goods and changing them: one call, one transaction, one revision more."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, datetime

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from storefront.accounts.models import User
from storefront.activity.services import note
from storefront.catalogue.models import Product, Variant
from storefront.catalogue.packs import PackFacts, write_packs
from storefront.cooperatives.models import Cooperative
from storefront.database import db
from storefront.market.services import in_demo_mode
from storefront.review.services import approve
from storefront.search.services import reindex
from storefront.slugs import slug_of
from storefront.text import sort_key

WITHOUT_WORDS = "hang"
TRIES = 5


class GoodsChanged(ValueError):
    """Say that somebody else has saved the goods since they were shown."""


class NeedsLicence(ValueError):
    """Say that alcohol cannot be on sale: the maker has stated no licence."""


class NotApproved(ValueError):
    """Say that the review did not let something be shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodsFacts:
    """Hold all that a maker says of goods, named as the columns are, and their pack sizes."""

    name_vi: str
    name_en: str = ""
    category_id: int
    description_vi: str = ""
    description_en: str = ""
    unit_vi: str = ""
    unit_en: str = ""
    net_weight: str = ""
    use_by_vi: str = ""
    use_by_en: str = ""
    ingredients_vi: str = ""
    ingredients_en: str = ""
    storage_vi: str = ""
    storage_en: str = ""
    origin_vi: str = ""
    origin_en: str = ""
    season_first: int | None = None
    season_last: int | None = None
    is_alcohol: bool = False
    reach: str = "elsewhere"
    ship_days: str = ""
    motif: str = ""
    packs: Sequence[PackFacts]


COLUMNS = tuple(field.name for field in fields(GoodsFacts) if field.name != "packs")


def create_goods(
    shop: Cooperative, user: User, facts: GoodsFacts, *, published: bool, draft_key: str
) -> Product:
    """Make goods of a maker; a form that was sent twice makes them once.

    Raises NeedsLicence, NotApproved.
    """
    key = f"{shop.id}:{draft_key}"
    known = _made_with(key)
    if known is not None:
        return known
    product, is_new = _made(shop, facts, key)
    if not is_new:
        return product
    note(shop, user, "goods.created", product, product.name_vi)
    write_packs(shop, user, product, facts.packs)
    db.session.flush()
    if published:
        set_status(shop, user, product, "published")
    reindex("product", [product.id])
    return product


def edit_goods(
    shop: Cooperative, user: User, product: Product, facts: GoodsFacts, revision: int
) -> None:
    """Change goods that somebody saw at a revision; their address stays.

    Raises GoodsChanged when they were saved since, or NeedsLicence; then the caller rolls back.
    """
    _take_turn(product, revision)
    changes = write_facts(product, facts)
    if product.status == "published":
        check_licence(shop, product)
    if changes:
        note(shop, user, "goods.changed", product, product.name_vi, **changes)
        reindex("product", [product.id])
    write_packs(shop, user, product, facts.packs)
    db.session.flush()


def write_facts(product: Product, facts: GoodsFacts) -> dict[str, object]:
    """Write what a maker says of goods; return what the log tells of it, nothing for no change."""
    changed = [name for name in COLUMNS if getattr(product, name) != getattr(facts, name)]
    told: dict[str, object] = {"fields": changed} if changed else {}
    if "name_vi" in changed:
        told["before"] = product.name_vi
    for name in changed:
        setattr(product, name, getattr(facts, name))
    _sort(product)
    return told


def set_status(shop: Cooperative, user: User, product: Product, status: str) -> None:
    """Publish, hide or archive goods. Raises NeedsLicence, NotApproved."""
    if product.status == status:
        return
    if status == "published":
        check_showable(shop, user, product)
    before, product.status = product.status, status
    note(shop, user, f"goods.{status}", product, product.name_vi, before=before)
    db.session.flush()


def check_showable(shop: Cooperative, user: User, product: Product) -> None:
    """Make sure that goods may be put on sale. Raises NeedsLicence, NotApproved."""
    check_licence(shop, product)
    if not approve("product", shop, user).approved:
        raise NotApproved


def check_licence(shop: Cooperative, product: Product) -> None:
    """Raise NeedsLicence for alcohol of a maker who has stated no licence."""
    if product.is_alcohol and not may_sell_alcohol(shop):
        raise NeedsLicence


def state_licence(shop: Cooperative, user: User, number: str) -> None:
    """Keep the number of the licence by which a maker sells alcohol."""
    if number and number != shop.alcohol_licence:
        before = shop.alcohol_licence
        shop.alcohol_licence = number
        note(shop, user, "licence.stated", shop, shop.name_vi, before=before, after=number)


def may_sell_alcohol(shop: Cooperative) -> bool:
    """Tell whether a maker has stated a licence; a sample one counts in demo mode only."""
    return bool(shop.alcohol_licence) and (in_demo_mode() or not shop.legal_is_sample)


def free_slug(name: str, shop: Cooperative) -> str:
    """Return an address for a name that no goods have: with the maker's, or a number, if need be.

    It is worked out once, when goods are made: links and printed signs lead there for years.
    """
    plain = slug_of(name) or WITHOUT_WORDS
    taken = set(db.session.scalars(select(Product.slug).where(Product.slug.startswith(plain))))
    return slug_beside(taken, name, shop)


def slug_beside(taken: Collection[str], name: str, shop: Cooperative) -> str:
    """Return an address for a name that is none of those taken."""
    plain = slug_of(name) or WITHOUT_WORDS
    with_maker = f"{plain}-{shop.slug.removeprefix('htx-')}"
    for slug in (plain, with_maker):
        if slug not in taken:
            return slug
    number = 2
    while f"{with_maker}-{number}" in taken:
        number += 1
    return f"{with_maker}-{number}"


def build_goods(shop: Cooperative, facts: GoodsFacts, slug: str, key: str) -> Product:
    """Return hidden goods, not stored yet; `key` is never given to others."""
    product = Product(
        slug=slug,
        cooperative=shop,
        status="hidden",
        draft_key=key,
        **{name: getattr(facts, name) for name in COLUMNS},
    )
    _sort(product)
    return product


def _made_with(key: str) -> Product | None:
    return db.session.scalar(select(Product).where(Product.draft_key == key))


def _made(shop: Cooperative, facts: GoodsFacts, key: str) -> tuple[Product, bool]:
    """Add goods, or return those that the same form has just made; say whether they are new."""
    for _ in range(TRIES):
        product = build_goods(shop, facts, free_slug(facts.name_vi, shop), key)
        try:
            with db.session.begin_nested():
                db.session.add(product)
            return product, True
        except IntegrityError:  # somebody made this, or another of its name, at the same moment
            known = _made_with(key)
            if known is not None:
                return known, False
    raise RuntimeError("no free address was found")


def _take_turn(product: Product, revision: int) -> None:
    """Let one of several who save at once go on: who saw the goods as they are."""
    turn = (
        update(Product)
        .where(Product.id == product.id, Product.revision == revision)
        .values(revision=revision + 1, updated_at=datetime.now(UTC))
        .returning(Product.id)
        .execution_options(synchronize_session=False)
    )
    if db.session.scalar(turn) is None:
        raise GoodsChanged
    db.session.refresh(product)
    db.session.scalars(
        select(Variant)
        .where(Variant.product_id == product.id)
        .execution_options(populate_existing=True)
    ).all()


def _sort(product: Product) -> None:
    product.sort_key_vi = sort_key(product.name_vi)
    product.sort_key_en = sort_key(product.name_en or product.name_vi)

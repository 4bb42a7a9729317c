"""The pack sizes that a maker sells goods in."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from storefront.accounts.models import User
from storefront.activity.services import note
from storefront.catalogue.models import Product, Variant
from storefront.cooperatives.models import Cooperative
from storefront.database import db
from storefront.market.services import in_demo_mode
from storefront.slugs import slug_of
from storefront.stock.services import set_sellable


class UnknownPack(ValueError):
    """Say that the goods have no such pack size."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PackFacts:
    """Hold one pack size: a new one has no id; its price is in đồng, None for "ask the maker".

    `stock` counts for new ones only: afterwards it is pressed or counted.
    """

    variant_id: int | None = None
    label_vi: str
    label_en: str = ""
    weight_g: int
    price_vnd: int | None
    is_active: bool = True
    stock: int = 0


@dataclass(frozen=True, slots=True)
class PacksPlaced:
    """Hold new pack sizes, each with its first stock, and the log's lines for all that changed."""

    added: list[tuple[Variant, int]] = field(default_factory=list)
    lines: list[tuple[str, dict[str, object]]] = field(default_factory=list)


def write_packs(
    shop: Cooperative, user: User, product: Product, packs: Sequence[PackFacts]
) -> None:
    """Write pack sizes in their order; one that is not named stays as it is.

    Raises UnknownPack for an id that is none of the product's.
    """
    placed = place_packs(product, packs)
    for verb, details in placed.lines:
        note(shop, user, verb, product, product.name_vi, **details)
    db.session.flush()
    for variant, stock in placed.added:
        set_sellable(variant.id, stock)


def place_packs(product: Product, packs: Sequence[PackFacts]) -> PacksPlaced:
    """Put pack sizes on a product in their order, before anything is flushed or told.

    The caller gives the new ones their stock. Raises UnknownPack.
    """
    known = {variant.id: variant for variant in product.variants}
    codes = {variant.code for variant in product.variants}
    placed = PacksPlaced()
    for position, facts in enumerate(packs):
        if facts.variant_id is None:
            variant = _added(product, facts, codes)
            details: dict[str, object] = {"pack": facts.label_vi, "price": facts.price_vnd}
            placed.added.append((variant, facts.stock))
            placed.lines.append(("pack.added", {**details, "stock": facts.stock}))
        elif facts.variant_id in known:
            variant = known[facts.variant_id]
            placed.lines.extend(_changed(variant, facts))
        else:
            raise UnknownPack
        variant.position = position
    return placed


def _added(product: Product, facts: PackFacts, codes: set[str]) -> Variant:
    variant = Variant(
        product=product,
        code=_free_code(facts.label_vi, codes),
        label_vi=facts.label_vi,
        label_en=facts.label_en,
        weight_g=facts.weight_g,
        price_vnd=facts.price_vnd,
        is_active=facts.is_active,
    )
    codes.add(variant.code)
    db.session.add(variant)
    return variant


def _changed(variant: Variant, facts: PackFacts) -> Iterator[tuple[str, dict[str, object]]]:
    """Change a pack size, and yield what the log says of it."""
    label = facts.label_vi
    shown = variant.price(demo=in_demo_mode())
    if facts.price_vnd != shown:
        variant.price_vnd, variant.price_is_sample = facts.price_vnd, False
        yield "price.changed", {"pack": label, "before": shown, "after": facts.price_vnd}
    names = ("label_vi", "label_en", "weight_g", "is_active")
    changed = [name for name in names if getattr(variant, name) != getattr(facts, name)]
    if changed:
        before = {name: getattr(variant, name) for name in changed}
        for name in changed:
            setattr(variant, name, getattr(facts, name))
        yield "pack.changed", {"pack": label, "before": before}


def _free_code(label: str, codes: Collection[str]) -> str:
    """Return what spreadsheets know a pack size by: the words of its label, and a number."""
    plain = slug_of(label) or "goi"
    code, number = plain, 1
    while code in codes:
        number += 1
        code = f"{plain}-{number}"
    return code

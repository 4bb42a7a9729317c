"""Generated purchases: placed, paid, packed, delivered, called off and expired ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from storefront import clock
from storefront.cart.models import Cart
from storefront.catalogue.models import Product, Variant
from storefront.checkout.drafts import BuyerDetails, Draft, DraftLine, DraftShop
from storefront.cooperatives.models import Cooperative
from storefront.database import db
from storefront.delivery.models import DeliveryTerms
from storefront.delivery.services import delivery_fee, destination, terms_of, zone_for
from storefront.generating import words
from storefront.generating.stories import choose_story, live
from storefront.market.services import current_market, in_demo_mode
from storefront.ordering.models import LineItem, Order, Purchase
from storefront.ordering.snapshots import purchase_from
from storefront.payments.models import BankAccount
from storefront.places.directory import communes_of, provinces
from storefront.stock.models import StockRecord
from storefront.stock.services import (
    Wanted,
    allocate_stock,
    release_stock,
    reserve_stock,
    sellable_now,
    set_sellable,
    ship_stock,
)

PURCHASES_AT_ONCE = 250
LONGEST_AGO_HOURS = 180 * 24


class NothingToOrder(ValueError):
    """Say that no product has a price and travels anywhere."""


@dataclass(frozen=True, slots=True)
class Stall:
    """Hold what one maker has to sell, how, and for which ways of payment."""

    maker: Cooperative
    terms: DeliveryTerms
    packs: Sequence[Variant]
    methods: tuple[str, ...]


def generate_orders(number: int, rng: Random) -> None:
    """Add so many purchases with their orders' histories; stock to sell stays as it was.

    Raises NothingToOrder.
    """
    if not number:
        return
    stalls = _stalls()
    if not stalls:
        raise NothingToOrder("no product has a price and travels anywhere")
    now = clock.now()
    for start in range(0, number, PURCHASES_AT_ONCE):
        batch = [_purchase(stalls, now, rng) for _ in range(min(PURCHASES_AT_ONCE, number - start))]
        db.session.flush()
        _reserve([order for purchase in batch for order in purchase.orders])


def _stalls() -> list[Stall]:
    """Return the makers with goods that can go anywhere."""
    demo = in_demo_mode()
    found = db.session.scalars(
        select(Variant)
        .join(Product)
        .where(Product.reach == "elsewhere", Product.status == "published", Variant.is_active)
        .options(joinedload(Variant.product).joinedload(Product.cooperative))
        .order_by(Variant.id)
    )
    packs: dict[Cooperative, list[Variant]] = {}
    for pack in found:
        if pack.price(demo=demo) is not None and pack.product.cooperative.is_open:
            packs.setdefault(pack.product.cooperative, []).append(pack)
    terms = terms_of(packs)
    paid_into = {
        account.cooperative_id
        for account in db.session.scalars(select(BankAccount))
        if demo or not account.is_sample
    }
    stalls = (
        Stall(maker, terms[maker.id], goods, _methods(terms[maker.id], maker.id in paid_into))
        for maker, goods in packs.items()
    )
    return [stall for stall in stalls if stall.methods and _delivers_anywhere(stall.terms)]


def _methods(terms: DeliveryTerms, has_account: bool) -> tuple[str, ...]:
    transfer = terms.accepts_transfer and has_account
    return ("cod",) * terms.accepts_cod + ("bank_transfer",) * transfer


def _delivers_anywhere(terms: DeliveryTerms) -> bool:
    fees = (terms.district_fee_vnd, terms.province_fee_vnd, terms.elsewhere_fee_vnd)
    return None not in fees


def _purchase(stalls: Sequence[Stall], now: datetime, rng: Random) -> Purchase:
    """Add one purchase from one to three makers, and all that became of it."""
    how_many = rng.choices((1, 2, 3), weights=(75, 20, 5))[0]
    chosen = rng.sample(stalls, min(how_many, len(stalls)))
    methods = [rng.choice(stall.methods) for stall in chosen]
    stories = [choose_story(method, rng) for method in methods]
    placed_at = now - timedelta(hours=_age_hours(chosen, stories, rng))
    details = _details(rng)
    shops = tuple(
        _shop(stall, method, details, rng) for stall, method in zip(chosen, methods, strict=True)
    )
    draft = Draft(cart=Cart(), details=details, shops=shops, stuck=(), left=())
    purchase = purchase_from(draft, placed_at)
    purchase.session_key = f"generated-{purchase.token}"
    purchase.idempotency_key = purchase.token
    purchase.language = rng.choices(("vi", "en"), weights=(85, 15))[0]
    purchase.terms_version = "generated"
    purchase.declared_adult = draft.has_alcohol
    db.session.add(purchase)
    for order, story in zip(purchase.orders, stories, strict=True):
        live(order, story, now, rng)
    return purchase


def _age_hours(stalls: Sequence[Stall], stories: Sequence[object], rng: Random) -> float:
    """Return an age at which orders that still wait are not yet overdue."""
    deadlines = [min(stall.terms.hold_hours, stall.terms.confirm_hours) for stall in stalls]
    waiting = [hours for hours, story in zip(deadlines, stories, strict=True) if not story]
    longest = 0.8 * min(waiting) if waiting else LONGEST_AGO_HOURS
    return longest * rng.random()


def _details(rng: Random) -> BuyerDetails:
    """Return a made-up buyer: half of them in the market's own province."""
    home = current_market().province_code
    areas = [area for area in provinces() if area.code == home and rng.random() < 0.5]
    area = rng.choice(areas or provinces())
    place = rng.choice(communes_of(area.code))
    return BuyerDetails(
        full_name=rng.choice(words.BUYERS),
        phone=f"+84900{rng.randrange(1_000_000):06d}",
        email="",
        province_code=area.code,
        province_name=area.name_vi,
        commune_code=place.code,
        commune_name=place.name_vi,
        street=f"Số {rng.randint(1, 300)}",
        note="",
        payment_method="cod",
    )


def _shop(stall: Stall, method: str, details: BuyerDetails, rng: Random) -> DraftShop:
    lines = [
        _line(pack, rng.randint(1, 3))
        for pack in rng.sample(stall.packs, min(rng.randint(1, 3), len(stall.packs)))
    ]
    to = destination(details.province_code, details.commune_code)
    zone = zone_for(stall.maker, to, current_market().province_code)
    goods = sum(line.line_vnd for line in lines)
    weight = sum(line.weight_g * line.quantity for line in lines)
    return DraftShop(
        cooperative=stall.maker,
        terms=stall.terms,
        lines=tuple(lines),
        zone=zone,
        is_pickup=False,
        goods_vnd=goods,
        delivery_vnd=delivery_fee(stall.terms, zone, goods, weight) or 0,
        payment_method=method,
        accepted_methods=stall.methods,
        problems=(),
    )


def _line(pack: Variant, quantity: int) -> DraftLine:
    price = pack.price_vnd or 0
    return DraftLine(
        variant=pack,
        product=pack.product,
        quantity=quantity,
        unit_price_vnd=price,
        line_vnd=price * quantity,
        weight_g=pack.weight_g,
        sellable=quantity,
        problem="",
    )


def _reserve(orders: Sequence[Order]) -> None:
    """Reserve every line as if its goods had stood there besides, then follow its order."""
    demo = in_demo_mode()
    lines = [(order, item) for order in orders for item in order.line_items]
    needed: Counter[int] = Counter()
    for _order, item in lines:
        needed[item.variant_id] += item.quantity
    before = _sellable(sorted(needed), demo=demo)
    for variant_id, (left, is_sample) in before.items():
        set_sellable(variant_id, left + needed[variant_id], is_sample=is_sample)
    db.session.flush()
    short = reserve_stock(
        [
            Wanted(item.variant_id, item.id, item.quantity, order.hold_until or order.confirm_until)
            for order, item in lines
        ],
        demo=demo,
    )
    if short:
        raise ValueError("stock that was put there is missing")
    _follow(lines)
    for variant_id, (left, is_sample) in before.items():
        set_sellable(variant_id, left, is_sample=is_sample)


def _sellable(variant_ids: Sequence[int], *, demo: bool) -> dict[int, tuple[int, bool]]:
    """Return what can be sold of each variant, and whether that counts in demo mode only."""
    counts = sellable_now(variant_ids, demo=demo)
    samples = db.session.scalars(
        select(StockRecord.variant_id).where(
            StockRecord.variant_id.in_(variant_ids), StockRecord.is_sample
        )
    ).all()
    return {variant: (counts[variant], demo and variant in samples) for variant in variant_ids}


def _follow(lines: Sequence[tuple[Order, LineItem]]) -> None:
    """Bring each line's reservation to where its order stands."""

    def of(*statuses: str) -> list[int]:
        return [item.id for order, item in lines if order.status in statuses]

    sent = ("handed_over", "delivered")
    allocate_stock(of("confirmed", "completed"))
    release_stock(of("cancelled", "expired"))
    ship_stock([item.id for order, item in lines if order.fulfilment_status in sent])

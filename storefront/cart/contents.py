"""What a cart comes to right now: lines grouped by maker, fees, and what stands in the way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby

from storefront import clock
from storefront.cart.loading import items_of, stock_of
from storefront.cart.models import Cart, CartChoice, CartItem
from storefront.catalogue.models import Product, Variant
from storefront.cooperatives.models import Cooperative
from storefront.delivery.models import DeliveryTerms
from storefront.delivery.services import (
    Destination,
    delivery_fee,
    destination,
    missing_to_free,
    reaches,
    serves,
    terms_of,
    zone_fee,
    zone_for,
)
from storefront.market.services import current_market, in_demo_mode
from storefront.promotions.discounts import Discount, Part, discount_on
from storefront.promotions.offers import offers_by_code, price_now
from storefront.promotions.services import HOLDS, EventOffer
from storefront.promotions.vouchers import VoucherOffer, voucher_offers

# Why a line cannot be ordered as it stands.
GONE, CLOSED, ASK_PRICE, SOLD_OUT, SHORT = "gone", "closed", "ask_price", "sold_out", "short"


@dataclass(frozen=True, slots=True)
class CartLine:
    """Hold one item with the price in đồng and the stock of this moment.

    `problem` says why it cannot be ordered, "" when it can. `travels` is False where the goods
    cannot go as far as the destination; it is True while no destination is known. `event` is the
    event price of these goods, whether or not it holds.
    """

    item: CartItem
    unit_price_vnd: int
    sellable: int
    problem: str
    travels: bool
    event: EventOffer | None = None

    @property
    def variant(self) -> Variant:
        """Return the pack size."""
        return self.item.variant

    @property
    def product(self) -> Product:
        """Return the product."""
        return self.item.variant.product

    @property
    def quantity(self) -> int:
        """Return how many packs are wanted."""
        return self.item.quantity

    @property
    def line_vnd(self) -> int:
        """Return the price of all packs in đồng."""
        return self.unit_price_vnd * self.quantity

    @property
    def at_event_price(self) -> bool:
        """Tell whether the event price is paid."""
        return self.event is not None and self.event.holds_for(self.quantity)

    @property
    def weight_g(self) -> int:
        """Return the weight of all packs in grams."""
        return self.variant.weight_g * self.quantity

    @property
    def counts(self) -> bool:
        """Tell whether the line has a price that enters the total."""
        return self.problem in ("", SHORT)

    @property
    def price_before_vnd(self) -> int | None:
        """Return the price in đồng when it was put in, if it is another one now."""
        changed = self.counts and self.item.price_seen_vnd != self.unit_price_vnd
        return self.item.price_seen_vnd if changed else None


@dataclass(frozen=True, slots=True)
class CartShop:
    """Hold one maker's part of a cart; amounts in đồng.

    `zone` is None while no destination is known; `delivery_vnd` is None then, and where the
    maker does not deliver. `is_served` is False where the destination is one of the areas that
    the maker leaves out. `voucher` is the one that the buyer named, whether or not it holds.
    """

    cooperative: Cooperative
    terms: DeliveryTerms
    choice: CartChoice
    lines: tuple[CartLine, ...]
    zone: str | None
    is_served: bool = True
    voucher: VoucherOffer | None = None

    @property
    def is_pickup(self) -> bool:
        """Tell whether the buyer fetches the goods, which counts only while that is offered."""
        return self.choice.pickup and self.terms.offers_pickup

    @property
    def goods_vnd(self) -> int:
        """Return what the goods cost."""
        return sum(line.line_vnd for line in self.lines if line.counts)

    @property
    def discount(self) -> Discount:
        """Return what the voucher takes off each of the lines that count, and why if nothing."""
        lines = [line for line in self.lines if line.counts]
        voucher = self.voucher
        if voucher is None or voucher.standing != HOLDS or not lines:
            return Discount((0,) * len(lines))
        parts = [
            Part(line.line_vnd, line.product.is_alcohol, line.at_event_price) for line in lines
        ]
        return discount_on(parts, voucher.kind, voucher.value, voucher.min_goods_vnd)

    @property
    def discount_vnd(self) -> int:
        """Return what the voucher takes off the goods."""
        return self.discount.amount_vnd

    @property
    def payable_vnd(self) -> int:
        """Return what is to be paid for the goods: free delivery counts this."""
        return self.goods_vnd - self.discount_vnd

    @property
    def weight_g(self) -> int:
        """Return what the goods weigh."""
        return sum(line.weight_g for line in self.lines if line.counts)

    @property
    def delivery_vnd(self) -> int | None:
        """Return what delivery costs; nothing when the buyer fetches the goods."""
        if self.is_pickup or not self.goods_vnd:
            return 0
        if self.zone is None or not self.is_served:
            return None
        return delivery_fee(self.terms, self.zone, self.payable_vnd, self.weight_g)

    @property
    def missing_to_free_vnd(self) -> int | None:
        """Return how much more makes delivery free."""
        if self.is_pickup or not self.goods_vnd or not self.is_served:
            return None
        return missing_to_free(self.terms, self.zone, self.payable_vnd)

    @property
    def stuck_lines(self) -> tuple[CartLine, ...]:
        """Return the lines that cannot reach the destination."""
        return tuple(line for line in self.lines if not line.travels)

    def with_voucher(self, voucher: VoucherOffer) -> CartShop:
        """Return the same part with a voucher."""
        return replace(self, voucher=voucher)

    def with_lines(self, lines: Sequence[CartLine]) -> CartShop:
        """Return the same part with other lines."""
        return replace(self, lines=tuple(lines))


@dataclass(frozen=True, slots=True)
class CartContents:
    """Hold all parts of a cart, in the order in which the makers came in."""

    cart: Cart | None
    shops: tuple[CartShop, ...]

    @property
    def lines(self) -> tuple[CartLine, ...]:
        """Return all lines."""
        return tuple(line for shop in self.shops for line in shop.lines)

    @property
    def goods_vnd(self) -> int:
        """Return what all goods cost."""
        return sum(shop.goods_vnd for shop in self.shops)

    @property
    def discount_vnd(self) -> int:
        """Return what vouchers take off."""
        return sum(shop.discount_vnd for shop in self.shops)

    @property
    def delivery_vnd(self) -> int | None:
        """Return what all deliveries cost, None while one is unknown."""
        fees = [shop.delivery_vnd for shop in self.shops]
        known = [fee for fee in fees if fee is not None]
        return sum(known) if len(known) == len(fees) else None

    @property
    def count(self) -> int:
        """Return how many packs are in the cart."""
        return sum(line.quantity for line in self.lines)

    @property
    def is_blocked(self) -> bool:
        """Tell whether a line must be changed before ordering."""
        return any(line.problem for line in self.lines)


def contents_of(cart: Cart | None, now: datetime | None = None) -> CartContents:
    """Return what a cart comes to, by the prices, stock and terms of this moment.

    `now` is the moment by which event prices and vouchers are judged.
    """
    if cart is None:
        return CartContents(None, ())
    items = items_of(cart)
    moment = now or clock.now()
    stock = stock_of(items)
    events = offers_by_code({item.variant_id: item.source for item in items}, moment)
    makers = {item.variant.product.cooperative_id: item.variant.product for item in items}
    terms = terms_of([product.cooperative for product in makers.values()])
    choices = {choice.cooperative_id: choice for choice in cart.choices}
    vouchers = voucher_offers(
        [choice.voucher_id for choice in cart.choices if choice.voucher_id], moment
    )
    to = destination(cart.province_code, cart.commune_code) if cart.commune_code else None
    order = list(makers)
    shops = []
    by_maker = sorted(items, key=lambda item: order.index(item.variant.product.cooperative_id))
    for maker_id, group in groupby(by_maker, key=lambda i: i.variant.product.cooperative_id):
        cooperative = makers[maker_id].cooperative
        choice = choices.get(maker_id) or CartChoice(
            cooperative_id=maker_id, payment_method="", pickup=False, left_in_cart=False
        )
        shop = _shop(cooperative, terms[maker_id], choice, list(group), (stock, events), to)
        shops.append(replace(shop, voucher=vouchers.get(choice.voucher_id or 0)))
    return CartContents(cart, tuple(shops))


def _shop(  # noqa: PLR0913, PLR0917
    cooperative: Cooperative,
    terms: DeliveryTerms,
    choice: CartChoice,
    items: Sequence[CartItem],
    standing: tuple[dict[int, int], dict[int, EventOffer]],
    to: Destination | None,
) -> CartShop:
    home_province = current_market().province_code
    zone = zone_for(cooperative, to, home_province) if to else None
    is_served = to is None or serves(terms, to)
    fetched = choice.pickup and terms.offers_pickup
    stock, events = standing
    lines = tuple(
        _line(
            item,
            stock.get(item.variant_id, 0),
            events.get(item.variant_id),
            travels=fetched or (is_served and _travels(item, terms, zone)),
        )
        for item in items
    )
    return CartShop(cooperative, terms, choice, lines, zone, is_served)


def _travels(item: CartItem, terms: DeliveryTerms, zone: str | None) -> bool:
    """Tell whether goods can go as far as a zone; they can while none is known."""
    reach = item.variant.product.reach
    return zone is None or (zone_fee(terms, zone) is not None and reaches(reach, zone))


def _line(item: CartItem, sellable: int, event: EventOffer | None, *, travels: bool) -> CartLine:
    price = item.variant.price(demo=in_demo_mode())
    problem = _problem(item, item.variant.product, price, sellable)
    paid = price_now(price or 0, event, item.quantity)
    return CartLine(item, paid, sellable, problem, travels, event)


def _problem(item: CartItem, product: Product, price: int | None, sellable: int) -> str:
    if product.status != "published" or not item.variant.is_active:
        return GONE
    if not product.cooperative.is_open:
        return CLOSED
    if price is None:
        return ASK_PRICE
    if sellable <= 0:
        return SOLD_OUT
    return SHORT if sellable < item.quantity else ""

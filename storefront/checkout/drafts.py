"""The order as it would be placed now: who gets it, from whom, for how much."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import select

from storefront.cart.contents import CartLine, CartShop, contents_of
from storefront.cart.models import Cart
from storefront.catalogue.models import Product, Variant
from storefront.cooperatives.models import Cooperative
from storefront.database import db
from storefront.delivery.models import DeliveryTerms
from storefront.market.services import in_demo_mode
from storefront.payments.models import BankAccount
from storefront.places.directory import commune, province
from storefront.promotions.discounts import NO_DISCOUNT, Discount
from storefront.promotions.services import EventOffer
from storefront.promotions.vouchers import VoucherOffer

DIGEST_LENGTH = 16
PROMISED = (
    "days_min", "days_max", "hold_hours", "confirm_hours", "pickup_vi", "pickup_en",
    "inspection_vi", "inspection_en", "returns_vi", "returns_en",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class BuyerDetails:
    """Hold who gets the goods and where; `phone` is E.164, names of places are of today."""

    full_name: str
    phone: str
    email: str
    province_code: str
    province_name: str
    commune_code: str
    commune_name: str
    street: str
    note: str
    payment_method: str


@dataclass(frozen=True, slots=True)
class DraftLine:
    """Hold one line; amounts in đồng, weight in grams, `sellable` in packs of this moment.

    `event` is the event price of these goods, whether it is paid or not; `discount_vnd` is what
    the voucher takes off this line; `source` is the code of the sign that led to it, or "".
    """

    variant: Variant
    product: Product
    quantity: int
    unit_price_vnd: int
    line_vnd: int
    weight_g: int
    sellable: int
    problem: str
    event: EventOffer | None = None
    at_event_price: bool = False
    discount_vnd: int = 0
    source: str = ""


@dataclass(frozen=True, slots=True)
class DraftShop:
    """Hold one maker's part as it would become an order; amounts in đồng.

    `voucher` is the one that the buyer named, whether or not it holds; `discount` is what it takes
    off each line, and why if nothing.
    """

    cooperative: Cooperative
    terms: DeliveryTerms
    lines: tuple[DraftLine, ...]
    zone: str
    is_pickup: bool
    goods_vnd: int
    delivery_vnd: int
    payment_method: str
    accepted_methods: tuple[str, ...]
    problems: tuple[str, ...]
    voucher: VoucherOffer | None = None
    discount: Discount = NO_DISCOUNT

    @property
    def discount_vnd(self) -> int:
        """Return what the voucher takes off the goods."""
        return self.discount.amount_vnd

    @property
    def total_vnd(self) -> int:
        """Return goods, less the discount, and delivery together."""
        return self.goods_vnd - self.discount_vnd + self.delivery_vnd

    @property
    def is_too_much_cash(self) -> bool:
        """Tell whether cash would be taken, were it not so much."""
        return self.terms.accepts_cod and "cod" not in self.accepted_methods


@dataclass(frozen=True, slots=True)
class Draft:
    """Hold all parts of an order; `stuck` are those that cannot travel and are not left behind."""

    cart: Cart
    details: BuyerDetails
    shops: tuple[DraftShop, ...]
    stuck: tuple[CartShop, ...]
    left: tuple[CartLine, ...]

    @property
    def total_vnd(self) -> int:
        """Return what the whole purchase costs."""
        return sum(shop.total_vnd for shop in self.shops)

    @property
    def terms_digest(self) -> str:
        """Return a short text that changes whenever what the makers promise does."""
        promised = [
            [getattr(shop.terms, name) for name in PROMISED]
            + [shop.cooperative.id, shop.zone, shop.is_pickup, shop.delivery_vnd]
            for shop in self.shops
        ]
        return sha256(repr(promised).encode()).hexdigest()[:DIGEST_LENGTH]

    @property
    def has_alcohol(self) -> bool:
        """Tell whether the buyer must be an adult."""
        return any(line.product.is_alcohol for shop in self.shops for line in shop.lines)

    @property
    def problems(self) -> tuple[str, ...]:
        """Return why it cannot be ordered as it stands."""
        return tuple(problem for shop in self.shops for problem in shop.problems)

    @property
    def can_be_placed(self) -> bool:
        """Tell whether nothing stands in the way."""
        return bool(self.shops) and not self.stuck and not self.problems


def details_of(cart: Cart) -> BuyerDetails | None:
    """Return the buyer's details once they are complete and still name a real place."""
    area = province(cart.province_code)
    place = commune(cart.province_code, cart.commune_code)
    if not (cart.full_name and cart.phone and cart.street and cart.payment_method):
        return None
    if area is None or place is None:
        return None
    return BuyerDetails(
        full_name=cart.full_name,
        phone=cart.phone,
        email=cart.email,
        province_code=area.code,
        province_name=area.name_vi,
        commune_code=place.code,
        commune_name=place.name_vi,
        street=cart.street,
        note=cart.note,
        payment_method=cart.payment_method,
    )


def prepare_draft(cart: Cart, now: datetime | None = None) -> Draft | None:
    """Work out the order from the prices, terms and stock of this moment.

    `now` is the moment by which event prices and vouchers are judged. None while the buyer's
    details are incomplete.
    """
    details = details_of(cart)
    if details is None:
        return None
    shops: list[DraftShop] = []
    stuck: list[CartShop] = []
    left: list[CartLine] = []
    contents = contents_of(cart, now)
    with_account = _makers_with_account([shop.cooperative.id for shop in contents.shops])
    for shop in contents.shops:
        if shop.stuck_lines and not shop.choice.left_in_cart:
            stuck.append(shop)
        left.extend(shop.stuck_lines)
        going = shop.with_lines([line for line in shop.lines if line.travels])
        if going.lines:
            total = going.payable_vnd + (going.delivery_vnd or 0)
            accepted = accepted_methods(shop.terms, shop.cooperative.id in with_account, total)
            shops.append(_draft_shop(going, details, accepted))
    if not shops:
        # All would stay behind: then the buyer must choose anew.
        stuck = [shop for shop in contents.shops if shop.stuck_lines]
    return Draft(cart, details, tuple(shops), tuple(stuck), tuple(left))


def accepted_methods(
    terms: DeliveryTerms, has_account: bool, total_vnd: int = 0
) -> tuple[str, ...]:
    """Return how a maker can be paid such a total in đồng, cash on delivery first.

    Without an account all is paid in cash: then no ceiling holds, for nothing else is left.
    """
    if not (terms.accepts_transfer and has_account):
        return ("cod",)
    ceiling = terms.cash_ceiling_vnd
    takes_cash = terms.accepts_cod and (ceiling is None or total_vnd <= ceiling)
    return ("cod", "bank_transfer") if takes_cash else ("bank_transfer",)


def _makers_with_account(cooperative_ids: list[int]) -> set[int]:
    accounts = select(BankAccount.cooperative_id).where(
        BankAccount.cooperative_id.in_(cooperative_ids)
    )
    if not in_demo_mode():
        accounts = accounts.where(BankAccount.is_sample.is_(False))
    return set(db.session.scalars(accounts))


def _draft_shop(shop: CartShop, details: BuyerDetails, accepted: tuple[str, ...]) -> DraftShop:
    wishes = (shop.choice.payment_method, details.payment_method, accepted[0])
    zone = shop.zone or "elsewhere"
    return DraftShop(
        cooperative=shop.cooperative,
        terms=shop.terms,
        lines=_draft_lines(shop),
        zone=zone,
        is_pickup=shop.is_pickup,
        goods_vnd=shop.goods_vnd,
        delivery_vnd=shop.delivery_vnd or 0,
        payment_method=next(method for method in wishes if method in accepted),
        accepted_methods=accepted,
        problems=tuple(line.problem for line in shop.lines if line.problem),
        voucher=shop.voucher,
        discount=shop.discount,
    )


def _draft_lines(shop: CartShop) -> tuple[DraftLine, ...]:
    shares = iter(shop.discount.shares)
    return tuple(_draft_line(line, next(shares) if line.counts else 0) for line in shop.lines)


def _draft_line(line: CartLine, discount_vnd: int) -> DraftLine:
    return DraftLine(
        variant=line.variant,
        product=line.product,
        quantity=line.quantity,
        unit_price_vnd=line.unit_price_vnd,
        line_vnd=line.line_vnd,
        weight_g=line.weight_g,
        sellable=line.sellable,
        problem=line.problem,
        event=line.event,
        at_event_price=line.at_event_price,
        discount_vnd=discount_vnd,
        source=line.item.source,
    )

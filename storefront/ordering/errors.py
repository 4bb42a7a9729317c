"""Why an order is refused or cannot change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from storefront.checkout.drafts import Draft
    from storefront.ordering.states import Machine


class OrderRefused(Exception):
    """Say that no purchase was made and that nothing changed."""


class UnusableKey(OrderRefused):
    """Say that what came as an idempotency key cannot be one."""


class EmptyCart(OrderRefused):
    """Say that there is nothing to order: no cart, or all of it left for later."""


class DetailsMissing(OrderRefused):
    """Say that the buyer's name, phone or address is not known yet."""


class ShopClosed(OrderRefused):
    """Say that a maker takes no orders at present."""


class CannotDeliver(OrderRefused):
    """Say that some goods cannot travel to the buyer."""


class PaymentNotOffered(OrderRefused):
    """Say that a maker cannot be paid in the way chosen."""


class AdultDeclarationMissing(OrderRefused):
    """Say that the buyer did not declare to be 18, and the cart holds alcohol."""


class GoodsGone(OrderRefused):
    """Say that some goods are no longer sold, or have no price any more."""


class TotalChanged(OrderRefused):
    """Say that the total is another one than the buyer saw; `draft` holds the present one."""

    def __init__(self, draft: Draft) -> None:
        super().__init__(f"the total is {draft.total_vnd} now")
        self.draft = draft


class TermsChanged(OrderRefused):
    """Say that a maker promises something else than the buyer read."""


@dataclass(frozen=True, slots=True)
class Shortage:
    """Hold how many packs of a variant were wanted, and how many can be sold."""

    variant_id: int
    wanted: int
    left: int


class InsufficientStock(OrderRefused):
    """Say which lines the stock no longer covers."""

    def __init__(self, shortages: Sequence[Shortage]) -> None:
        super().__init__(", ".join(f"variant {s.variant_id}: {s.left} left" for s in shortages))
        self.shortages = tuple(shortages)


class InvalidTransition(Exception):
    """Say that an order cannot go from its present state to the wanted one."""

    def __init__(self, code: str, machine: Machine, before: str, after: str) -> None:
        super().__init__(f"order {code}: {machine} cannot go from {before} to {after}")
        self.code = code
        self.machine = machine
        self.before = before
        self.after = after

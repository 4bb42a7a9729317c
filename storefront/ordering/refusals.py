"""What a buyer is told when an order was not placed: in one plain sentence, and what changed."""

from __future__ import annotations

from collections.abc import Iterator

from flask_babel import gettext as _

from storefront.cart.contents import CartLine, contents_of
from storefront.cart.models import Cart
from storefront.checkout.drafts import prepare_draft
from storefront.i18n.languages import localized_text
from storefront.ordering import errors
from storefront.promotions.wording import event_words, voucher_words
from storefront.templating import show_price

CHANGED, UNREADABLE, WRONG = 409, 400, 422


def status_of(refusal: errors.OrderRefused) -> int:
    """Return the status that a refusal is answered with."""
    if isinstance(refusal, errors.UnusableKey):
        return UNREADABLE
    if isinstance(refusal, (errors.AdultDeclarationMissing, errors.PaymentNotOffered)):
        return WRONG
    return CHANGED


def explain(refusal: errors.OrderRefused, cart: Cart | None) -> str:
    """Say why an order was not placed, and what is different now."""
    if isinstance(refusal, errors.TotalChanged):
        return _explain_total(refusal, cart)
    if isinstance(refusal, errors.InsufficientStock):
        return _explain_shortage(refusal, cart)
    sentences = {
        errors.UnusableKey: _("We could not read that order. Look at it here and send it again."),
        errors.EmptyCart: _("Your cart holds nothing that can be ordered."),
        errors.DetailsMissing: _("We do not know yet who gets the goods and where."),
        errors.ShopClosed: _("A maker has closed meanwhile. Take its goods out of the cart."),
        errors.GoodsGone: _("Some goods are no longer sold. Take them out of the cart."),
        errors.CannotDeliver: _("Some goods cannot go to that address."),
        errors.TermsChanged: _(
            "A maker changed delivery or returns meanwhile. Read the new words here, then order."
        ),
        errors.PaymentNotOffered: _("The maker cannot be paid that way."),
        errors.AdultDeclarationMissing: _(
            "The cart holds alcohol: tick that you are 18 years old or more."
        ),
    }
    return sentences.get(type(refusal)) or _("Look at your cart again before you order.")


def _explain_total(refusal: errors.TotalChanged, cart: Cart | None) -> str:
    contents = contents_of(cart)
    changed = [words for line in contents.lines for words in _changed_price(line)]
    ended = [
        voucher_words(shop.voucher, shop.discount)
        for shop in contents.shops
        if shop.voucher is not None and not shop.discount_vnd
    ]
    # What the refused order had taken is given back by now: only a new draft tells the total.
    draft = prepare_draft(cart) if cart else None
    total = show_price((draft or refusal.draft).total_vnd)
    now = _("The total is %(total)s now: look at it again, then order.", total=total)
    return " ".join([*changed, *ended, now])


def _changed_price(line: CartLine) -> Iterator[str]:
    """Say what a line costs now if that is something else, and why an event price does not hold."""
    if line.price_before_vnd is None:
        return
    yield _(
        "%(goods)s now costs %(price)s, not %(before)s.",
        goods=_name(line),
        price=show_price(line.unit_price_vnd),
        before=show_price(line.price_before_vnd),
    )
    if line.event is not None and not line.at_event_price:
        yield event_words(line.event, line.quantity)


def _explain_shortage(refusal: errors.InsufficientStock, cart: Cart | None) -> str:
    left = {shortage.variant_id: shortage.left for shortage in refusal.shortages}
    return " ".join(
        _("%(goods)s: only %(left)s left.", goods=_name(line), left=left[line.variant.id])
        if left[line.variant.id]
        else _("%(goods)s: sold out.", goods=_name(line))
        for line in contents_of(cart).lines
        if line.variant.id in left
    ) or _("The stock no longer covers your order.")


def _name(line: CartLine) -> str:
    name, label = localized_text(line.product.name), localized_text(line.variant.label)
    return f"{name} ({label})" if label else name

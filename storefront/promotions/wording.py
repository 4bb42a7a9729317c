"""What visitors are told of event prices and vouchers: what holds, until when, and why not."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import ngettext

from storefront.i18n.languages import localized_text
from storefront.promotions.discounts import (
    BELOW_MINIMUM,
    LEAST_TO_PAY,
    NO_DISCOUNT,
    ONLY_ALCOHOL,
    ONLY_EVENT_PRICES,
    Discount,
)
from storefront.promotions.models import AMOUNT
from storefront.promotions.services import EARLY, HOLDS, OVER, USED_UP, EventOffer
from storefront.promotions.vouchers import VoucherOffer
from storefront.templating import show_moment, show_price


def event_words(offer: EventOffer, packs: int = 1) -> str:
    """Say whether an event price holds for so many packs, until when, and what holds else."""
    words = {
        "title": localized_text(offer.title),
        "price": show_price(offer.price_vnd),
        "regular": show_price(offer.regular_vnd),
        "starts": show_moment(offer.starts_at),
        "ends": show_moment(offer.ends_at),
    }
    if offer.standing == EARLY:
        return _("%(price)s at “%(title)s” from %(starts)s; until then the regular price.", **words)
    if offer.standing == OVER:
        return _("%(price)s at “%(title)s” ended at %(ends)s: now the regular price.", **words)
    if offer.standing == USED_UP:
        return _("%(price)s at “%(title)s” is sold out: now the regular price.", **words)
    if not offer.holds_for(packs):
        return ngettext(
            "Only %(num)s pack is left at the showcase price of %(price)s: choose that many to"
            " have it.",
            "Only %(num)s packs are left at the showcase price of %(price)s: choose that many or"
            " fewer to have it.",
            offer.left or 0,
            **words,
        )
    told = _(
        "Showcase price at “%(title)s” until %(ends)s. The regular price is %(regular)s.", **words
    )
    return told if offer.left is None else f"{told} {_left(offer.left)}"


def voucher_words(offer: VoucherOffer, discount: Discount = NO_DISCOUNT) -> str:
    """Say what a voucher takes off, and of what; or why it takes off nothing."""
    words = {
        "code": offer.code,
        "title": localized_text(offer.title),
        "starts": show_moment(offer.starts_at),
        "ends": show_moment(offer.ends_at),
        "least": show_price(LEAST_TO_PAY),
    }
    if offer.standing != HOLDS:
        return refused_words(offer.standing, offer)
    if discount.obstacle == BELOW_MINIMUM:
        missing, minimum = show_price(discount.missing_vnd), show_price(offer.min_goods_vnd)
        return _(
            "Voucher %(code)s takes effect from %(minimum)s of goods at their regular price:"
            " %(missing)s more.",
            code=offer.code,
            minimum=minimum,
            missing=missing,
        )
    if discount.obstacle:
        return refused_words(discount.obstacle, offer)
    told = _("%(value)s off at “%(title)s” until %(ends)s.", value=value_words(offer), **words)
    rule = _(
        "It counts goods at their regular price, not alcohol, goods at a showcase price or"
        " delivery; at least %(least)s stays to be paid.",
        **words,
    )
    return f"{told} {rule}"


def refused_words(reason: str, offer: VoucherOffer) -> str:
    """Say why a known voucher cannot be used."""
    words = {"code": offer.code, "starts": show_moment(offer.starts_at)}
    sentences = {
        EARLY: _("Voucher %(code)s holds from %(starts)s on.", **words),
        OVER: _("Voucher %(code)s no longer holds.", **words),
        USED_UP: _("Voucher %(code)s is used up.", **words),
        ONLY_ALCOHOL: _("Voucher %(code)s does not hold for alcohol: the law forbids it.", **words),
        ONLY_EVENT_PRICES: _(
            "Voucher %(code)s does not hold for goods at a showcase price already.", **words
        ),
    }
    return sentences[reason]


def value_words(offer: VoucherOffer) -> str:
    """Write what a voucher takes off: an amount or a per cent."""
    return show_price(offer.value) if offer.kind == AMOUNT else f"{offer.value}%"


def _left(left: int) -> str:
    return ngettext("%(num)s left at this price.", "%(num)s left at this price.", left)

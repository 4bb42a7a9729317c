"""Signs of a showcase as one PDF: for every booth at once, or for one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from storefront.catalogue.conditions import Standing
from storefront.catalogue.models import Product, Variant
from storefront.catalogue.product_page import certificate_now
from storefront.cooperatives.models import Cooperative
from storefront.i18n.bilingual import Bilingual
from storefront.promotions.services import EARLY, HOLDS, EventOffer, event_offers
from storefront.showcase.models import Booth, Showcase, SignCode
from storefront.showcase.signs import code_for
from storefront.signs import layouts
from storefront.signs.canvas import Canvas
from storefront.signs.saying import (
    CARD,
    COUNTED_AS,
    PAPERS,
    SIGN,
    TAG,
    TENT,
    BoothSign,
    Code,
    Goods,
    Price,
    PriceTag,
    ShowcaseSign,
    Weaver,
)

Address = Callable[[str], str]
"""Turns a code into the address that its QR holds."""


class NothingToPrint(ValueError):
    """Say that no booth has anything that such a sign could show."""


class NoSuchPaper(ValueError):
    """Say that a kind of sign is not printed on such paper."""


def signs_pdf(  # noqa: PLR0913
    showcase: Showcase,
    booths: Sequence[Booth],
    kind: str,
    paper: str,
    *,
    address: Address,
    days: Bilingual | None = None,
) -> bytes:
    """Return the signs of booths that makers have accepted, as a PDF.

    Codes that are printed a second time are the same. `days` says in words when it is: with it
    comes the sign of the showcase's door. Raises NoSuchPaper or NothingToPrint.
    """
    if paper not in PAPERS.get(kind, ()):
        raise NoSuchPaper(f"{kind} on {paper}")
    standing = Standing.now()
    taken = [booth for booth in booths if booth.is_taken]
    canvas = Canvas(showcase.title_vi)
    if kind == TAG:
        tags = [tag for booth in taken for tag in _tags(showcase, booth, address, standing)]
        layouts.draw_tags(canvas, tags, sample=standing.demo)
    else:
        if days is not None and kind == SIGN:
            sign = _door_sign(showcase, days, address)
            layouts.draw_door_sign(canvas, sign, paper, sample=standing.demo)
        for booth in taken:
            _draw(canvas, _booth_sign(showcase, booth, kind, address, standing), kind, paper)
    if not canvas.pdf.pages_count:
        raise NothingToPrint
    return canvas.finish()


def _draw(canvas: Canvas, sign: BoothSign, kind: str, paper: str) -> None:
    sample = Standing.now().demo
    if kind == SIGN:
        layouts.draw_sign(canvas, sign, paper, sample=sample)
    elif kind == CARD:
        layouts.draw_card(canvas, sign, paper, sample=sample)
    elif kind == TENT:
        layouts.draw_tent(canvas, sign, sample=sample)


def _door_sign(showcase: Showcase, days: Bilingual, address: Address) -> ShowcaseSign:
    code = code_for(showcase, COUNTED_AS[SIGN])
    return ShowcaseSign(
        title=showcase.title,
        theme=showcase.theme,
        place=showcase.place,
        days=days,
        code=_code(code, address),
        weaver=Weaver(showcase.slug, showcase.slug),
    )


def _booth_sign(
    showcase: Showcase, booth: Booth, kind: str, address: Address, standing: Standing
) -> BoothSign:
    maker = _maker(booth)
    offers = _offers(showcase, booth)
    return BoothSign(
        showcase=showcase.title,
        number=booth.number,
        maker=maker.name,
        district=maker.district.short_name,
        words=booth.words,
        goods=tuple(
            _goods(product, _cheapest(product, standing), offers, standing)
            for product in _on_sale(booth)
        ),
        code=_code(code_for(showcase, COUNTED_AS[kind], booth), address),
        weaver=Weaver(maker.slug, maker.district.slug),
    )


def _tags(
    showcase: Showcase, booth: Booth, address: Address, standing: Standing
) -> Iterator[PriceTag]:
    maker, offers = _maker(booth), _offers(showcase, booth)
    for product in _on_sale(booth):
        code = code_for(showcase, COUNTED_AS[TAG], booth, product)
        packs: list[Variant | None] = [
            variant
            for variant in product.variants
            if variant.is_active and variant.price(demo=standing.demo)
        ]
        for variant in packs or [None]:
            yield PriceTag(
                number=booth.number,
                maker=maker.name,
                goods=_goods(product, variant, offers, standing),
                code=_code(code, address),
                weaver=Weaver(maker.slug, maker.district.slug),
            )


def _goods(
    product: Product, variant: Variant | None, offers: dict[int, EventOffer], standing: Standing
) -> Goods:
    certificate = certificate_now(product, standing)
    price = variant.price(demo=standing.demo) if variant else None
    offer = offers.get(variant.id) if variant else None
    return Goods(
        name=product.name,
        stars=certificate.stars if certificate else 0,
        price=Price(variant.label, price, offer.price_vnd if offer else None)
        if variant and price
        else None,
    )


def _offers(showcase: Showcase, booth: Booth) -> dict[int, EventOffer]:
    """Return the event prices that hold at the showcase: signs are printed before it opens."""
    variants = [variant.id for product in _on_sale(booth) for variant in product.variants]
    found = event_offers(showcase.id, variants)
    return {key: offer for key, offer in found.items() if offer.standing in (HOLDS, EARLY)}


def _cheapest(product: Product, standing: Standing) -> Variant | None:
    priced = [
        (price, variant.id, variant)
        for variant in product.variants
        if variant.is_active and (price := variant.price(demo=standing.demo))
    ]
    return min(priced)[2] if priced else None


def _on_sale(booth: Booth) -> list[Product]:
    return [brought.product for brought in booth.products if brought.product.status == "published"]


def _maker(booth: Booth) -> Cooperative:
    if booth.cooperative is None:
        raise NothingToPrint
    return booth.cooperative


def _code(code: SignCode, address: Address) -> Code:
    return Code(address(code.code), code.code)

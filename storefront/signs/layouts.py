"""The four kinds of sign, drawn for A5 and made larger or smaller with the paper."""

from __future__ import annotations

from collections.abc import Sequence

from storefront.i18n.bilingual import Bilingual
from storefront.money import format_vnd
from storefront.sharing.typesetting import HEAVY
from storefront.signs.canvas import MADDER, PAPER_SIZES, SOFT, Canvas
from storefront.signs.saying import BoothSign, Goods, PriceTag, ShowcaseSign

WIDTH, HEIGHT = PAPER_SIZES["a5"]
MARGIN = 12.0
INSIDE = WIDTH - 2 * MARGIN
QR_OF_SIGN, QR_OF_CARD, QR_OF_TENT, QR_OF_TAG = 104.0, 58.0, 96.0, 34.0
GOODS_ON_CARD = 5
TAG_WIDTH, TAG_HEIGHT, TAGS_ACROSS, TAGS_DOWN = 105.0, 74.25, 2, 4
SCAN = Bilingual("Quét để xem và đặt hàng", "Scan to see and order")
BOOTH = Bilingual("Gian", "Booth")
SAMPLE = "Dữ liệu mẫu · sample data"


def draw_door_sign(canvas: Canvas, sign: ShowcaseSign, paper: str, *, sample: bool) -> None:
    """Draw the sign of the showcase itself, for the door."""
    canvas.page(paper)
    with canvas.at(0, 0, PAPER_SIZES[paper][0] / WIDTH):
        canvas.band(sign.weaver, 0, 0, WIDTH, 20)
        y = _both(canvas, sign.title, 23, (11, 10, 9, 8, 7), lines=2)
        y = canvas.words(
            sign.days.vi, MARGIN, y, INSIDE, face=HEAVY, sizes=(6, 5.5, 5, 4.5), colour=MADDER,
            align="center",
        )  # fmt: skip
        canvas.words(
            sign.place.vi, MARGIN, y, INSIDE, sizes=(5, 4.5, 4, 3.5), colour=SOFT, align="center"
        )
        _big_code(canvas, sign, sample=sample)


def draw_sign(canvas: Canvas, sign: BoothSign, paper: str, *, sample: bool) -> None:
    """Draw the sign that hangs at a booth: its number, whose it is, and a code for two metres."""
    canvas.page(paper)
    with canvas.at(0, 0, PAPER_SIZES[paper][0] / WIDTH):
        canvas.band(sign.weaver, 0, 0, WIDTH, 20)
        number = f"{BOOTH.vi} {sign.number}"
        y = canvas.words(
            number, MARGIN, 23, INSIDE, face=HEAVY, sizes=(17, 14, 11, 9), colour=MADDER,
            align="center",
        )  # fmt: skip
        _both(canvas, sign.maker, y - 1, (9.5, 8.5, 7.5, 6.5, 5.5), lines=2)
        _big_code(canvas, sign, sample=sample)


def draw_card(canvas: Canvas, sign: BoothSign, paper: str, *, sample: bool) -> None:
    """Draw the card that lies on a booth's table: who it is, what there is, and a code."""
    canvas.page(paper)
    with canvas.at(0, 0, PAPER_SIZES[paper][0] / WIDTH):
        canvas.band(sign.weaver, 0, 0, WIDTH, 14)
        y = _both(canvas, sign.maker, 18, (9, 8, 7, 6), lines=2, align="left")
        y = canvas.words(sign.district.vi, MARGIN, y, INSIDE, sizes=(4.5,), colour=MADDER) + 2
        y = _both(canvas, sign.words, y, (5, 4.5, 4), lines=2, align="left") + 3
        for goods in sign.goods[:GOODS_ON_CARD]:
            y = _goods_row(canvas, goods, y)
        top = HEIGHT - QR_OF_CARD - 12
        canvas.code(sign.code, MARGIN - 6, top, QR_OF_CARD)
        beside = MARGIN + QR_OF_CARD - 2
        canvas.words(
            f"{BOOTH.vi} {sign.number}", beside, top + 8, WIDTH - beside - MARGIN, face=HEAVY,
            sizes=(15, 12, 10), colour=MADDER,
        )  # fmt: skip
        canvas.words(SCAN.vi, beside, top + 28, WIDTH - beside - MARGIN, face=HEAVY, sizes=(5, 4.5))
        canvas.words(SCAN.en, beside, top + 35, WIDTH - beside - MARGIN, sizes=(4.5,), colour=SOFT)
        canvas.words(_typed(sign.code.typed), beside, top + 43, 60, face=HEAVY, sizes=(5,))
        _foot(canvas, sign.showcase, sample=sample)


def draw_tent(canvas: Canvas, sign: BoothSign, *, sample: bool) -> None:
    """Draw a table tent: the same face twice, to be folded in the middle."""
    canvas.page("a4")
    wide, tall = PAPER_SIZES["a4"]
    with canvas.pdf.rotation(180, wide / 2, tall / 4):
        _tent_face(canvas, sign, 0, sample=sample)
    _tent_face(canvas, sign, tall / 2, sample=sample)
    canvas.rule(0, tall / 2, 6)
    canvas.rule(wide - 6, tall / 2, 6)


def draw_tags(canvas: Canvas, tags: Sequence[PriceTag], *, sample: bool) -> None:
    """Draw price tags, eight to an A4 sheet, with lines to cut along."""
    per_sheet = TAGS_ACROSS * TAGS_DOWN
    for number, tag in enumerate(tags):
        place = number % per_sheet
        if place == 0:
            canvas.page("a4")
        down, across = divmod(place, TAGS_ACROSS)
        with canvas.at(across * TAG_WIDTH, down * TAG_HEIGHT):
            _tag(canvas, tag, sample=sample)


def _tent_face(canvas: Canvas, sign: BoothSign, top: float, *, sample: bool) -> None:
    with canvas.at(0, top):
        canvas.band(sign.weaver, 0, 0, 210, 16)
        y = canvas.words(
            f"{BOOTH.vi} {sign.number}", 10, 22, 92, face=HEAVY, sizes=(16, 13, 11), colour=MADDER
        )
        y = canvas.words(sign.maker.vi, 10, y, 92, face=HEAVY, sizes=(9, 8, 7, 6, 5), lines=3)
        y = canvas.words(sign.maker.en, 10, y + 1, 92, sizes=(5.5, 5, 4.5, 4), lines=2, colour=SOFT)
        canvas.words(sign.district.vi, 10, y + 1, 92, sizes=(5.5, 5), colour=MADDER)
        canvas.words(SCAN.vi, 10, 118, 92, face=HEAVY, sizes=(6, 5.5))
        canvas.words(SCAN.en, 10, 126, 92, sizes=(5, 4.5), colour=SOFT)
        canvas.code(sign.code, 107, 22, QR_OF_TENT)
        canvas.words(
            _typed(sign.code.typed), 107, 119, QR_OF_TENT, face=HEAVY, sizes=(6,), align="center"
        )
        if sample:
            canvas.words(SAMPLE, 107, 136, QR_OF_TENT, sizes=(3.5,), colour=SOFT, align="center")


def _tag(canvas: Canvas, tag: PriceTag, *, sample: bool) -> None:
    canvas.frame(TAG_WIDTH, TAG_HEIGHT)
    canvas.band(tag.weaver, 4, 4, TAG_WIDTH - 8, 5)
    wide = TAG_WIDTH - 12
    y = canvas.words(
        tag.goods.name.vi, 6, 11, wide, face=HEAVY, sizes=(6.4, 5.8, 5.2, 4.6), lines=2
    )
    y = canvas.words(tag.goods.name.en, 6, y, wide, sizes=(4, 3.6, 3.2, 2.8), colour=SOFT)
    beside = TAG_WIDTH - QR_OF_TAG - 14
    if tag.goods.stars:
        x = canvas.stars(tag.goods.stars, 6, y + 1.6, 4.2)
        canvas.words("OCOP", x + 1, y + 1, 20, face=HEAVY, sizes=(4,), colour=SOFT)
    y = TAG_HEIGHT - 35.5
    price = tag.goods.price
    if price is None:
        canvas.words("Hỏi giá tại gian", 6, y, beside, face=HEAVY, sizes=(6, 5), colour=MADDER)
    else:
        canvas.words(price.pack.vi, 6, y, beside, sizes=(4.4, 4, 3.6))
        canvas.words(price.pack.en, 6, y + 5.6, beside, sizes=(3.6, 3.2), colour=SOFT)
        y = _price(canvas, tag.goods, y + 10.5, beside)
    foot = f"{BOOTH.vi} {tag.number} · {tag.maker.vi}"
    canvas.words(foot, 6, TAG_HEIGHT - 7.4, beside, sizes=(3.4, 3, 2.7), colour=SOFT)
    canvas.code(tag.code, TAG_WIDTH - QR_OF_TAG - 4, TAG_HEIGHT - QR_OF_TAG - 6, QR_OF_TAG)
    typed = f"{_typed(tag.code.typed)}{' · mẫu/sample' if sample else ''}"
    canvas.words(
        typed, TAG_WIDTH - QR_OF_TAG - 4, TAG_HEIGHT - 7.4, QR_OF_TAG, sizes=(3, 2.6),
        align="center", colour=SOFT,
    )  # fmt: skip


def _price(canvas: Canvas, goods: Goods, y: float, width: float) -> float:
    price = goods.price
    if price is None:
        return y
    if price.event_vnd is not None:
        regular = format_vnd(price.regular_vnd, "vi")
        canvas.words(regular, 6, y - 0.6, width, sizes=(4.4,), colour=SOFT, struck=True)
        y += 4
    now = price.regular_vnd if price.event_vnd is None else price.event_vnd
    return canvas.words(
        format_vnd(now, "vi"), 6, y, width, face=HEAVY, sizes=(9.5, 8.5, 7.5), colour=MADDER
    )


def _goods_row(canvas: Canvas, goods: Goods, y: float) -> float:
    price = goods.price
    shown = ""
    if price is not None:
        now = price.regular_vnd if price.event_vnd is None else price.event_vnd
        shown = format_vnd(now, "vi")
    canvas.rule(MARGIN, y, INSIDE)
    end = canvas.words(goods.name.vi, MARGIN, y + 0.8, 86, face=HEAVY, sizes=(4.6, 4.2, 3.8))
    end = canvas.words(goods.name.en, MARGIN, end, 86, sizes=(3.8, 3.5), colour=SOFT)
    canvas.words(
        shown, MARGIN + 88, y + 0.8, INSIDE - 88, face=HEAVY, sizes=(5, 4.4), colour=MADDER,
        align="right",
    )  # fmt: skip
    if goods.stars:
        canvas.stars(goods.stars, WIDTH - MARGIN - goods.stars * 4.1, y + 7, 3.6)
    return max(end, y + 11) + 0.8


def _big_code(canvas: Canvas, sign: BoothSign | ShowcaseSign, *, sample: bool) -> None:
    top = HEIGHT - QR_OF_SIGN - 27
    canvas.code(sign.code, (WIDTH - QR_OF_SIGN) / 2, top, QR_OF_SIGN)
    y = top + QR_OF_SIGN - 4
    y = canvas.words(SCAN.vi, MARGIN, y, INSIDE, face=HEAVY, sizes=(7, 6, 5), align="center")
    y = canvas.words(
        f"{SCAN.en} · {_typed(sign.code.typed)}", MARGIN, y, INSIDE, sizes=(5, 4.5), colour=SOFT,
        align="center",
    )  # fmt: skip
    if isinstance(sign, BoothSign):
        _foot(canvas, sign.showcase, sample=sample)
    elif sample:
        _foot(canvas, Bilingual(SAMPLE, ""), sample=False)


def _foot(canvas: Canvas, showcase: Bilingual, *, sample: bool) -> None:
    text = f"{showcase.vi} · {SAMPLE}" if sample else showcase.vi
    canvas.words(
        text, MARGIN, HEIGHT - 10, INSIDE, sizes=(3.8, 3.4, 3), colour=SOFT, align="center"
    )


def _both(  # noqa: PLR0913
    canvas: Canvas,
    text: Bilingual,
    y: float,
    sizes: Sequence[float],
    *,
    lines: int = 1,
    align: str = "center",
) -> float:
    """Write Vietnamese large and English below it."""
    y = canvas.words(text.vi, MARGIN, y, INSIDE, face=HEAVY, sizes=sizes, lines=lines, align=align)
    smaller = [size * share for share in (0.62, 0.5) for size in sizes]
    return canvas.words(text.en, MARGIN, y, INSIDE, sizes=smaller, colour=SOFT, align=align)


def _typed(code: str) -> str:
    """Part a code in two, as people read it out."""
    return f"{code[:3]} {code[3:]}"

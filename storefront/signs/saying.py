"""What each kind of sign says, and on which paper it is printed."""

from __future__ import annotations

from dataclasses import dataclass

from storefront.i18n.bilingual import Bilingual

SIGN, CARD, TENT, TAG = "sign", "card", "tent", "tag"
PAPERS = {SIGN: ("a3", "a4", "a5"), CARD: ("a5", "a6"), TENT: ("a4",), TAG: ("a4",)}
# What a scan of each kind is counted as.
COUNTED_AS = {SIGN: "poster", CARD: "booth_card", TENT: "table_tent", TAG: "price_tag"}


@dataclass(frozen=True, slots=True)
class Code:
    """Hold what a QR code leads to, and the six letters that can be typed instead."""

    address: str
    typed: str


@dataclass(frozen=True, slots=True)
class Price:
    """Hold the price of a pack in đồng; at the showcase it may be lower than elsewhere."""

    pack: Bilingual
    regular_vnd: int
    event_vnd: int | None = None


@dataclass(frozen=True, slots=True)
class Goods:
    """Hold one of the goods; `price` is None where the maker must be asked, 0 stars are none."""

    name: Bilingual
    stars: int
    price: Price | None


@dataclass(frozen=True, slots=True)
class Weaver:
    """Hold whose band is woven at the head of a sign: a maker, in the colours of a district."""

    slug: str
    district_slug: str


@dataclass(frozen=True, slots=True)
class BoothSign:
    """Hold what the signs of a booth say."""

    showcase: Bilingual
    number: str
    maker: Bilingual
    district: Bilingual
    words: Bilingual
    goods: tuple[Goods, ...]
    code: Code
    weaver: Weaver


@dataclass(frozen=True, slots=True)
class PriceTag:
    """Hold what the tag of one pack says."""

    number: str
    maker: Bilingual
    goods: Goods
    code: Code
    weaver: Weaver


@dataclass(frozen=True, slots=True)
class ShowcaseSign:
    """Hold what the sign at the door says; `days` is already in words."""

    title: Bilingual
    theme: Bilingual
    place: Bilingual
    days: Bilingual
    code: Code
    weaver: Weaver

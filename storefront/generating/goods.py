"""Generated districts, makers and goods."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from sqlalchemy import func, select

from storefront import clock
from storefront.catalogue.models import Category, Certificate, Product, Variant
from storefront.cooperatives.models import Cooperative, District
from storefront.database import db
from storefront.delivery.models import DeliveryTerms
from storefront.generating import words
from storefront.generating.words import Kind
from storefront.importing.goods import usual_kinds
from storefront.market.models import Market
from storefront.payments.banks import all_banks
from storefront.payments.models import BankAccount
from storefront.places.directory import provinces
from storefront.stock.models import StockRecord
from storefront.text import sort_key

DISTRICTS = 10
GOODS_PER_MAKER = 25
ROWS_AT_ONCE = 1_000
VALIDITY = timedelta(days=1_096)  # 36 months


def generate_goods(number: int, rng: Random) -> int:
    """Add so many products with their makers; return how many makers were added."""
    if db.session.get(Market, 1) is None:
        db.session.add(Market(id=1, province_code=rng.choice(provinces()).code))
    makers = _makers(-(-number // GOODS_PER_MAKER), rng) if number else []
    kinds = _categories()
    first = _next_number(Product)
    today = clock.today()
    for start in range(first, first + number, ROWS_AT_ONCE):
        for place in range(start, min(start + ROWS_AT_ONCE, first + number)):
            kind = rng.choice(words.KINDS)
            product = _product(place, kind, rng.choice(makers), kinds[kind.category], rng)
            _price(product, kind, rng)
            _certify(product, today, rng)
        db.session.flush()
    return len(makers)


def _next_number(model: type[Product | Cooperative | District]) -> int:
    return (db.session.scalar(select(func.max(model.id))) or 0) + 1


def _place(rng: Random) -> str:
    return f"{rng.choice(words.PLACES_FIRST)} {rng.choice(words.PLACES_SECOND)}"


def _makers(number: int, rng: Random) -> list[Cooperative]:
    districts = _districts(rng)
    banks = all_banks()
    first = _next_number(Cooperative)
    makers = [
        _maker(place, rng.choice(districts), banks[rng.randrange(len(banks))].bin, rng)
        for place in range(first, first + number)
    ]
    db.session.flush()
    return makers


def _districts(rng: Random) -> Sequence[District]:
    """Return the market's districts, or some new ones where it has none."""
    known = db.session.scalars(select(District).order_by(District.id)).all()
    if known:
        return known
    districts = []
    for place in range(DISTRICTS):
        name = f"{words.PLACES_FIRST[place]} {rng.choice(words.PLACES_SECOND)}"
        district = District(
            slug=f"generated-district-{place + 1}",
            name_vi=f"Huyện {name}",
            name_en=f"{name} District",
            intro_vi=words.INTRO[0].format(district=name),
            intro_en=words.INTRO[1].format(district=name),
            motif=rng.choice(words.KINDS).motif,
            map_column=place % 5 + 1,
            map_row=place // 5 + 1,
            sort_key=sort_key(f"Huyện {name}"),
        )
        districts.append(district)
    db.session.add_all(districts)
    db.session.flush()
    return districts


def _maker(number: int, district: District, bank_bin: str, rng: Random) -> Cooperative:
    kind, pattern_vi, pattern_en = rng.choice(words.MAKERS)
    place = _place(rng)
    name_vi, name_en = pattern_vi.format(place=place), pattern_en.format(place=place)
    goods = rng.sample(words.KINDS, 2)
    year, members = rng.randint(2008, 2024), rng.randint(5, 60)
    land = district.short_name
    maker = Cooperative(
        slug=f"generated-maker-{number}",
        name_vi=name_vi,
        name_en=name_en,
        district=district,
        maker_kind=kind,
        old_commune_vi=place,
        founded_year=year,
        members=members,
        food_safety=rng.random() < 0.3,
        summary_vi=words.SUMMARY[0].format(
            maker=name_vi, district=land.vi, goods=" và ".join(k.name_vi.lower() for k in goods)
        ),
        summary_en=words.SUMMARY[1].format(
            maker=name_en, district=land.en or land.vi, goods=" and ".join(k.name_en for k in goods)
        ),
        story_vi=words.STORY[0].format(maker=name_vi, year=year, members=members, place=place),
        story_en=words.STORY[1].format(maker=name_en, year=year, members=members, place=place),
        phone=f"MAU {number:04d}",
        phone_is_sample=True,
        legal_name=f"Tên pháp lý mẫu của {name_vi}",
        legal_address="Địa chỉ mẫu",
        business_number=f"MẪU-{number:04d}",
        alcohol_licence=f"MẪU-R-{number}",
        legal_is_sample=True,
        sort_key=sort_key(name_vi),
    )
    terms = DeliveryTerms(cooperative=maker, is_sample=True, offers_pickup=rng.random() < 0.2)
    terms.elsewhere_fee_vnd = rng.choice((35_000, 40_000, 45_000, 50_000))
    account = BankAccount(
        cooperative=maker,
        bank_bin=bank_bin,
        number=f"MAU{number:06d}",
        holder=f"TAI KHOAN MAU {number}",
        is_sample=True,
    )
    db.session.add_all([maker, terms, account])
    return maker


def _categories() -> dict[str, Category]:
    """Return the kinds of generated goods, adding those that the market does not have."""
    known = {kind.slug: kind for kind in db.session.scalars(select(Category))}
    usual = usual_kinds()
    for place, slug in enumerate(dict.fromkeys(kind.category for kind in words.KINDS), start=1):
        if slug not in known:
            known[slug] = Category(slug=slug, position=place, **usual[slug])
            db.session.add(known[slug])
    db.session.flush()
    return known


def _product(
    number: int, kind: Kind, maker: Cooperative, category: Category, rng: Random
) -> Product:
    place, land = maker.old_commune_vi, maker.district.short_name
    quality_vi, quality_en = rng.choice(words.QUALITIES)
    name_vi = f"{kind.name_vi} {quality_vi} {place}"
    name_en = f"{place} {quality_en} {kind.name_en}"
    about_vi, about_en = rng.choice(words.DESCRIPTIONS)
    season_first, season_last = kind.season or (None, None)
    product = Product(
        slug=f"{kind.slug}-{number}",
        name_vi=name_vi,
        name_en=name_en,
        cooperative=maker,
        category=category,
        description_vi=about_vi.format(
            thing=kind.name_vi, quality=quality_vi, place=place, district=land.vi,
            maker=maker.name_vi,
        ),
        description_en=about_en.format(
            thing=kind.name_en.capitalize(), quality=quality_en, place=place,
            district=land.en or land.vi, maker=maker.name_en,
        ),
        season_first=season_first,
        season_last=season_last,
        is_alcohol=kind.is_alcohol,
        reach=kind.reach,
        motif=kind.motif,
        motif_secondary=kind.motif_secondary,
        sort_key_vi=sort_key(name_vi),
        sort_key_en=sort_key(name_en),
        created_at=clock.now() - timedelta(days=rng.randrange(700)),
    )  # fmt: skip
    db.session.add(product)
    return product


def _price(product: Product, kind: Kind, rng: Random) -> None:
    """Give a product one to three pack sizes, each with its stock; a few ask the maker."""
    price = rng.randint(kind.cheapest, kind.dearest)
    asks = rng.random() < 0.03
    for times in (1, 2, 5)[: rng.choices((1, 2, 3), weights=(60, 25, 15))[0]]:
        variant = Variant(
            product=product,
            code="" if times == 1 else f"x{times}",
            label_vi=kind.pack_vi if times == 1 else f"{times} × {kind.pack_vi}",
            label_en=kind.pack_en if times == 1 else f"{times} × {kind.pack_en}",
            weight_g=kind.weight_g * times,
            price_vnd=None if asks else round(price * times * (1 - times / 100)) * 1_000,
            position=times,
        )
        on_hand = 0 if rng.random() < 0.08 else rng.randint(1, 200)
        db.session.add(StockRecord(variant=variant, on_hand=on_hand))


def _certify(product: Product, today: date, rng: Random) -> None:
    """Give most products the stars that they have, or had until lately."""
    stars = rng.choices((0, 3, 4, 5), weights=(40, 40, 18, 2))[0]
    if not stars:
        return
    issued_on = today - timedelta(days=rng.randint(30, 1_200))
    product.last_stars, product.last_rated_year = stars, issued_on.year
    db.session.add(
        Certificate(
            product=product,
            stars=stars,
            number=f"MẪU-{product.slug}",
            issuer_vi="Cơ quan chứng nhận mẫu",
            issuer_en="Sample issuing body",
            issued_on=issued_on,
            expires_on=issued_on + VALIDITY,
            is_sample=True,
        )
    )

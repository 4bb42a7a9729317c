"""What posters say of products, makers, districts and the market, in the page's language."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from storefront.catalogue.conditions import Standing, offered
from storefront.catalogue.models import Certificate, Product
from storefront.catalogue.product_page import certificate_now
from storefront.cooperatives.models import Cooperative, District
from storefront.cooperatives.wording import maker_kind_name
from storefront.database import db
from storefront.i18n.languages import current_language, localized_text
from storefront.illustrations.addresses import Drawing, drawing_of, drawing_of_district
from storefront.market.services import current_market
from storefront.money import format_vnd
from storefront.sharing.posters import (
    DistrictPoster,
    MakerPoster,
    MarketPoster,
    ProductPoster,
    ShowcasePoster,
)
from storefront.showcase.models import Showcase

GOODS_SHOWN = 3


def product_poster(product: Product, standing: Standing) -> ProductPoster:
    """Return the poster of a product loaded with all that its page shows."""
    certificate = certificate_now(product, standing)
    before, price, note = _price(product, standing)
    return ProductPoster(
        slug=product.slug,
        shop=_shop(),
        title=localized_text(product.name),
        maker=localized_text(product.cooperative.name),
        district=localized_text(product.cooperative.district.short_name),
        stars=certificate.stars if certificate else 0,
        stars_text=_stars(certificate) if certificate else "",
        price_from=before,
        price=price,
        price_note=note,
        drawing=drawing_of(product),
    )


def maker_poster(maker: Cooperative) -> MakerPoster:
    """Return the poster of a maker whose district is loaded."""
    rows = db.session.execute(
        select(Product, func.count().over())
        .join(Product.cooperative)
        .where(Product.cooperative_id == maker.id, offered())
        .order_by(Product.id)
        .limit(GOODS_SHOWN)
        .options(joinedload(Product.category))
    ).all()
    return MakerPoster(
        slug=maker.slug,
        shop=_shop(),
        title=localized_text(maker.name),
        kind=maker_kind_name(maker.maker_kind),
        district=localized_text(maker.district.short_name),
        counts=_goods(rows[0][1] if rows else 0),
        district_slug=maker.district.slug,
        goods=tuple(drawing_of(product) for product, _all in rows),
    )


def district_poster(district: District) -> DistrictPoster:
    """Return the poster of a district."""
    makers, goods = db.session.execute(
        select(func.count(Cooperative.id.distinct()), func.count(Product.id))
        .outerjoin(Product, (Product.cooperative_id == Cooperative.id) & offered())
        .where(Cooperative.district_id == district.id, Cooperative.status == "open")
    ).one()
    known_for = localized_text(district.known_for)
    return DistrictPoster(
        slug=district.slug,
        shop=_shop(),
        title=localized_text(district.short_name),
        known_for=_("Known for %(what)s", what=known_for) if known_for else "",
        counts=f"{_makers(makers)} · {_goods(goods)}",
        drawing=drawing_of_district(district),
    )


def showcase_poster(
    showcase: Showcase, goods: Sequence[Drawing], days: str, booths: int
) -> ShowcasePoster:
    """Return the poster of a showcase, with its days in words and some goods of its booths."""
    return ShowcasePoster(
        slug=showcase.slug,
        shop=_shop(),
        title=localized_text(showcase.title),
        days=days,
        place=localized_text(showcase.place),
        booths=_booths(booths),
        goods=tuple(goods[:GOODS_SHOWN]),
    )


def market_poster() -> MarketPoster:
    """Return the poster of the market itself, without asking the database anything more."""
    market = current_market()
    return MarketPoster(
        slug=market.province_code or "market",
        shop=_shop(),
        title=localized_text(market.tagline or market.name),
    )


def _shop() -> str:
    """Name the market and the land it sells for."""
    market = current_market()
    name, region = localized_text(market.name), localized_text(market.region)
    return f"{name} · {region}" if region and region not in name else name


def _stars(certificate: Certificate) -> str:
    text = _("OCOP %(stars)s-star", stars=certificate.stars)
    return f"{text} {_('(sample)')}" if certificate.is_sample else text


def _price(product: Product, standing: Standing) -> tuple[str, str, str]:
    """Return the lowest price, with the words before and behind it."""
    offers = [
        (price, variant.price_is_sample)
        for variant in product.variants
        if variant.is_active and (price := variant.price(demo=standing.demo)) is not None
    ]
    if not offers:
        return "", _("Ask the maker"), ""
    lowest, is_sample = min(offers)
    before = _("from") if any(price != lowest for price, _sample in offers) else ""
    shown = format_vnd(lowest, current_language())
    return before, shown, _("sample price") if is_sample else ""


def _goods(count: int) -> str:
    return ngettext("%(count)s product", "%(count)s products", count, count=count)


def _makers(count: int) -> str:
    return ngettext("%(count)s maker", "%(count)s makers", count, count=count)


def _booths(count: int) -> str:
    return ngettext("%(count)s booth", "%(count)s booths", count, count=count) if count else ""

"""The way to a page: home, district, maker, product."""

from __future__ import annotations

from collections.abc import Sequence

from flask import url_for
from flask_babel import gettext as _

from storefront.catalogue.models import Product
from storefront.cooperatives.models import Cooperative, District
from storefront.i18n.bilingual import Bilingual

Step = tuple[Bilingual | str, str]


def trail(
    district: District | None = None,
    maker: Cooperative | None = None,
    product: Product | None = None,
) -> list[Step]:
    """Return the steps from the front page on, as (name, path)."""
    steps: list[Step] = [(_("Home"), url_for("catalogue.home"))]
    if district:
        address = url_for("cooperatives.district", slug=district.slug)
        steps.append((district.short_name, address))
    if maker:
        steps.append((maker.name, url_for("cooperatives.cooperative", slug=maker.slug)))
    if product:
        steps.append((product.name, url_for("catalogue.product", slug=product.slug)))
    return steps


def trail_to_product(product: Product) -> list[Step]:
    """Return the steps to a product whose maker and district are loaded."""
    return trail(product.cooperative.district, product.cooperative, product)


def trail_to_list(
    title: str, district: District | None, maker: Cooperative | None
) -> Sequence[Step]:
    """Return the steps to a list of goods, narrowed to a district or maker or not."""
    return [*trail(district, maker), (title, url_for("catalogue.product_list"))]

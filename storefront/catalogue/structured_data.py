"""What search engines read of a page, in the words of schema.org."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from storefront.catalogue.product_page import ProductPage

CONTEXT = "https://schema.org"

Data = dict[str, Any]


def breadcrumb_list(steps: Sequence[tuple[str, str]]) -> Data:
    """Return the way to a page as (name, absolute address), the page itself last."""
    return {
        "@context": CONTEXT,
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": name, "item": address}
            for position, (name, address) in enumerate(steps, start=1)
        ],
    }


def product_data(page: ProductPage, language: str, address: str, picture: str) -> Data | None:
    """Return a product with its offers, or None where there is no price to offer it at."""
    product = page.product
    offers = [
        _offer(offer.price, address, available=offer.can_be_bought and not page.obstacle)
        for offer in page.offers
        if offer.price is not None
    ]
    if not offers:
        return None
    maker = {"@type": "Organization", "name": product.cooperative.name.in_locale(language)}
    for offer in offers:
        offer["seller"] = maker
    name = product.name.in_locale(language)
    return {
        "@context": CONTEXT,
        "@type": "Product",
        "name": name,
        "description": product.description.in_locale(language) or name,
        "category": product.category.name.in_locale(language),
        "sku": product.slug,
        "url": address,
        "image": picture,
        "brand": {"@type": "Brand", "name": maker["name"]},
        "offers": offers if len(offers) > 1 else offers[0],
    }


def _offer(price: int, address: str, *, available: bool) -> Data:
    return {
        "@type": "Offer",
        "price": price,
        "priceCurrency": "VND",
        "availability": f"{CONTEXT}/{'InStock' if available else 'OutOfStock'}",
        "itemCondition": f"{CONTEXT}/NewCondition",
        "url": address,
    }

"""What a buyer does, through the shop's own pages."""

from __future__ import annotations

import re
from typing import Any

from werkzeug.test import TestResponse

from storefront.catalogue.models import Product
from tests.client import ShopClient
from tests.factories import only_variant

DETAILS = {
    "full_name": "Nguyễn Thị Hòa",
    "phone": "0912 345 678",
    "email": "",
    "province_code": "25",
    "commune_code": "04795",
    "street": "Số 8, tổ 3",
    "note": "",
    "payment_method": "cod",
}


def put_in_cart(
    client: ShopClient, product: Product, quantity: object = 1, **options: Any
) -> TestResponse:
    """Send the form of a product page."""
    return client.post(
        "/en/cart/items",
        data={"product_id": only_variant(product).id, "quantity": quantity},
        **options,
    )


def give_details(client: ShopClient, **changes: str) -> TestResponse:
    """Send the form of the checkout."""
    token = client.token_from("/en/checkout")
    return client.post("/en/checkout", data={**DETAILS, "csrf_token": token, **changes})


def order_form(client: ShopClient, language: str = "en") -> dict[str, str]:
    """Return the hidden fields of the review's form."""
    page = client.get(f"/{language}/checkout/review").get_data(as_text=True)
    form = page[page.index(f'action="/{language}/orders"') :]
    return dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form))


def place_order(client: ShopClient, **changes: str) -> TestResponse:
    """Send the review's form."""
    return client.post("/en/orders", data={**order_form(client), **changes})

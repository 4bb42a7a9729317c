"""Small shops for tests: each function adds one thing with sensible values and flushes it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import count
from typing import Any, TypeVar

from sqlalchemy import select

from storefront.catalogue.models import Category, Certificate, Product, Variant
from storefront.cooperatives.models import Cooperative, District, StoryBlock
from storefront.database import Model, db
from storefront.delivery.models import DeliveryTerms
from storefront.market.models import Market
from storefront.media.models import READY, Picture
from storefront.payments.models import BankAccount
from storefront.stock.models import StockRecord
from storefront.text import sort_key

NOON = datetime(2026, 11, 22, 5, 0, tzinfo=UTC)  # twelve o'clock in Việt Nam
BANK_BIN = "970436"

Thing = TypeVar("Thing", bound=Model)
_numbers = count(1)


def make_market(**values: Any) -> Market:
    """Add the one market row; a sample market, so that sample data counts."""
    return _add(Market(**{"id": 1, "is_sample": True, "province_code": "25", **values}))


def make_district(**values: Any) -> District:
    """Add a heritage area."""
    number = next(_numbers)
    name = values.pop("name_vi", f"Huyện Cao Phong {number}")
    return _add(
        District(
            **{
                "slug": f"district-{number}",
                "name_vi": name,
                "name_en": f"Cao Phong {number} District",
                "sort_key": sort_key(name),
                **values,
            }
        )
    )


def make_category(**values: Any) -> Category:
    """Add a kind of goods."""
    number = next(_numbers)
    return _add(
        Category(
            **{
                "slug": f"category-{number}",
                "name_vi": "Trái cây",
                "name_en": "Fruit",
                "motif": "orange",
                **values,
            }
        )
    )


def make_cooperative(
    *, terms: dict[str, Any] | None = None, account: dict[str, Any] | None = None, **values: Any
) -> Cooperative:
    """Add an open maker with terms of delivery and a bank account.

    `terms` and `account` override columns of those; their `None` default keeps the usual ones.
    """
    number = next(_numbers)
    name = values.pop("name_vi", f"Hợp tác xã Cam Cao Phong {number}")
    district = values.pop("district", None) or make_district()
    maker = _add(
        Cooperative(
            **{
                "slug": f"cooperative-{number}",
                "name_vi": name,
                "name_en": f"Cao Phong Orange Cooperative {number}",
                "district": district,
                "phone": "+84912345678",
                "legal_name": name,
                "legal_address": "Xóm Má, xã Cao Phong, tỉnh Phú Thọ",
                "business_number": f"5400{number:06d}",
                "sort_key": sort_key(name),
                **values,
            }
        )
    )
    make_terms(maker, **(terms or {}))
    make_account(maker, **(account or {}))
    return maker


def make_story_block(cooperative: Cooperative, **values: Any) -> StoryBlock:
    """Add a part to a maker's story page, after those it has."""
    position = len(cooperative.story_blocks) + 1
    return _add(
        StoryBlock(
            **{
                "cooperative": cooperative,
                "position": position,
                "kind": "text",
                "heading_vi": f"Phần {position}",
                "body_vi": "Chuyện kể tiếp.",
                **values,
            }
        )
    )


def make_terms(cooperative: Cooperative, **values: Any) -> DeliveryTerms:
    """Add a maker's terms: 15,000, 25,000 and 40,000 đồng, free from 150,000."""
    return _add(
        DeliveryTerms(
            **{
                "cooperative": cooperative,
                "inspection_vi": "Được mở gói kiểm hàng trước khi trả tiền.",
                "inspection_en": "You may open the parcel before you pay.",
                "returns_vi": "Đổi trả trong 24 giờ nếu hàng hỏng.",
                "returns_en": "Spoiled goods are taken back within 24 hours.",
                **values,
            }
        )
    )


def make_account(cooperative: Cooperative, **values: Any) -> BankAccount:
    """Add the account a maker is paid into."""
    return _add(
        BankAccount(
            **{
                "cooperative": cooperative,
                "bank_bin": BANK_BIN,
                "number": f"0011{next(_numbers):08d}",
                "holder": "HTX CAM CAO PHONG",
                **values,
            }
        )
    )


def make_product(
    *,
    price: int | None = 50_000,
    stock: int = 20,
    cooperative: Cooperative | None = None,
    variant: dict[str, Any] | None = None,
    **values: Any,
) -> Product:
    """Add a published product with one variant, its price in đồng and its stock."""
    number = next(_numbers)
    name = values.pop("name_vi", f"Cam Cao Phong {number}")
    product = _add(
        Product(
            **{
                "slug": f"product-{number}",
                "name_vi": name,
                "name_en": f"Cao Phong oranges {number}",
                "cooperative": cooperative or make_cooperative(),
                "category": values.pop("category", None) or make_category(),
                "sort_key_vi": sort_key(name),
                "sort_key_en": sort_key(name),
                **values,
            }
        )
    )
    make_variant(product, price=price, stock=stock, **(variant or {}))
    return product


def make_variant(
    product: Product, *, price: int | None = 50_000, stock: int = 20, **values: Any
) -> Variant:
    """Add a pack size to a product, with so many packs on hand."""
    stock_is_sample = values.pop("stock_is_sample", False)
    variant = _add(
        Variant(
            **{
                "product": product,
                "label_vi": "Túi 1 kg",
                "label_en": "1 kg bag",
                "weight_g": 1_000,
                "price_vnd": price,
                **values,
            }
        )
    )
    _add(StockRecord(variant=variant, on_hand=stock, is_sample=stock_is_sample))
    return variant


def make_certificate(product: Product, **values: Any) -> Certificate:
    """Add a four-star certificate valid through 2027."""
    return _add(
        Certificate(
            **{
                "product": product,
                "stars": 4,
                "number": "1234/QĐ-UBND",
                "issuer_vi": "UBND tỉnh Hòa Bình",
                "issuer_en": "People's Committee of Hòa Bình province",
                "issued_on": date(2025, 1, 1),
                "expires_on": date(2028, 1, 1),
                **values,
            }
        )
    )


def make_picture(of: Product | Cooperative, **values: Any) -> Picture:
    """Add a picture to a product or a shop, ready to be shown but without its files."""
    number = next(_numbers)
    product = of if isinstance(of, Product) else None
    shop = of if isinstance(of, Cooperative) else of.cooperative
    return _add(
        Picture(
            **{
                "cooperative": shop,
                "product": product,
                "position": number,
                "key": f"{number:032x}",
                "width": 1600,
                "height": 1200,
                "state": READY,
                "sha256": f"{number:064x}",
                "upload_key": f"upload-{number:016x}",
                **values,
            }
        )
    )


def only_variant(product: Product) -> Variant:
    """Return the first variant of a product."""
    found = db.session.scalars(
        select(Variant).where(Variant.product_id == product.id).order_by(Variant.id)
    ).first()
    assert found is not None
    return found


def stock_of(product: Product) -> StockRecord:
    """Return the stock record of a product's first variant, read anew."""
    record = db.session.get(StockRecord, only_variant(product).id, populate_existing=True)
    assert record is not None
    return record


def _add(thing: Thing) -> Thing:
    db.session.add(thing)
    db.session.flush()
    return thing

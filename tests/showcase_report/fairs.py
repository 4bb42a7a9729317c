"""A showcase at which things were opened, ordered, sold and asked for."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import Any

from storefront import clock
from storefront.booth_sales.models import BoothSale, BoothSaleLine
from storefront.catalogue.models import Product
from storefront.cooperatives.models import Cooperative
from storefront.database import db
from storefront.footfall.models import Footfall
from storefront.leads.models import Lead, MeetingBooking, MeetingSlot
from storefront.ordering.models import Order
from storefront.showcase.models import Booth, BoothProduct, Showcase
from storefront.showcase.signs import code_for
from tests.factories import make_product, only_variant
from tests.factories.orders import make_order
from tests.factories.showcases import make_booth


def stand(showcase: Showcase, shop: Cooperative | None = None, **values: Any) -> Booth:
    """Add a booth with one product of 50,000 đồng."""
    price = values.pop("price", 50_000)
    booth = make_booth(showcase, shop, **values)
    assert booth.cooperative
    product = make_product(cooperative=booth.cooperative, price=price, stock=100_000)
    booth.products = [BoothProduct(product=product)]
    db.session.flush()
    return booth


def goods_of(booth: Booth) -> Product:
    """Return the product of a booth."""
    return booth.products[0].product


def seen(
    showcase: Showcase,
    count: int,
    moment: datetime,
    booth: Booth | None = None,
    *,
    sign: str = "page",
) -> None:
    """Count visits of a page, or scans of a sign, in the hour of a moment."""
    code = code_for(showcase, sign, booth)
    hour = moment.replace(minute=0, second=0, microsecond=0)
    kind = "visit" if sign == "page" else "scan"
    known = db.session.get(Footfall, (code.id, hour, kind))
    if known:
        known.count += count
    else:
        db.session.add(Footfall(code_id=code.id, hour=hour, kind=kind, count=count))
    db.session.flush()


def ordered(
    booth: Booth, moment: datetime, packs: int = 1, *, by: Booth | None = None, **values: Any
) -> Order:
    """Place an order of a booth's goods, found by the card of this booth or of another."""
    values = {"status": "confirmed", "payment_method": "cod", **values}
    order = make_order(goods_of(booth), packs, placed_at=moment, **values)
    order.line_items[0].source = code_for(booth.showcase, "booth_card", by or booth).code
    db.session.flush()
    return order


def sold(booth: Booth, moment: datetime, packs: int = 1, **values: Any) -> BoothSale:
    """Sell a booth's goods to be carried away."""
    variant, key = only_variant(goods_of(booth)), secrets.token_hex(20)
    price = variant.price_vnd or 0
    sale = BoothSale(
        **{
            "key": key,
            "reference": f"BH{key[:8].upper()}",
            "booth_id": booth.id,
            "cooperative_id": booth.cooperative_id,
            "method": "cash",
            "total_vnd": price * packs,
            "sold_at": moment,
            "paid_at": moment,
            **values,
        }
    )
    sale.lines = [
        BoothSaleLine(
            variant_id=variant.id,
            name_vi="Cam",
            quantity=packs,
            unit_price_vnd=price,
            line_vnd=price * packs,
            regular_price_vnd=price,
        )
    ]
    db.session.add(sale)
    db.session.flush()
    return sale


def asked(booth: Booth, moment: datetime, **values: Any) -> Lead:
    """Let a business ask at a booth."""
    lead = Lead(
        **{
            "sent_key": secrets.token_hex(16),
            "cooperative_id": booth.cooperative_id,
            "showcase_id": booth.showcase_id,
            "booth_id": booth.id,
            "firm": "Công ty Bí Mật",
            "contact": "Ông Kín",
            "phone": "+84987654321",
            "language": "vi",
            "consent_version": "test",
            "received_at": moment,
            **values,
        }
    )
    if lead.state == "closed":
        lead.closed_at = moment
    db.session.add(lead)
    db.session.flush()
    return lead


def booked(booth: Booth, moment: datetime, *, cancelled: bool = False) -> None:
    """Let a business book a meeting."""
    starts = clock.now() + timedelta(minutes=len(db.session.query(MeetingSlot).all()))
    slot = MeetingSlot(
        booth_id=booth.id,
        cooperative_id=booth.cooperative_id,
        starts_at=starts,
        ends_at=starts + timedelta(minutes=20),
    )
    booking = MeetingBooking(slot=slot, lead=asked(booth, moment), booked_at=moment)
    if cancelled:
        booking.cancelled_at, booking.cancelled_by = moment, "business"
    db.session.add(booking)
    db.session.flush()

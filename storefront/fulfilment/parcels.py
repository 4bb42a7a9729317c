"""What a buyer is told of the parcel: on the page of the purchase, and by e-mail."""

from __future__ import annotations

from collections.abc import Collection

from flask_babel import gettext as _
from sqlalchemy import select

from storefront.database import db
from storefront.fulfilment.models import Shipment
from storefront.i18n.languages import localized_text, speaking
from storefront.mail.services import write_message
from storefront.ordering.models import Order

KIND = "handed_over"


def parcels_of(orders: Collection[Order]) -> dict[int, Shipment]:
    """Return, by order id, the last parcel of each order of which a carrier or number is known."""
    shipments = db.session.scalars(
        select(Shipment)
        .where(
            Shipment.order_id.in_([order.id for order in orders if not order.is_pickup]),
            (Shipment.carrier != "") | (Shipment.tracking_number != ""),
        )
        .order_by(Shipment.id)
    )
    return {shipment.order_id: shipment for shipment in shipments}


def tell_buyer(order: Order, address: str) -> bool:
    """Write to a buyer who left an e-mail address that the goods are on their way, or ready.

    `address` is the public address of the purchase's page. False where there is nobody to tell.
    """
    buyer = order.purchase
    if not buyer.email:
        return False
    with speaking(buyer.language):
        if order.is_pickup:
            subject = _("Order %(code)s is ready to fetch", code=order.code)
        else:
            subject = _("Order %(code)s is on its way", code=order.code)
        write_message(buyer.email, subject, "\n\n".join(_told(order, address)), KIND)
    return True


def _told(order: Order, address: str) -> list[str]:
    maker = localized_text(order.seller_name)
    if order.is_pickup:
        place = localized_text(order.pickup)
        return [
            _("%(maker)s has your goods ready: %(place)s", maker=maker, place=place),
            _see(address),
        ]
    told = [_("%(maker)s has handed your goods over.", maker=maker)]
    parcel = parcels_of([order]).get(order.id)
    if parcel and parcel.carrier:
        told.append(_("Carrier: %(carrier)s", carrier=parcel.carrier))
    if parcel and parcel.tracking_number:
        told.append(_("Parcel number: %(number)s", number=parcel.tracking_number))
    return [*told, _see(address)]


def _see(address: str) -> str:
    return _("See the order here:\n%(address)s", address=address)

"""A showcase as search engines read it, in the words of schema.org."""

from __future__ import annotations

from datetime import datetime

from flask import url_for

from storefront.catalogue.structured_data import CONTEXT, Data
from storefront.clock import MARKET_ZONE
from storefront.i18n.languages import localized_text
from storefront.showcase.models import Showcase
from storefront.templating import public_url


def event_data(showcase: Showcase, picture: str) -> Data | None:
    """Return the event with its sessions, or None where its days are not known.

    `picture` is a path of the shop.
    """
    if showcase.starts_at is None or showcase.ends_at is None:
        return None
    place = _place(showcase)
    organisers = [partner for partner in showcase.partners if partner.kind == "organiser"]
    return {
        "@context": CONTEXT,
        "@type": "ExhibitionEvent",
        "name": localized_text(showcase.title),
        "description": localized_text(showcase.theme or showcase.words or showcase.title),
        "startDate": _local(showcase.starts_at),
        "endDate": _local(showcase.ends_at),
        "eventStatus": f"{CONTEXT}/EventScheduled",
        "eventAttendanceMode": f"{CONTEXT}/OfflineEventAttendanceMode",
        "url": public_url(url_for("showcase.showcase", slug=showcase.slug)),
        "image": public_url(picture),
        "location": place,
        "organizer": [
            {"@type": "Organization", "name": localized_text(partner.name)}
            for partner in organisers
        ],
        "subEvent": [
            {
                "@type": "Event",
                "name": localized_text(session.title),
                "startDate": _local(session.starts_at),
                "endDate": _local(session.ends_at),
                "location": place,
            }
            for session in showcase.sessions
        ],
    }


def _place(showcase: Showcase) -> Data:
    name = localized_text(showcase.place) or localized_text(showcase.title)
    address = localized_text(showcase.address) or name
    return {
        "@type": "Place",
        "name": name,
        "address": {"@type": "PostalAddress", "streetAddress": address, "addressCountry": "VN"},
    }


def _local(moment: datetime) -> str:
    return moment.astimezone(MARKET_ZONE).isoformat()

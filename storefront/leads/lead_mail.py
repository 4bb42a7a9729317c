"""E-mails about leads: they say that there is one and where, and nothing of who asks.

Only a business is told of its own meeting, with the address that is nobody else's.
"""

from __future__ import annotations

from collections.abc import Callable

from flask_babel import gettext as _
from sqlalchemy import select

from storefront import clock
from storefront.accounts.models import User
from storefront.cooperatives.models import Cooperative
from storefront.database import db
from storefront.i18n.bilingual import LANGUAGES, Bilingual
from storefront.i18n.languages import localized_text, speaking
from storefront.leads.models import Lead, MeetingBooking, MeetingSlot
from storefront.leads.wording import slot_words
from storefront.mail.services import write_message
from storefront.showcase.models import Booth

KIND = "lead"


def tell_of_lead(lead: Lead, at_desk: Bilingual, at_organiser: Bilingual) -> int:
    """Write to the cooperative's members, and to the organiser where a showcase brought it.

    The addresses are those of the lead at either desk. Returns how many were written to.
    """
    return _tell(lead, _new_subject, _new_words, at_desk, at_organiser)


def tell_of_cancelling(booking: MeetingBooking, at_desk: Bilingual, at_organiser: Bilingual) -> int:
    """Write to the same people that a business does not come."""
    return _tell(booking.lead, _off_subject, _off_words, at_desk, at_organiser)


def confirm_meeting(booking: MeetingBooking, address: str) -> None:
    """Write to the business when and where it is awaited, if it gave an e-mail address."""
    lead = booking.lead
    if lead.email:
        with speaking(lead.language):
            body = _("See it, put it into your calendar or call it off here:\n%(address)s",
                     address=address)  # fmt: skip
            write_message(lead.email, _subject(booking), f"{_when(booking)}\n\n{body}", KIND)


def call_meeting_off(booking: MeetingBooking) -> None:
    """Write to the business that the booth called the meeting off."""
    lead = booking.lead
    if lead.email:
        with speaking(lead.language):
            body = _("The booth has called this meeting off. They will call you, or call them.")
            write_message(lead.email, _subject(booking), f"{_when(booking)}\n\n{body}", KIND)


def call_meetings_off(booth: Booth, shop: Cooperative) -> int:
    """Write to all businesses that would still meet a maker at a booth that it gives up.

    Returns how many meetings there were.
    """
    bookings = db.session.scalars(
        select(MeetingBooking)
        .join(MeetingBooking.slot)
        .where(
            MeetingSlot.booth_id == booth.id,
            MeetingSlot.cooperative_id == shop.id,
            MeetingSlot.starts_at > clock.now(),
            MeetingBooking.cancelled_at.is_(None),
        )
        .order_by(MeetingSlot.starts_at, MeetingBooking.id)
    ).all()
    for booking in bookings:
        call_meeting_off(booking)
    return len(bookings)


def _tell(
    lead: Lead,
    subject: Callable[[Lead], str],
    words: Callable[[Lead, str], str],
    at_desk: Bilingual,
    at_organiser: Bilingual,
) -> int:
    recipients = [(mail, at_desk) for mail in _members(lead)]
    organiser = lead.showcase.organiser.identifier if lead.showcase else ""
    if "@" in organiser:
        recipients.append((organiser, at_organiser))
    for recipient, addresses in recipients:
        subjects, bodies = [], []
        for language in LANGUAGES:
            with speaking(language):
                subjects.append(subject(lead))
                bodies.append(words(lead, addresses.in_locale(language)))
        write_message(recipient, subjects[0], "\n\n—\n\n".join(dict.fromkeys(bodies)), KIND)
    return len(recipients)


def _members(lead: Lead) -> list[str]:
    found = db.session.scalars(
        select(User.identifier)
        .where(
            User.cooperative_id == lead.cooperative_id,
            User.left_at.is_(None),
            User.identifier.contains("@"),
        )
        .order_by(User.id)
    )
    return list(found)


def _new_subject(lead: Lead) -> str:
    return _("A business wants to buy: %(reference)s", reference=lead.reference)


def _new_words(lead: Lead, address: str) -> str:
    return _(
        "A business has written to %(maker)s. Who it is and what it wants you read here:\n"
        "%(address)s",
        maker=localized_text(lead.cooperative.name),
        address=address,
    )


def _off_subject(lead: Lead) -> str:
    return _("A meeting was called off: %(reference)s", reference=lead.reference)


def _off_words(lead: Lead, address: str) -> str:
    return _(
        "A business does not come to its meeting with %(maker)s. The time is free again:\n"
        "%(address)s",
        maker=localized_text(lead.cooperative.name),
        address=address,
    )


def _subject(booking: MeetingBooking) -> str:
    return _("Meeting with %(maker)s", maker=localized_text(booking.lead.cooperative.name))


def _when(booking: MeetingBooking) -> str:
    return _(
        "%(when)s, booth %(number)s, %(showcase)s",
        when=slot_words(booking.slot),
        number=booking.slot.booth.number,
        showcase=localized_text(booking.slot.booth.showcase.title),
    )

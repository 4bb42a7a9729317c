"""E-mails about booths: to the members of a cooperative, and to the organiser."""

from __future__ import annotations

from flask_babel import gettext as _
from sqlalchemy import select

from storefront.accounts.models import User
from storefront.database import db
from storefront.i18n.bilingual import LANGUAGES, Bilingual
from storefront.i18n.languages import speaking
from storefront.mail.services import write_message
from storefront.showcase.models import Booth


def mail_invitation(booth: Booth, addresses: Bilingual) -> int:
    """Write to every member of the invited cooperative who has an e-mail address.

    `addresses` are those of the booth in each language. Returns how many were written to.
    """
    recipients = _members_with_mail(booth)
    for recipient in recipients:
        write_message(recipient, *_invitation(booth, addresses), "booth")
    return len(recipients)


def mail_withdrawal(booth: Booth) -> None:
    """Write to the members of a cooperative that its booth was taken back; call it before."""
    for recipient in _members_with_mail(booth):
        write_message(recipient, *_withdrawal(booth), "booth")


def mail_answer(booth: Booth, *, has_signs: bool) -> None:
    """Write to the organiser what a cooperative answered, where there is an e-mail address."""
    recipient = booth.showcase.organiser.identifier
    if "@" in recipient:
        write_message(recipient, *_answer(booth, has_signs=has_signs), "booth")


def _members_with_mail(booth: Booth) -> list[str]:
    found = db.session.scalars(
        select(User.identifier)
        .where(
            User.cooperative_id == booth.cooperative_id,
            User.left_at.is_(None),
            User.identifier.contains("@"),
        )
        .order_by(User.id)
    )
    return list(found)


def _invitation(booth: Booth, addresses: Bilingual) -> tuple[str, str]:
    """Return subject and words, in both languages: nobody knows which one is read."""
    subjects, bodies = [], []
    for language in LANGUAGES:
        with speaking(language):
            title = booth.showcase.title.in_locale(language)
            subjects.append(_("Invitation to %(showcase)s", showcase=title))
            bodies.append(
                _(
                    "You are invited to booth %(number)s at %(showcase)s.\n\n"
                    "Look at it and answer here:\n%(address)s",
                    number=booth.number,
                    showcase=title,
                    address=addresses.in_locale(language),
                )
            )
    return subjects[0], _both(bodies)


def _withdrawal(booth: Booth) -> tuple[str, str]:
    subjects, bodies = [], []
    for language in LANGUAGES:
        with speaking(language):
            title = booth.showcase.title.in_locale(language)
            subjects.append(_("Your booth at %(showcase)s was taken back", showcase=title))
            bodies.append(
                _(
                    "The organiser of %(showcase)s has taken booth %(number)s back. Ask them if"
                    " you do not know why.",
                    number=booth.number,
                    showcase=title,
                )
            )
    return subjects[0], _both(bodies)


def _answer(booth: Booth, *, has_signs: bool) -> tuple[str, str]:
    subjects, bodies = [], []
    for language in LANGUAGES:
        with speaking(language):
            said = _answer_words(booth, language)
            if has_signs and booth.state == "left":
                said += " " + _(
                    "Its signs were printed already; whoever scans one is told, and led on."
                )
            subjects.append(_("Booth %(number)s: an answer", number=booth.number))
            bodies.append("\n\n".join(filter(None, (said, booth.answer))))
    return subjects[0], _both(bodies)


def _answer_words(booth: Booth, language: str) -> str:
    shop = booth.cooperative.name.in_locale(language) if booth.cooperative else ""
    names = {
        "maker": shop,
        "number": booth.number,
        "showcase": booth.showcase.title.in_locale(language),
    }
    if booth.state == "accepted":
        return _("%(maker)s comes to booth %(number)s at %(showcase)s.", **names)
    if booth.state == "declined":
        return _("%(maker)s does not come to booth %(number)s at %(showcase)s.", **names)
    return _("%(maker)s has left booth %(number)s at %(showcase)s.", **names)


def _both(bodies: list[str]) -> str:
    return "\n\n—\n\n".join(dict.fromkeys(bodies))

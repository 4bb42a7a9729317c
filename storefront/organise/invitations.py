"""Whom the organiser invites, and taking a booth back."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Response, request, url_for
from flask_babel import gettext as _

from storefront.cooperatives.models import Cooperative
from storefront.database import db
from storefront.htmx import render
from storefront.i18n.bilingual import Bilingual
from storefront.i18n.languages import localized_text
from storefront.leads.lead_mail import call_meetings_off
from storefront.organise.booth_forms import InviteForm, InviteManyForm
from storefront.organise.booths import booth_page, my_booth, to_booth, to_booths
from storefront.organise.desk import blueprint, me, my_showcase
from storefront.organise.forms import ButtonForm
from storefront.organise.wording import holder_name, over_words, page_was_old
from storefront.showcase import invitations
from storefront.showcase.booth_mail import mail_invitation, mail_withdrawal
from storefront.showcase.invitations import (
    AlreadyHere,
    BoothTaken,
    ElsewhereThen,
    Invited,
    NoFreeBooth,
    Uninvited,
)
from storefront.showcase.models import ACCEPTED, FREE, Booth, Showcase
from storefront.showcase.standing import Closed
from storefront.templating import public_url

CONFLICT = 409
LONGEST_SEARCH = 80


@blueprint.get("/<int:showcase_id>/booths/<int:booth_id>/invitation")
def choose_maker(showcase_id: int, booth_id: int) -> Response:
    """Show the cooperatives that can be invited to a booth; `?q=` narrows them."""
    return _choice_page(my_booth(my_showcase(showcase_id), booth_id))


@blueprint.post("/<int:showcase_id>/booths/<int:booth_id>/invitation")
def invite(showcase_id: int, booth_id: int) -> Response:
    """Invite a cooperative to a booth."""
    booth, form = my_booth(my_showcase(showcase_id), booth_id), InviteForm()
    if not form.validate():
        return _choice_page(booth, 400, alert=page_was_old())
    shop = next(iter(invitations.makers_by_id([form.chosen_id or 0])), None)
    if shop is None:
        return _choice_page(booth, 422, alert=_("Choose a cooperative from the list."))
    try:
        if invitations.invite(booth, shop, me(), sure=bool(form.sure.data)):
            mail_invitation(booth, address_of(booth))
    except (AlreadyHere, BoothTaken, Closed) as refused:
        alert = refusal_words(shop, refused)
        db.session.rollback()
        return _choice_page(booth, CONFLICT, alert=alert)
    except ElsewhereThen as refused:
        alert = refusal_words(shop, refused)
        db.session.rollback()
        return _choice_page(booth, CONFLICT, alert=alert, doubtful=shop)
    db.session.commit()
    return to_booth(booth, "invited")


@blueprint.post("/<int:showcase_id>/booths/<int:booth_id>/withdrawal")
def withdraw(showcase_id: int, booth_id: int) -> Response:
    """Take a booth back; from one who said to come only when that is confirmed."""
    booth = my_booth(my_showcase(showcase_id), booth_id)
    if not ButtonForm().validate():
        return booth_page(booth, 400, alert=page_was_old())
    if booth.state == ACCEPTED and request.form.get("sure") != "y":
        alert = _(
            "%(maker)s has said to come. Tick that you take the booth back all the same.",
            maker=holder_name(booth),
        )
        return booth_page(booth, CONFLICT, alert=alert)
    if booth.state in invitations.HELD:
        mail_withdrawal(booth)
    if booth.state == ACCEPTED and booth.cooperative is not None:
        call_meetings_off(booth, booth.cooperative)
    invitations.withdraw(booth, me())
    db.session.commit()
    return to_booth(booth, "withdrawn")


@blueprint.get("/<int:showcase_id>/invitations")
def choose_makers(showcase_id: int) -> Response:
    """Show the cooperatives that can be invited to the free booths."""
    return _choices_page(my_showcase(showcase_id))


@blueprint.post("/<int:showcase_id>/invitations")
def invite_several(showcase_id: int) -> Response:
    """Invite cooperatives to the free booths, in the order of the numbers."""
    showcase, form = my_showcase(showcase_id), InviteManyForm()
    if not form.validate():
        return _choices_page(showcase, 400, ticked=form.chosen_ids, alert=page_was_old())
    shops = invitations.makers_by_id(form.chosen_ids)
    if not shops:
        return _choices_page(showcase, 422, alert=_("Tick at least one cooperative."))
    try:
        outcome = invitations.invite_several(showcase, shops, me())
    except Closed:
        db.session.rollback()
        return _choices_page(showcase, CONFLICT, alert=over_words())
    for booth in outcome.booths:
        mail_invitation(booth, address_of(booth))
    left_out = [_why(each) for each in outcome.left_out]
    db.session.commit()
    if left_out:
        return _choices_page(showcase, CONFLICT, outcome=outcome, left_out=left_out)
    return to_booths(showcase, "invited")


def address_of(booth: Booth) -> Bilingual:
    """Return where a cooperative answers, in both languages."""
    return Bilingual(
        public_url(url_for("manage.booth", booth_id=booth.id, language="vi")),
        public_url(url_for("manage.booth", booth_id=booth.id, language="en")),
    )


def refusal_words(shop: Cooperative, refused: Exception) -> str:
    """Say why a cooperative could not be invited."""
    name = localized_text(shop.name)
    if isinstance(refused, AlreadyHere):
        return _(
            "%(maker)s has booth %(number)s at this showcase already.",
            maker=name,
            number=refused.booth.number,
        )
    if isinstance(refused, ElsewhereThen):
        titles = ", ".join(localized_text(other.title) for other in refused.showcases)
        return _(
            "%(maker)s has said to come to another showcase on one of these days: %(showcases)s.",
            maker=name,
            showcases=titles,
        )
    if isinstance(refused, NoFreeBooth):
        return _("There was no free booth for %(maker)s. Make more booths first.", maker=name)
    if isinstance(refused, BoothTaken):
        return _("Another cooperative holds this booth by now.")
    return over_words()


def _why(left_out: Uninvited) -> str:
    return refusal_words(left_out.shop, left_out.why)


def _typed_search() -> str:
    return request.values.get("q", "")[:LONGEST_SEARCH]


def _choice_page(
    booth: Booth, status: int = 200, *, alert: str = "", doubtful: Cooperative | None = None
) -> Response:
    return render(
        "organise/choose_maker.html",
        "makers",
        status=status,
        showcase=booth.showcase,
        booth=booth,
        words=_typed_search(),
        makers=invitations.find_makers(_typed_search()),
        held=invitations.booths_by_shop(booth.showcase),
        alert=alert,
        doubtful=doubtful,
        form=InviteForm(formdata=None),
    )


def _choices_page(  # noqa: PLR0913 - each is something that may have to be told
    showcase: Showcase,
    status: int = 200,
    *,
    ticked: Sequence[int] = (),
    alert: str = "",
    outcome: Invited | None = None,
    left_out: Sequence[str] = (),
) -> Response:
    return render(
        "organise/choose_makers.html",
        status=status,
        showcase=showcase,
        makers=invitations.find_makers(""),
        held=invitations.booths_by_shop(showcase),
        free=sum(booth.state == FREE for booth in showcase.booths),
        ticked=ticked,
        alert=alert,
        outcome=outcome,
        left_out=left_out,
        form=InviteManyForm(formdata=None),
    )

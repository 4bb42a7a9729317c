"""Looking at a showcase as visitors will, publishing it, putting it away, and copying it."""

from __future__ import annotations

from collections.abc import Callable

from flask import Response
from flask_babel import gettext as _

from storefront import clock
from storefront.accounts.models import User
from storefront.database import db
from storefront.htmx import render
from storefront.organise.desk import blueprint, me, my_showcase
from storefront.organise.forms import ButtonForm, CopyForm
from storefront.organise.invitations import address_of
from storefront.organise.showcases import showcase_page, to_showcase
from storefront.organise.wording import SHOWCASE_LACKS, page_was_old
from storefront.showcase import publishing
from storefront.showcase.booth_mail import mail_invitation
from storefront.showcase.copying import copy_showcase
from storefront.showcase.models import INVITED, Showcase
from storefront.showcase.publishing import NotApproved, NotReady, WrongState

CONFLICT = 409


@blueprint.post("/<int:showcase_id>/publication")
def publish(showcase_id: int) -> Response:
    """Let visitors see the showcase."""
    return _step(showcase_id, publishing.publish, "published")


@blueprint.post("/<int:showcase_id>/archive")
def archive(showcase_id: int) -> Response:
    """Close the showcase; its page stays as a record."""
    return _step(showcase_id, publishing.archive, "archived")


@blueprint.post("/<int:showcase_id>/reopening")
def reopen(showcase_id: int) -> Response:
    """Take an archived showcase up again."""
    return _step(showcase_id, publishing.reopen, "reopened")


@blueprint.get("/<int:showcase_id>/copy")
def copy_form(showcase_id: int) -> Response:
    """Ask what the next showcase is called and when it begins."""
    showcase = my_showcase(showcase_id)
    known = {"title_vi": showcase.title_vi, "title_en": showcase.title_en, "invites": True}
    return _copy_page(showcase, CopyForm(formdata=None, data=known))


@blueprint.post("/<int:showcase_id>/copy")
def copy(showcase_id: int) -> Response:
    """Make a draft after this showcase."""
    showcase, form = my_showcase(showcase_id), CopyForm()
    if not form.validate():
        return _copy_page(showcase, form, form.refusal_status)
    first_day = form.first_day.data or clock.today()
    if first_day < clock.today():
        form.first_day.errors = [_("That day is over. Type a day to come.")]
        return _copy_page(showcase, form, 422)
    titles = {"title_vi": form.title_vi.data or "", "title_en": form.title_en.data or ""}
    made = copy_showcase(showcase, me(), titles, first_day, invites=bool(form.invites.data))
    for booth in made.booths:
        if booth.state == INVITED:
            mail_invitation(booth, address_of(booth))
    db.session.commit()
    return to_showcase(made, "copied")


def _step(showcase_id: int, step: Callable[[Showcase, User], object], done: str) -> Response:
    showcase = my_showcase(showcase_id)
    if not ButtonForm().validate():
        return showcase_page(showcase, 400, page_was_old())
    try:
        step(showcase, me())
    except (NotReady, NotApproved, WrongState) as refused:
        db.session.rollback()
        return showcase_page(my_showcase(showcase_id), CONFLICT, _refusal(refused))
    db.session.commit()
    return to_showcase(showcase, done)


def _refusal(refused: Exception) -> str:
    if isinstance(refused, NotReady):
        lacking = ", ".join(str(SHOWCASE_LACKS[name][0]) for name in refused.needed)
        return _("It cannot be published yet. Missing: %(lacking)s.", lacking=lacking)
    if isinstance(refused, NotApproved):
        return _("The market does not show this. Ask its operator why.")
    return _("Somebody changed the showcase meanwhile: look where it stands now.")


def _copy_page(showcase: Showcase, form: CopyForm, status: int = 200) -> Response:
    return render("organise/copy.html", status=status, showcase=showcase, form=form)

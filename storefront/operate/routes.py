"""The least of the operator's desk: invite a cooperative, help who forgot the password."""

from __future__ import annotations

from typing import cast

from flask import Blueprint, Response, abort, url_for
from flask_login import current_user
from sqlalchemy import select

from storefront.accounts.access import invite_member, issue_reset
from storefront.accounts.models import User
from storefront.accounts.services import counts, find_user
from storefront.cooperatives.models import Cooperative
from storefront.cooperatives.queries import find_maker
from storefront.database import db
from storefront.htmx import render
from storefront.operate.forms import InviteShopForm, ResetForm
from storefront.templating import public_url

blueprint = Blueprint("operate", __name__, url_prefix="/operate")


@blueprint.before_request
def admit_operators_only() -> None:
    """Refuse whoever does not answer for the market."""
    if not (current_user.is_authenticated and current_user.role == "operator"):
        abort(403)


@blueprint.get("/")
def desk() -> Response:
    """Show what the operator can do."""
    return _desk_page()


@blueprint.post("/invitations")
def invite() -> Response:
    """Make an invitation for a maker's first manager, and show its link once."""
    form = _invite_form()
    if not form.validate():
        return _desk_page(form.refusal_status, invite_form=form)
    maker = find_maker(form.cooperative.data or "") or abort(404)
    link, secret = invite_member(maker, "manager", _me())
    db.session.commit()
    address = public_url(url_for("accounts.invitation", secret=secret))
    return render("operate/link.html", kind=link.kind, link=link, address=address, who=None)


@blueprint.post("/resets")
def reset() -> Response:
    """Make a link with which somebody chooses a new password."""
    form = ResetForm()
    user = find_user(form.identifier.data or "") if form.validate() else None
    if user is None or not counts(user):
        if not form.errors:
            form.refuse_unknown()
        return _desk_page(form.refusal_status, reset_form=form)
    link, secret = issue_reset(user, _me())
    db.session.commit()
    address = public_url(url_for("accounts.new_password", secret=secret))
    return render("operate/link.html", kind=link.kind, link=link, address=address, who=user)


def _me() -> User:
    return cast(User, current_user)


def _invite_form(*, empty: bool = False) -> InviteShopForm:
    form = InviteShopForm(formdata=None) if empty else InviteShopForm()
    makers = db.session.execute(
        select(Cooperative.slug, Cooperative.name_vi).order_by(Cooperative.sort_key)
    )
    form.cooperative.choices = [("", ""), *((slug, name) for slug, name in makers)]
    return form


def _desk_page(
    status: int = 200,
    *,
    invite_form: InviteShopForm | None = None,
    reset_form: ResetForm | None = None,
) -> Response:
    return render(
        "operate/desk.html",
        status=status,
        invite_form=invite_form or _invite_form(empty=True),
        reset_form=reset_form or ResetForm(formdata=None),
    )

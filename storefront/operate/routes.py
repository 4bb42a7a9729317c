"""The least of the operator's desk: invite a cooperative, help who forgot the password."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from flask import Blueprint, Response, abort, make_response, redirect, url_for
from flask_login import current_user
from sqlalchemy import select

from storefront.accounts.access import invite_member, issue_reset
from storefront.accounts.link_mail import mail_invitation, mail_reset
from storefront.accounts.models import AccessLink, User
from storefront.accounts.services import counts, find_user
from storefront.catalogue.models import Certificate
from storefront.catalogue.scan_answer import scan_answer
from storefront.choices import choices_of
from storefront.cooperatives.models import Cooperative
from storefront.cooperatives.queries import find_maker
from storefront.database import db
from storefront.htmx import render
from storefront.operate.forms import ButtonForm, InviteShopForm, ResetForm
from storefront.payments.account_changes import (
    ChangeEnded,
    all_open_changes,
    approve_change,
    find_change,
    stop_change,
)
from storefront.payments.accounts import live_account
from storefront.payments.models import AccountChange
from storefront.templating import public_url

CONFLICT = 409

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
    address = public_url(url_for("accounts.invitation", secret=secret))
    mailed = form.email.data or ""
    if mailed:
        mail_invitation(mailed, maker, address)
    db.session.commit()
    return _link_page(link, address, mailed)


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
    address = public_url(url_for("accounts.new_password", secret=secret))
    mailed = mail_reset(user, address)
    db.session.commit()
    return _link_page(link, address, mailed, user)


@blueprint.get("/account-changes")
def account_changes() -> Response:
    """Show which makers want to be paid into another account."""
    return _changes_page()


@blueprint.post("/account-changes/<int:change_id>/approval")
def approve_account(change_id: int) -> Response:
    """Approve a change of account, for the maker's second person."""
    return _decide(change_id, approve_change)


@blueprint.post("/account-changes/<int:change_id>/stop")
def stop_account(change_id: int) -> Response:
    """Refuse or stop a change of account."""
    return _decide(change_id, stop_change)


def _decide(change_id: int, step: Callable[[AccountChange, User], None]) -> Response:
    change = find_change(change_id) or abort(404)
    if not ButtonForm().validate():
        return _changes_page(400)
    try:
        step(change, _me())
    except ChangeEnded:
        db.session.rollback()
        return _changes_page(CONFLICT)
    db.session.commit()
    return make_response(redirect(url_for("operate.account_changes"), 303))


def _changes_page(status: int = 200) -> Response:
    changes = all_open_changes()
    return render(
        "operate/account_changes.html",
        status=status,
        changes=changes,
        live={change.id: live_account(change.cooperative) for change in changes},
        button_form=ButtonForm(formdata=None),
        token_refused=status == 400,
        too_late=status == CONFLICT,
    )


@blueprint.get("/certificates/<int:certificate_id>/scan")
def scan(certificate_id: int) -> Response:
    """Hand out the scan of any maker's certificate."""
    return scan_answer(db.session.get(Certificate, certificate_id))


def _link_page(link: AccessLink, address: str, mailed: str, who: User | None = None) -> Response:
    return render(
        "operate/link.html", kind=link.kind, link=link, address=address, who=who, mailed=mailed
    )


def _me() -> User:
    return cast(User, current_user)


def _invite_form(*, empty: bool = False) -> InviteShopForm:
    form = InviteShopForm(formdata=None) if empty else InviteShopForm()
    makers = db.session.execute(
        select(Cooperative.slug, Cooperative.name_vi).order_by(Cooperative.sort_key)
    )
    form.cooperative.choices = choices_of([("", ""), *((slug, name) for slug, name in makers)])
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
        account_changes=len(all_open_changes()),
    )

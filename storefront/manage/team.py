"""The team of a cooperative: who is in, who is invited, who forgot the password."""

from __future__ import annotations

from flask import Response, abort, make_response, redirect, url_for

from storefront.accounts.access import (
    invite_member,
    issue_reset,
    open_invitations,
    withdraw_invitation,
)
from storefront.accounts.link_mail import mail_invitation, mail_reset
from storefront.accounts.members import LastManager, dismiss, find_member, members_of, set_role
from storefront.accounts.models import MEMBER_ROLES, AccessLink, User
from storefront.database import db
from storefront.htmx import render
from storefront.manage.desk import blueprint, managers_only, me, my_shop
from storefront.manage.forms import InviteForm, NothingForm
from storefront.templating import public_url

CONFLICT = 409


@blueprint.get("/team")
def team() -> Response:
    """Show who looks after the shop."""
    return _team_page()


@blueprint.post("/team/invitations")
def invite() -> Response:
    """Make an invitation, and show its link once."""
    managers_only()
    form = InviteForm()
    if not form.validate():
        return _team_page(form.refusal_status, invite_form=form)
    link, secret = invite_member(my_shop(), form.member_role.data or "member", me())
    address = public_url(url_for("accounts.invitation", secret=secret))
    mailed = form.email.data or ""
    if mailed:
        mail_invitation(mailed, my_shop(), address)
    db.session.commit()
    return _link_page(link, address, mailed)


@blueprint.post("/team/invitations/<int:link_id>/withdrawal")
def withdraw(link_id: int) -> Response:
    """Withdraw an invitation that nobody has used."""
    managers_only()
    if not NothingForm().validate():
        return _team_page(400)
    if not withdraw_invitation(my_shop(), link_id, me()):
        abort(404)
    db.session.commit()
    return _back()


@blueprint.post("/team/<int:member_id>/reset")
def reset(member_id: int) -> Response:
    """Make a link with which a member chooses a new password."""
    managers_only()
    if not NothingForm().validate():
        return _team_page(400)
    member = find_member(my_shop(), member_id) or abort(404)
    link, secret = issue_reset(member, me())
    address = public_url(url_for("accounts.new_password", secret=secret))
    mailed = mail_reset(member, address)
    db.session.commit()
    return _link_page(link, address, mailed, member)


@blueprint.post("/team/<int:member_id>/role/<any(manager, member):role>")
def change_role(member_id: int, role: str) -> Response:
    """Make a member a manager, or a manager a member."""
    managers_only()
    if not NothingForm().validate():
        return _team_page(400)
    member = find_member(my_shop(), member_id) or abort(404)
    try:
        set_role(member, role, me())
    except LastManager:
        return _team_page(CONFLICT, last_manager=True)
    db.session.commit()
    return _back()


@blueprint.post("/team/<int:member_id>/leave")
def dismiss_member(member_id: int) -> Response:
    """End a member's access; what they did stays in the log."""
    managers_only()
    if not NothingForm().validate():
        return _team_page(400)
    member = find_member(my_shop(), member_id) or abort(404)
    try:
        dismiss(member, me())
    except LastManager:
        return _team_page(CONFLICT, last_manager=True)
    db.session.commit()
    return _back()


def _team_page(
    status: int = 200, *, invite_form: InviteForm | None = None, last_manager: bool = False
) -> Response:
    shop = my_shop()
    return render(
        "manage/team.html",
        status=status,
        me=me(),
        members=members_of(shop),
        invitations=open_invitations(shop) if me().is_manager else (),
        invite_form=invite_form or InviteForm(formdata=None),
        button_form=NothingForm(formdata=None),
        token_refused=status == 400,
        last_manager=last_manager,
        roles=MEMBER_ROLES,
    )


def _link_page(link: AccessLink, address: str, mailed: str, who: User | None = None) -> Response:
    return render(
        "manage/link.html", kind=link.kind, link=link, address=address, who=who, mailed=mailed
    )


def _back() -> Response:
    return make_response(redirect(url_for("manage.team"), 303))

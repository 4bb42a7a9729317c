"""Pages that a link opens: an invitation to accept, a new password to choose."""

from __future__ import annotations

from flask import Response, url_for
from flask_babel import gettext as _
from flask_login import logout_user

from storefront.accounts.access import (
    LinkEnded,
    accept_invitation,
    choose_password,
    find_link,
    issue_reset,
)
from storefront.accounts.forms import ForgottenForm, InvitationForm, NewPasswordForm
from storefront.accounts.routes import blueprint, welcome, which_account
from storefront.accounts.services import AccountRefused, counts, find_user
from storefront.database import db
from storefront.forms import REFUSED_TOKEN
from storefront.htmx import render
from storefront.limits import limiter
from storefront.mail.services import write_message
from storefront.templating import public_url

GONE = 410


@blueprint.get("/invitations/<secret>")
def invitation(secret: str) -> Response:
    """Ask an invited member for name, sign-in and password."""
    return _invitation_page(secret, InvitationForm(formdata=None))


@blueprint.post("/invitations/<secret>")
@limiter.limit("30 per 5 minutes")
def join(secret: str) -> Response:
    """Make the member's account and sign them in."""
    form = InvitationForm()
    if not form.validate():
        return _invitation_page(secret, form, form.refusal_status)
    try:
        user = accept_invitation(
            secret, form.identifier.data or "", form.name.data or "", form.password.data or ""
        )
    except LinkEnded:
        return _ended("invitation")
    except AccountRefused:
        form.refuse_taken()
        return _invitation_page(secret, form, form.refusal_status)
    return welcome(user)


@blueprint.get("/new-password/<secret>")
def new_password(secret: str) -> Response:
    """Ask for a new password."""
    return _password_page(secret, NewPasswordForm(formdata=None))


@blueprint.post("/new-password/<secret>")
@limiter.limit("30 per 5 minutes")
def set_password(secret: str) -> Response:
    """Set the new password, sign out everywhere else, and sign in here."""
    form = NewPasswordForm()
    if not form.validate():
        return _password_page(secret, form, form.refusal_status)
    try:
        user = choose_password(secret, form.password.data or "")
    except LinkEnded:
        return _ended("reset")
    logout_user()
    return welcome(user)


@blueprint.get("/forgotten-password")
def forgotten() -> Response:
    """Tell how to get a new password; who has an e-mail address can ask for a link here."""
    return render("accounts/forgotten.html", form=ForgottenForm(formdata=None), asked=False)


@blueprint.post("/forgotten-password")
@limiter.limit("10 per 5 minutes")
@limiter.limit("3 per 15 minutes", key_func=which_account)
def ask_for_link() -> Response:
    """Send a link by e-mail where there is an account with one; the answer tells nobody which."""
    form = ForgottenForm()
    if not form.validate():
        return render("accounts/forgotten.html", form=form, asked=False, status=form.refusal_status)
    user = find_user(form.identifier.data or "")
    if user is not None and counts(user) and "@" in user.identifier:
        link, secret = issue_reset(user, issued_by=None)
        address = public_url(url_for("accounts.new_password", secret=secret))
        write_message(
            user.identifier,
            _("A new password for Chợ Phiên"),
            _(
                "Somebody, most likely you, asked for a new password.\n\n"
                "Choose it here within 24 hours:\n%(address)s\n\n"
                "If it was not you, leave this message alone: nothing changes.",
                address=address,
            ),
            link.kind,
        )
        db.session.commit()
    return render("accounts/forgotten.html", form=form, asked=True)


def _invitation_page(secret: str, form: InvitationForm, status: int = 200) -> Response:
    try:
        link = find_link("invitation", secret)
    except LinkEnded:
        return _ended("invitation", status)
    return render(
        "accounts/invitation.html", form=form, shop=link.cooperative, secret=secret, status=status
    )


def _password_page(secret: str, form: NewPasswordForm, status: int = 200) -> Response:
    try:
        link = find_link("reset", secret)
    except LinkEnded:
        return _ended("reset", status)
    return render(
        "accounts/new_password.html", form=form, user=link.user, secret=secret, status=status
    )


def _ended(kind: str, status: int = GONE) -> Response:
    """Say that a link opens nothing; a request that was refused anyway stays refused."""
    refused = status == REFUSED_TOKEN
    return render("accounts/link_ended.html", kind=kind, status=status if refused else GONE)

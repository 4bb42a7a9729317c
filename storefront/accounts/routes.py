"""Signing in and out, and the page of one's own account."""

from __future__ import annotations

from hashlib import sha256
from typing import cast

from flask import Blueprint, Response, make_response, redirect, request, session, url_for
from flask_babel import lazy_gettext as _
from flask_limiter import RequestLimit
from flask_login import current_user, login_required, login_user, logout_user

from storefront.accounts.forms import LoginForm, LogoutForm
from storefront.accounts.models import User
from storefront.accounts.services import (
    AccountRefused,
    end_sessions,
    find_user,
    normal_identifier,
    password_fits,
)
from storefront.accounts.signing_in import local_path
from storefront.database import db
from storefront.htmx import render
from storefront.limits import limiter

CSRF_TOKEN = "csrf_token"  # noqa: S105 - the name of it in the session
ROLES = {
    "operator": _("Operator of the market"),
    "cooperative": _("Member of a maker"),
    "organiser": _("Organiser of events"),
}

blueprint = Blueprint("accounts", __name__)


def failed(response: Response) -> bool:
    """Tell whether a try to sign in counts as a guess."""
    return response.status_code == 422


def which_account() -> str:
    """Return whom somebody tries to sign in as, hashed, so that no store of limits shows it."""
    typed = request.form.get("identifier", "")
    try:
        identifier = normal_identifier(typed)
    except AccountRefused:
        identifier = typed
    return sha256(identifier.encode("utf-8", "replace")).hexdigest()


def too_many(_limit: RequestLimit) -> Response:
    """Show the form again, and ask for patience."""
    return _login_page(LoginForm(), 429)


@blueprint.get("/login")
def login() -> Response:
    """Show the sign-in form; `?next=` is where to go afterwards."""
    if current_user.is_authenticated:
        return _to(local_path(request.args.get("next", "")) or url_for("accounts.account"))
    form = LoginForm(formdata=None)
    form.next.data = local_path(request.args.get("next", ""))
    return _login_page(form)


# Short windows: guessing stays hopeless, and nobody can lock an owner out for long.
@blueprint.post("/login")
@limiter.limit("30 per 5 minutes", on_breach=too_many)
@limiter.limit("20 per 5 minutes", key_func=which_account, on_breach=too_many)
@limiter.limit("10 per 5 minutes", key_func=which_account, deduct_when=failed, on_breach=too_many)
def sign_in() -> Response:
    """Sign somebody in; an unknown account and a wrong password get the same answer."""
    form = LoginForm()
    if not form.validate():
        return _login_page(form, form.refusal_status)
    user = find_user(form.identifier.data or "")
    if not password_fits(user, form.password.data or ""):
        form.refuse()
        return _login_page(form, form.refusal_status)
    session.pop(CSRF_TOKEN, None)  # what the session knew before is worth nothing after
    login_user(user)
    session.permanent = True
    return _to(form.next.data or url_for("accounts.account"))


@blueprint.post("/logout")
def logout() -> Response:
    """Sign out, on every device: a copied cookie is worth nothing afterwards."""
    if not LogoutForm().validate():
        return _account_page(400)
    if current_user.is_authenticated:
        end_sessions(_signed_in())
        db.session.commit()
    logout_user()
    session.pop(CSRF_TOKEN, None)
    return _to(url_for("catalogue.home"))


@blueprint.get("/account")
@login_required
def account() -> Response:
    """Show who is signed in."""
    return _account_page()


def _signed_in() -> User:
    return cast(User, current_user)


def _login_page(form: LoginForm, status: int = 200) -> Response:
    return render("accounts/login.html", form=form, status=status, too_many=status == 429)


def _account_page(status: int = 200) -> Response:
    user = _signed_in() if current_user.is_authenticated else None
    role = ROLES[user.role] if user else ""
    return render("accounts/account.html", user=user, role=role, form=LogoutForm(), status=status)


def _to(address: str) -> Response:
    return make_response(redirect(address, 303))

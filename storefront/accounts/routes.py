"""Signing in and out, and the page of one's own account."""

from __future__ import annotations

from hashlib import sha256
from typing import cast

from flask import Blueprint, Response, abort, make_response, redirect, request, session, url_for
from flask_babel import lazy_gettext as _
from flask_limiter import RequestLimit
from flask_login import current_user, login_required, login_user, logout_user

from storefront.accounts.forms import LoginForm, LogoutForm, PasswordForm
from storefront.accounts.models import User
from storefront.accounts.services import (
    AccountRefused,
    find_user,
    hashed,
    normal_identifier,
    password_fits,
)
from storefront.accounts.sign_ins import (
    begin_sign_in,
    end_all_sign_ins,
    end_one_sign_in,
    end_sign_in,
    sign_ins_of,
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

# Where each kind of account works.
DESKS = {
    "cooperative": "manage.today",
    "operator": "operate.desk",
    "organiser": "organise.showcases",
}

blueprint = Blueprint("accounts", __name__)


def _too_eager(_limit: RequestLimit) -> Response:
    """Show the account again, and ask for patience."""
    form = PasswordForm()
    form.validate()
    form.ask_for_patience()
    return _account_page(429, form)


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
    fits = password_fits(user, form.password.data or "")
    if user is None or not fits:
        form.refuse()
        return _login_page(form, form.refusal_status)
    return welcome(user, form.next.data or "")


@blueprint.post("/logout")
def logout() -> Response:
    """Sign out: a copied cookie is worth nothing afterwards."""
    if not LogoutForm().validate():
        return _account_page(400)
    if current_user.is_authenticated:
        end_sign_in(_signed_in(), _signed_in().sign_in_key)
        db.session.commit()
    logout_user()
    session.pop(CSRF_TOKEN, None)
    return _to(url_for("catalogue.home"))


@blueprint.get("/account")
@login_required
def account() -> Response:
    """Show who is signed in, and where else."""
    return _account_page()


@blueprint.post("/account/password")
@login_required
@limiter.limit("10 per 5 minutes", key_func=lambda: str(_signed_in().id), on_breach=_too_eager)
def change_password() -> Response:
    """Change one's password, and sign out everywhere else."""
    user, form = _signed_in(), PasswordForm()
    if not form.validate():
        return _account_page(form.refusal_status, form)
    if not password_fits(user, form.current.data or ""):
        form.refuse()
        return _account_page(form.refusal_status, form)
    user.password_hash = hashed(form.password.data or "")
    end_all_sign_ins(user, but=user.sign_in_key)
    db.session.commit()
    return _to(url_for("accounts.account", changed="password"))


@blueprint.post("/account/sign-ins/<int:sign_in_id>/end")
@login_required
def end_other(sign_in_id: int) -> Response:
    """End one of one's sign-ins."""
    if not LogoutForm().validate():
        return _account_page(400)
    if not end_one_sign_in(_signed_in(), sign_in_id):
        abort(404)
    db.session.commit()
    return _to(url_for("accounts.account"))


@blueprint.post("/account/sign-ins/end")
@login_required
def end_others() -> Response:
    """End all of one's sign-ins but this one."""
    if not LogoutForm().validate():
        return _account_page(400)
    end_all_sign_ins(_signed_in(), but=_signed_in().sign_in_key)
    db.session.commit()
    return _to(url_for("accounts.account"))


def welcome(user: User, wanted: str = "") -> Response:
    """Sign somebody in here, and lead them to what they wanted or to their desk."""
    session.pop(CSRF_TOKEN, None)  # what the session knew before is worth nothing after
    begin_sign_in(user, request.user_agent.string)
    db.session.commit()
    login_user(user)
    session.permanent = True
    return _to(wanted or url_for(DESKS[user.role]))


def _signed_in() -> User:
    return cast(User, current_user)


def _login_page(form: LoginForm, status: int = 200) -> Response:
    return render("accounts/login.html", form=form, status=status, too_many=status == 429)


def _account_page(status: int = 200, password_form: PasswordForm | None = None) -> Response:
    user = _signed_in() if current_user.is_authenticated else None
    return render(
        "accounts/account.html",
        status=status,
        user=user,
        role=ROLES[user.role] if user else "",
        sign_ins=sign_ins_of(user) if user else (),
        form=LogoutForm(formdata=None) if password_form else LogoutForm(),
        password_form=password_form or PasswordForm(formdata=None),
    )


def _to(address: str) -> Response:
    return make_response(redirect(address, 303))

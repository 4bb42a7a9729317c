"""Who is signed in."""

from __future__ import annotations

import re

from flask import Flask, abort, redirect, request, url_for
from flask_login import LoginManager, current_user
from werkzeug.wrappers import Response

from storefront.accounts.models import User
from storefront.accounts.sign_ins import find_signed_in
from storefront.database import SAFE_METHODS

# One slash and no second one, nor a backslash, which browsers read as a slash; no blanks or
# control characters, which browsers drop.
_LOCAL_PATH = re.compile(r"/(?![/\\])[!-\[\]-~]*", re.ASCII)

_DESKS = ("manage", "operate", "organise")

login_manager = LoginManager()


def init_sign_in(app: Flask) -> None:
    """Let Flask-Login find accounts by their revocable session key."""
    login_manager.init_app(app, add_context_processor=False)
    login_manager.login_view = "accounts.login"
    login_manager.login_message = None
    login_manager.session_protection = None

    app.add_template_global(way_in)

    @login_manager.unauthorized_handler
    def ask_who_it_is() -> Response:
        """Lead to the sign-in form and back; what a form sent cannot be taken along."""
        if request.method not in SAFE_METHODS:
            abort(403)
        return redirect(url_for("accounts.login", next=request.path))


def way_in() -> str:
    """Return where somebody signs in who stands before a desk as nobody, and comes back; or "".

    A page to come back to is one that was only to be shown: what a form sent is still in it.
    """
    if request.blueprint not in _DESKS or current_user.is_authenticated:
        return ""
    wanted = request.full_path.rstrip("?") if request.method in SAFE_METHODS else None
    return url_for("accounts.login", next=wanted)


@login_manager.user_loader
def load_user(key: str) -> User | None:
    """Return the account that a session remembers, while it may be used."""
    return find_signed_in(key)


def local_path(address: str) -> str:
    """Return an address when it is a path of this shop, else nothing: no way to other sites."""
    return address if _LOCAL_PATH.fullmatch(address) else ""

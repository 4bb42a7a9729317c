"""The door of the desk: who may come in, and whose shop they stand in."""

from __future__ import annotations

from typing import cast

from flask import Blueprint, abort
from flask_login import current_user

from storefront.accounts.models import User
from storefront.cooperatives.models import Cooperative

blueprint = Blueprint("manage", __name__, url_prefix="/manage")


@blueprint.before_request
def admit_members_only() -> None:
    """Refuse whoever is no member of a cooperative, before anything is looked up."""
    if not (current_user.is_authenticated and current_user.role == "cooperative"):
        abort(403)


def me() -> User:
    """Return the member who is signed in."""
    return cast(User, current_user)


def my_shop() -> Cooperative:
    """Return the cooperative whose desk this is: every query of the desk is narrowed by it."""
    shop = me().cooperative
    if shop is None:
        abort(403)
    return shop


def managers_only() -> None:
    """Refuse plain members what only a manager may do."""
    if not me().is_manager:
        abort(403)

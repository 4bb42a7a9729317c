"""The door of the organiser's desk: who may come in, and whose showcases they see."""

from __future__ import annotations

from typing import cast

from flask import Blueprint, abort
from flask_login import current_user

from storefront.accounts.models import User
from storefront.showcase.models import Showcase
from storefront.showcase.queries import own_showcase

blueprint = Blueprint("organise", __name__, url_prefix="/organise")


@blueprint.before_request
def admit_organisers_only() -> None:
    """Refuse whoever is no organiser, before anything is looked up."""
    if not (current_user.is_authenticated and current_user.role == "organiser"):
        abort(403)


def me() -> User:
    """Return the organiser who is signed in."""
    return cast(User, current_user)


def my_showcase(showcase_id: int) -> Showcase:
    """Return one of the organiser's own showcases, or answer 404."""
    return own_showcase(me(), showcase_id) or abort(404)

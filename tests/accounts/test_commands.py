"""`flask users create`."""

from __future__ import annotations

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import select

from storefront.accounts.models import User
from storefront.accounts.services import find_user, password_fits
from storefront.database import db
from tests.factories import make_cooperative
from tests.shops import everything

PASSWORD = "một mật khẩu dài"


@pytest.fixture(autouse=True)
def _maker(app: Flask) -> None:
    with app.app_context():
        make_cooperative(slug="htx-cam")
        db.session.commit()


def create(app: Flask, *arguments: str, password: str = f"{PASSWORD}\n") -> Result:
    return app.test_cli_runner().invoke(
        args=["users", "create", *arguments, "--password-stdin"], input=password
    )


def test_member_of_a_maker_is_created(app: Flask) -> None:
    result = create(
        app, "--identifier", "0912 345 678", "--role", "cooperative", "--cooperative", "htx-cam"
    )
    assert result.exit_code == 0, result.output
    assert "+84912345678" in result.output
    with app.app_context():
        user = find_user("0912345678")
        assert user is not None and user.cooperative is not None
        assert user.cooperative.slug == "htx-cam"
        assert password_fits(user, PASSWORD)
        assert PASSWORD not in user.password_hash


@pytest.mark.parametrize("role", ["operator", "organiser"])
def test_other_roles_belong_to_no_maker(app: Flask, role: str) -> None:
    assert create(app, "--identifier", "Mai@Example.org", "--role", role).exit_code == 0
    with app.app_context():
        user = db.session.scalars(select(User)).one()
        assert (user.identifier, user.role, user.cooperative_id) == ("mai@example.org", role, None)


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("--identifier", "abc", "--role", "operator"), "neither a phone number nor an e-mail"),
        (("--identifier", "a@b@c", "--role", "operator"), "neither a phone number nor an e-mail"),
        (("--identifier", "0912345678", "--role", "king"), "king"),
        (("--identifier", "0912345678", "--role", "cooperative"), "belongs to a cooperative"),
        (
            ("--identifier", "0912345678", "--role", "operator", "--cooperative", "htx-cam"),
            "belongs to a cooperative",
        ),
        (
            ("--identifier", "0912345678", "--role", "cooperative", "--cooperative", "nobody"),
            "nobody",
        ),
        (("--role", "operator"), "--identifier"),
        (("--identifier", "0912345678"), "--role"),
    ],
)
def test_refusal_names_the_reason_and_changes_nothing(
    app: Flask, arguments: tuple[str, ...], reason: str
) -> None:
    before = everything(app)
    result = create(app, *arguments)
    assert result.exit_code != 0
    assert reason in result.output
    assert everything(app) == before


@pytest.mark.parametrize("password", ["", "\n", "short\n"])
def test_short_password_is_refused(app: Flask, password: str) -> None:
    before = everything(app)
    result = create(app, "--identifier", "0912345678", "--role", "operator", password=password)
    assert result.exit_code != 0
    assert "10 characters" in result.output
    assert everything(app) == before


def test_second_account_for_one_phone_is_refused(app: Flask) -> None:
    assert create(app, "--identifier", "0912345678", "--role", "operator").exit_code == 0
    before = everything(app)
    result = create(app, "--identifier", "+84 912 345 678", "--role", "organiser")
    assert result.exit_code != 0
    assert "has an account already" in result.output
    assert everything(app) == before


def test_password_is_never_taken_from_the_command_line(app: Flask) -> None:
    before = everything(app)
    result = app.test_cli_runner().invoke(
        args=["users", "create", "--identifier", "0912345678", "--role", "operator"]
    )
    assert result.exit_code != 0
    assert "--password-stdin" in result.output
    assert everything(app) == before

"""Commands for accounts: `flask --app app users …`."""

from __future__ import annotations

import sys

import click
from flask.cli import AppGroup
from sqlalchemy import select

from storefront.accounts.models import ROLES
from storefront.accounts.services import AccountRefused, create_user
from storefront.cooperatives.models import Cooperative
from storefront.database import db

users = AppGroup("users", help="People who sign in.")


@users.command("create")
@click.option("--identifier", required=True, metavar="PHONE_OR_EMAIL", help="How they sign in.")
@click.option("--role", required=True, type=click.Choice(ROLES), help="What they may do.")
@click.option("--cooperative", metavar="SLUG", help="Whose member, for the role cooperative.")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
def create(identifier: str, role: str, cooperative: str | None, password_stdin: bool) -> None:
    """Create an account; its password comes from standard input, never from the command line."""
    if not password_stdin:
        raise click.UsageError("give --password-stdin and the password on standard input")
    password = sys.stdin.readline().rstrip("\r\n")
    try:
        user = create_user(identifier, password, role, _maker(cooperative))
    except AccountRefused as error:
        db.session.rollback()
        raise click.ClickException(str(error)) from error
    db.session.commit()
    click.echo(f"{user.identifier}: {user.role}")


def _maker(slug: str | None) -> Cooperative | None:
    if slug is None:
        return None
    maker = db.session.scalar(select(Cooperative).where(Cooperative.slug == slug))
    if maker is None:
        raise AccountRefused(f"there is no cooperative {slug!r}")
    return maker

"""Commands of the shop: `flask --app app …`."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import click
from flask import Flask
from sqlalchemy import inspect
from sqlalchemy.exc import DBAPIError

from storefront.accounts.commands import users
from storefront.auditing.commands import audit_command
from storefront.backups.commands import backup
from storefront.database import db
from storefront.importing.commands import catalogue_commands
from storefront.ordering.commands import orders
from storefront.payments.commands import payments
from storefront.stock.commands import stock

COMMANDS = (catalogue_commands, stock, orders, payments, users, backup, audit_command)


def init_commands(app: Flask) -> None:
    """Register every domain's commands."""
    for command in COMMANDS:
        _speak_plainly(command)
        app.cli.add_command(command)


def _speak_plainly(command: click.Command) -> None:
    """Let a command tell in one line that the database is not there, not migrated or locked."""
    for part in getattr(command, "commands", {}).values():
        _speak_plainly(part)
    if command.callback and not hasattr(command.callback, "__wrapped_plainly__"):
        command.callback = _plainly(command.callback)


def _plainly(run: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(run)
    def wrapper(*args: Any, **kwargs: Any) -> Any:
        try:
            return run(*args, **kwargs)
        except DBAPIError as error:
            raise click.ClickException(_trouble(error)) from error

    wrapper.__wrapped_plainly__ = True  # type: ignore[attr-defined]
    return wrapper


def _trouble(error: DBAPIError) -> str:
    try:
        db.session.rollback()
        migrated = inspect(db.engine).has_table("alembic_version")
    except DBAPIError:
        return f"the database does not answer: {error.orig}"
    if not migrated:
        return "the database is not migrated: run `flask --app app db upgrade` first"
    return f"the database refused: {error.orig}"

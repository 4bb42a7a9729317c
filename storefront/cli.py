"""Commands of the shop: `flask --app app …`."""

from __future__ import annotations

from flask import Flask

from storefront.accounts.commands import users
from storefront.auditing.commands import audit_command
from storefront.backups.commands import backup
from storefront.importing.commands import catalogue_commands
from storefront.ordering.commands import orders
from storefront.payments.commands import payments
from storefront.stock.commands import stock

COMMANDS = (catalogue_commands, stock, orders, payments, users, backup, audit_command)


def init_commands(app: Flask) -> None:
    """Register every domain's commands."""
    for command in COMMANDS:
        app.cli.add_command(command)

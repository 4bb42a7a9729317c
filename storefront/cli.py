"""Commands of the shop: `flask --app app …`."""

from __future__ import annotations

from flask import Flask

from storefront.catalogue.commands import catalogue_commands
from storefront.stock.commands import stock

GROUPS = (catalogue_commands, stock)


def init_commands(app: Flask) -> None:
    """Register every domain's commands."""
    for group in GROUPS:
        app.cli.add_command(group)

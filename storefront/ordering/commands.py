"""`flask orders …`: what was placed."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from storefront.database import only_reading
from storefront.ordering.services import count_purchases

orders = AppGroup("orders", help="What was ordered.")


@orders.command("count")
def count_command() -> None:
    """Print the number of purchases."""
    with only_reading():
        click.echo(count_purchases())

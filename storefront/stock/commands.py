"""`flask stock …`: counts by hand."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from storefront.database import db
from storefront.stock.services import InvalidQuantity, UnknownProduct, set_stock

stock = AppGroup("stock", help="What can be sold.")


@stock.command("set")
@click.argument("product_slug")
@click.argument("packs", type=int)
@click.option("--variant", metavar="CODE", help="One pack size only; all of them without.")
def set_command(product_slug: str, packs: int, variant: str | None) -> None:
    """State how many packs can be sold from now on, beside those promised to orders."""
    try:
        changed = set_stock(product_slug, packs, variant)
    except (UnknownProduct, InvalidQuantity) as error:
        raise click.ClickException(str(error)) from error
    db.session.commit()
    for pack in changed:
        click.echo(f"{product_slug} {pack.code or pack.label_vi}: {packs}".replace(" :", ":"))

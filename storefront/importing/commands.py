"""`flask catalogue import` and `flask catalogue generate`."""

from __future__ import annotations

from pathlib import Path

import click
from flask.cli import AppGroup

from storefront.database import db
from storefront.generating import NothingToOrder, generate
from storefront.importing import ImportRefused, import_folder

catalogue_commands = AppGroup("catalogue", help="Fill the catalogue.")


@catalogue_commands.command("import")
@click.argument("folder", type=click.Path(path_type=Path))
def import_catalogue(folder: Path) -> None:
    """Import a market's FOLDER of CSV files, all rows or none."""
    try:
        report = import_folder(folder)
    except ImportRefused as refused:
        for problem in refused.problems:
            click.echo(problem, err=True)
        click.echo(f"Nothing was imported: {len(refused.problems)} problem(s).", err=True)
        raise SystemExit(1) from None
    db.session.commit()
    for line in report.lines():
        click.echo(line)


@catalogue_commands.command("generate")
@click.option("--products", type=click.IntRange(min=0), required=True, help="How many goods.")
@click.option("--orders", type=click.IntRange(min=0), default=0, help="How many purchases.")
@click.option("--seed", type=int, default=1, show_default=True)
def generate_catalogue(products: int, orders: int, seed: int) -> None:
    """Add made-up goods and purchases, for benchmarks."""
    try:
        makers = generate(products, orders, seed)
    except NothingToOrder as error:
        raise click.ClickException(str(error)) from None
    db.session.commit()
    click.echo(f"{products} products of {makers} makers and {orders} purchases added")

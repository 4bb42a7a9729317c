"""`flask catalogue import` and `flask catalogue generate`."""

from __future__ import annotations

from pathlib import Path

import click
from flask.cli import AppGroup

from storefront.catalogue.importing import ImportRefused, import_folder
from storefront.database import db

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

"""`flask backup …`: the whole shop in one file, and back."""

from __future__ import annotations

from pathlib import Path

import click
from flask.cli import AppGroup

from storefront.backups.archive import BackupRefused
from storefront.backups.services import create_backup, restore_backup

backup = AppGroup("backup", help="The whole shop in one file, and back.")


@backup.command("create")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def create_command(file: Path) -> None:
    """Write database, media and secret key to FILE, while the shop goes on selling."""
    try:
        made = create_backup(file)
    except BackupRefused as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{file}: {len(made.files)} files, {made.purchases} purchases, {made.made_at}")


@backup.command("restore")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def restore_command(file: Path) -> None:
    """Put FILE in the place of this shop, all of it or nothing; then start the server anew.

    What was there before is kept in a backup of its own.
    """
    try:
        made, kept = restore_backup(file)
    except BackupRefused as error:
        raise click.ClickException(f"{error}\nnothing was restored") from error
    click.echo(f"restored {made.purchases} purchases of {made.made_at}")
    if kept:
        click.echo(f"what was here before is in {kept}")
    click.echo("next: flask db upgrade, and start the server anew")

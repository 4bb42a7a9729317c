"""`flask audit`: tell whether all is as it must be."""

from __future__ import annotations

import click
from flask.cli import with_appcontext

from storefront.auditing.services import RULES, audit


@click.command("audit")
@with_appcontext
def audit_command() -> None:
    """Check every rule of stock, orders and money; name each breach and fail on any."""
    breaches = 0
    for breach in audit():
        breaches += 1
        click.echo(f"{breach.rule}: {breach.detail}")
    if breaches:
        raise click.ClickException(f"{breaches} breaches")
    click.echo(f"{len(RULES)} rules hold")

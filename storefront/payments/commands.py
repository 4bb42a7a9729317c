"""`flask payments …`: bank statements into the shop."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click
from flask.cli import AppGroup

from storefront.database import db
from storefront.payments.models import TRANSACTION_STATES
from storefront.payments.services import UnknownAccount, known_account, record_bank_transaction
from storefront.payments.statements import UnreadableStatement, read_statement

MOST_PROBLEMS = 20
KNOWN = "known already"

payments = AppGroup("payments", help="Money that came in.")


@payments.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--account", required=True, metavar="NUMBER", help="The account it is about.")
def import_statement(file: Path, account: str) -> None:
    """Match a bank's CSV statement with the orders it pays for.

    Lines that were imported before are passed over; a file with an unreadable line imports
    nothing.
    """
    try:
        number = known_account(account)
        lines = read_statement(file)
    except UnknownAccount as error:
        raise click.ClickException(str(error)) from error
    except UnreadableStatement as error:
        raise click.ClickException(_told(file, error.problems)) from error
    counts: Counter[str] = Counter()
    for line in lines:
        transaction = record_bank_transaction(number, line)
        db.session.commit()  # each line by itself: no order stays locked for a whole file
        counts[transaction.state if transaction else KNOWN] += 1
        if transaction and transaction.order:
            click.echo(
                f"line {line.number}: {transaction.order.code}, "
                f"{line.amount_vnd} VND, {transaction.state}"
            )
    told = [f"{counts[state]} {state}" for state in (*TRANSACTION_STATES, KNOWN) if counts[state]]
    click.echo(f"{len(lines)} lines: {', '.join(told) or 'none'}")


def _told(file: Path, problems: tuple[str, ...]) -> str:
    shown = [f"{file}: {problem}" for problem in problems[:MOST_PROBLEMS]]
    if len(problems) > MOST_PROBLEMS:
        shown.append(f"… and {len(problems) - MOST_PROBLEMS} more")
    return "\n".join([*shown, "nothing was imported"])

"""`quizapp user reset`."""

from datetime import UTC, datetime

import click

from quizapp.cli.settings import configuration, session
from quizapp.cli.user.find import find
from quizapp.cli.user.link import print_link


@click.command()
@click.argument("name")
def command(name: str) -> None:
    """Print a link by which the user NAME, who forgot it, sets a new password."""
    from quizapp.actions.people import COMMAND_LINE, renewal
    from quizapp.actions.tokens import RESET_LASTS
    from quizapp.storage.database import write

    config, now = configuration(), datetime.now(UTC)
    with session(config) as db:
        write(db)
        secret = renewal(db, COMMAND_LINE, find(db, name).public_id, now)
        db.commit()
    print_link(config, secret, RESET_LASTS)

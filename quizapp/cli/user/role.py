"""`quizapp user role`."""

from datetime import UTC, datetime

import click

from quizapp.cli.settings import configuration, session
from quizapp.cli.user.add import ROLES
from quizapp.cli.user.find import find


@click.command()
@click.argument("name")
@click.argument("role", type=click.Choice(ROLES))
def command(name: str, role: str) -> None:
    """Give the user NAME another ROLE."""
    from quizapp.actions.people import COMMAND_LINE, LastAdministrator, change_role
    from quizapp.storage.database import write

    with session(configuration()) as db:
        write(db)
        account = find(db, name)
        try:
            change_role(db, COMMAND_LINE, account.public_id, role, datetime.now(UTC))
        except LastAdministrator as error:
            raise click.ClickException("this is the last administrator; give somebody else the role first") from error
        db.commit()
        click.echo(f"{account.shown_name}: {role}")

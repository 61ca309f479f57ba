"""`quizapp user role`."""

import click

from quizapp.cli.settings import configuration, session
from quizapp.cli.user.add import ROLES
from quizapp.cli.user.find import find


@click.command()
@click.argument("name")
@click.argument("role", type=click.Choice(ROLES))
def command(name: str, role: str) -> None:
    """Give the user NAME another ROLE."""
    from quizapp.actions.accounts import set_role
    from quizapp.storage.database import write

    with session(configuration()) as db:
        write(db)
        account = find(db, name)
        set_role(db, account.public_id, role)
        db.commit()
        click.echo(f"{account.shown_name}: {role}")

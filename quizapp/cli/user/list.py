"""`quizapp user list`."""

import click

from quizapp.cli.settings import configuration, session


@click.command()
def command() -> None:
    """List the users: name, role and e-mail address, a line each."""
    from quizapp.storage import users

    with session(configuration()) as db:
        for account in users.everyone(db):
            click.echo("\t".join((account.shown_name, account.role, account.email or "-")))

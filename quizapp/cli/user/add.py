"""`quizapp user add`."""

from datetime import UTC, datetime

import click

from quizapp.cli.settings import configuration, session

ROLES = ("learner", "teacher", "editor", "administrator")


@click.command()
@click.argument("name")
@click.option("--role", type=click.Choice(ROLES), default="learner", show_default=True, help="What they may do.")
@click.option("--email", default="", help="An e-mail address to log in with.")
def command(name: str, role: str, email: str) -> None:
    """Add a user called NAME, and print a link by which they set their password."""
    from quizapp.actions import tokens
    from quizapp.actions.accounts import Taken, email_problem, name_problem
    from quizapp.actions.people import COMMAND_LINE, invite
    from quizapp.cli.user.link import print_link
    from quizapp.storage.database import write

    config, now = configuration(), datetime.now(UTC)
    if problem := name_problem(name) or email_problem(email):
        raise click.ClickException(str(problem))
    with session(config) as db:
        write(db)
        try:
            secret = invite(db, COMMAND_LINE, name, email, role, now)
        except Taken as error:
            raise click.ClickException(f'"{name}" or the e-mail address belongs to a user already') from error
        db.commit()
    print_link(config, secret, tokens.INVITATION_LASTS)

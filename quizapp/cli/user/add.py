"""`quizapp user add`."""

import secrets
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
    from quizapp.actions.accounts import Taken, create_user, email_problem, name_problem, new_learner
    from quizapp.actions.passwords import hash_password
    from quizapp.cli.user.link import print_link
    from quizapp.storage.database import write

    config, now = configuration(), datetime.now(UTC)
    if problem := name_problem(name) or email_problem(email):
        raise click.ClickException(str(problem))
    nobodys = hash_password(secrets.token_urlsafe(32))  # Until the link is used, nobody can log in.
    with session(config) as db:
        write(db)
        try:
            user = create_user(db, name, email, nobodys, role, now)
        except Taken as error:
            raise click.ClickException(f'"{name}" or the e-mail address belongs to a user already') from error
        new_learner(db, user, now)
        print_link(db, config, user.public_id, tokens.INVITATION_LASTS, now)
        db.commit()

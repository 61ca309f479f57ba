"""Finding the user that a command is about."""

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from quizapp.storage.users import Account


def find(db: "Session", name: str) -> "Account":
    """The user with a name or e-mail address. Raises click.ClickException where there is none."""
    from quizapp.storage import users

    account = users.by_login(db, name)
    if account is None:
        raise click.ClickException(f'there is no user "{name}"; `quizapp user list` shows all')
    return account

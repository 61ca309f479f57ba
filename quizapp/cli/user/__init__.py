"""`quizapp user`: the accounts of this instance, for whoever runs it."""

import click

from quizapp.cli.user.add import command as add
from quizapp.cli.user.list import command as list_
from quizapp.cli.user.reset import command as reset
from quizapp.cli.user.role import command as role


@click.group()
def command() -> None:
    """Add users, list them, give them roles, and print links to set a password."""


for name, part in {"add": add, "list": list_, "role": role, "reset": reset}.items():
    command.add_command(part, name)

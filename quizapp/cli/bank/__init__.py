"""`quizapp bank`: what can be done with the banks of facts."""

import click

from quizapp.cli.bank.check import command as check
from quizapp.cli.bank.export import command as export
from quizapp.cli.bank.load import command as load
from quizapp.cli.bank.show import command as show


@click.group()
def command() -> None:
    """Check, load, show and export banks of facts and questions."""


for name, part in {"check": check, "export": export, "load": load, "show": show}.items():
    command.add_command(part, name)

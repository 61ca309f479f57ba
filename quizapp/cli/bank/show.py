"""`quizapp bank show`."""

import json

import click

from quizapp.cli.failure import Failure
from quizapp.cli.settings import configuration, session


@click.command()
@click.argument("name")
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON, keys of questions included.")
def command(name: str, as_json: bool) -> None:
    """Show the loaded bank NAME: its sentences, facts and questions, with their keys."""
    from quizapp.storage.banks import show

    with session(configuration()) as db:
        bank = show(db, name)
    if bank is None:
        raise Failure(f"There is no bank called {name}.")
    if as_json:
        click.echo(json.dumps(bank, ensure_ascii=False, indent=2))
        return
    for part in ("sentences", "facts", "questions"):
        click.echo(f"{part}: {len(bank[part])}")
        for entry in bank[part]:
            click.echo(f"  {entry['id']}: {entry.get('text') or entry.get('statement') or entry.get('stem')}")

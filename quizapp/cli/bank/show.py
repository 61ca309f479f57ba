"""`quizapp bank show`."""

import json
from datetime import UTC, datetime

import click

from quizapp.cli.bank.folders import shipped
from quizapp.cli.failure import Failure
from quizapp.cli.settings import configuration, session


@click.command()
@click.argument("name")
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON, keys of questions included.")
def command(name: str, as_json: bool) -> None:
    """Show the bank NAME as it is loaded: its sentences, facts and questions, with their keys.

    The banks that come with the app are loaded first where they are not yet.
    """
    from quizapp.cli.bank.loading import load_folder
    from quizapp.storage.banks import show, slugs

    with session(configuration()) as db:
        for folder in shipped():
            if folder.name == name and name not in slugs(db):
                load_folder(db, folder, datetime.now(UTC))
        bank = show(db, name)
        known = slugs(db)
    if bank is None:
        raise Failure(f"There is no bank called {name}. Loaded are: {', '.join(known) or 'none'}.")
    if as_json:
        click.echo(json.dumps(bank, ensure_ascii=False, indent=2))
        return
    for part in ("sentences", "facts", "questions"):
        click.echo(f"{part}: {len(bank[part])}")
        for entry in bank[part]:
            click.echo(f"  {entry['id']}: {entry.get('text') or entry.get('statement') or entry.get('stem')}")

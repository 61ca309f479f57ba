"""`quizapp bank load`."""

from datetime import UTC, datetime
from pathlib import Path

import click

from quizapp.cli.bank.folders import shipped
from quizapp.cli.settings import configuration, session


@click.command()
@click.argument("folders", nargs=-1, metavar="[FOLDER]...", type=click.Path(path_type=Path))
def command(folders: tuple[Path, ...]) -> None:
    """Load banks into the database, or what has changed of them.

    Without FOLDER, loads the banks that come with the app. What is unchanged stays as it is; a changed fact or question
    becomes a new revision, and old answers keep the one they were given against. What was edited in the app is never
    overwritten. A bank in which `quizapp bank check` finds errors is not loaded at all.
    """
    from quizapp.cli.bank.loading import load_folder

    with session(configuration()) as db:
        for folder in folders or shipped():
            loaded = load_folder(db, folder, datetime.now(UTC))
            told = f"loaded as edition {loaded.edition}" if loaded and loaded.changed else "unchanged"
            click.echo(f"{folder.resolve().name}: {told}")

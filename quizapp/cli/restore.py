"""`quizapp restore`."""

from pathlib import Path

import click

from quizapp.cli import in_use
from quizapp.cli.settings import configuration


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def command(file: Path) -> None:
    """Replace all data by the copy in FILE, made by `quizapp backup`.

    Stop the server first. The data that is replaced is kept in the folder `backups` of the data folder; a copy made by
    an older version is migrated when the server starts.
    """
    from quizapp.storage import restore

    config = configuration()
    with in_use.alone(config.home):
        kept = restore.put_back(config.database_url, file, config.backups)
    click.echo(f"Restored from {file}" + (f"; what was there is kept in {kept}" if kept else ""))

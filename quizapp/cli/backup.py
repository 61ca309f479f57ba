"""`quizapp backup`."""

from pathlib import Path

import click

from quizapp.cli.settings import configuration


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def command(file: Path) -> None:
    """Save a copy of all data in FILE, which must not exist yet.

    The copy is correct also while the server runs. It holds the whole database: keep it as private as the original.
    On PostgreSQL it is made by pg_dump.
    """
    from quizapp.storage import backup

    backup.save(configuration().database_url, file)
    click.echo(f"Saved in {file}")

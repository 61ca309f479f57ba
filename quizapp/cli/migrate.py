"""`quizapp migrate`."""

import click

from quizapp.cli.settings import configuration


@click.command()
@click.option("--without-backup", is_flag=True, help="Do not save a copy first: you have made one yourself.")
def command(without_backup: bool) -> None:
    """Bring the database to the layout of this version.

    `quizapp serve` does this by itself; the command is for deployments that do it apart, and for a PostgreSQL whose
    pg_dump is not on this machine. A copy of the data is saved in the folder `backups` first.
    """
    from quizapp.storage import migrate

    config = configuration()
    changed = migrate.upgrade(config.database_url, None if without_backup else config.backups)
    click.echo("The database is up to date." if changed else "The database was up to date already.")

"""`quizapp bank export`."""

from pathlib import Path

import click

from quizapp.cli.failure import Failure
from quizapp.cli.settings import configuration, session


@click.command()
@click.argument("name")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--replace", is_flag=True, help="Write over the files of a bank that are there.")
def command(name: str, folder: Path, replace: bool) -> None:
    """Write what is live of the bank NAME to FOLDER, as brief.md, facts.yaml and questions.yaml.

    From there `quizapp bank load FOLDER` loads it, under the name of the folder. Drafts are not written. Of what is
    derived, nothing is: it follows from the facts again.
    """
    from sqlalchemy import select

    from quizapp.actions.desk.export import NotWritable, files
    from quizapp.formats.folder import FILES
    from quizapp.storage.banks import slugs
    from quizapp.storage.models import Bank

    if not replace and any((folder / each).exists() for each in FILES):
        raise Failure(f"There is a bank in {folder} already. Name another folder, or write over it with --replace.")
    with session(configuration()) as db:
        bank_id = db.scalar(select(Bank.id).where(Bank.slug == name))
        if bank_id is None:
            raise Failure(f"There is no bank called {name}. Loaded are: {', '.join(slugs(db)) or 'none'}.")
        try:
            contents = files(db, bank_id)
        except NotWritable as error:
            raise Failure(str(error)) from error
    folder.mkdir(parents=True, exist_ok=True)
    for each, content in contents.items():
        (folder / each).write_bytes(content)
    click.echo(f"{name}: written to {folder}")

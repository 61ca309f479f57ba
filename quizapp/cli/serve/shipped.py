"""The banks that come with the app load by themselves."""

from datetime import datetime

import click
from sqlalchemy.orm import Session

from quizapp.actions.load_bank import load
from quizapp.cli.bank.folders import shipped
from quizapp.formats.folder import read_folder


def load_shipped(db: Session, now: datetime) -> None:
    """Load every shipped bank that is new or changed; commits after each. A faulty one is told and left out."""
    for folder in shipped():
        bank, problems = read_folder(folder)
        for problem in problems:
            click.echo(str(problem), err=True)
        if bank:
            load(db, bank, now)
            db.commit()

"""The banks that come with the app load by themselves."""

from datetime import datetime

from sqlalchemy.orm import Session

from quizapp.cli.bank.folders import shipped
from quizapp.cli.bank.loading import load_folder
from quizapp.cli.failure import Failure


def load_shipped(db: Session, now: datetime) -> None:
    """Load every shipped bank that is new or changed; commits after each. A faulty one is told and left out."""
    for folder in shipped():
        try:
            load_folder(db, folder, now)
        except Failure as failure:
            failure.show()

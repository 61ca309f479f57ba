"""Loading one bank folder, the same way at start and on command."""

from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from quizapp.actions.load_bank import KindChanged, Loaded, folder_digest, load, prepare, unchanged
from quizapp.cli.bank.checking import checked
from quizapp.cli.failure import Failure
from quizapp.formats.folder import FILES
from quizapp.storage.database import write


def load_folder(db: Session, folder: Path, now: datetime) -> Loaded | None:
    """Load the bank in `folder` and commit; returns None where its files are the ones last loaded.

    Raises Failure with everything that is wrong with it; nothing is loaded then. Warnings do not stand in the way.
    """
    digest = _digest(folder)
    if unchanged(db, folder.resolve().name, digest):
        return None
    bank, lines = checked(folder)
    if bank is None or any(line.is_error for line in lines):
        errors = sorted(line for line in lines if line.is_error)
        raise Failure("\n".join([*map(str, errors), f"{folder} was not loaded."]))
    prepared = prepare(bank)
    write(db)
    try:
        loaded = load(db, prepared, now, digest=digest)
    except KindChanged as error:
        db.rollback()
        raise Failure(f"{folder} was not loaded: {error}") from error
    db.commit()
    return loaded


def _digest(folder: Path) -> str:
    """The digest of the files that are there. What is wrong with a folder is for `read_folder` to tell."""
    return folder_digest({name: (folder / name).read_bytes() for name in FILES if (folder / name).is_file()})

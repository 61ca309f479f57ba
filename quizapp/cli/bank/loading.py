"""Loading one bank folder, the same way at start and on command."""

from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from quizapp.actions.load_bank import KindChanged, Loaded, folder_digest, load, unchanged
from quizapp.cli.failure import Failure
from quizapp.formats.folder import FILES, read_folder
from quizapp.storage.database import write


def load_folder(db: Session, folder: Path, now: datetime) -> Loaded | None:
    """Load the bank in `folder` and commit; returns None where its files are the ones last loaded.

    Raises Failure with all problems of its files; nothing is loaded then.
    """
    digest = _digest(folder)
    if unchanged(db, folder.resolve().name, digest):
        return None
    bank, problems = read_folder(folder)
    if bank is None:
        raise Failure("\n".join([*map(str, sorted(problems)), f"{folder} was not loaded."]))
    write(db)
    try:
        loaded = load(db, bank, now, digest=digest)
    except KindChanged as error:
        db.rollback()
        raise Failure(f"{folder} was not loaded: {error}") from error
    db.commit()
    return loaded


def _digest(folder: Path) -> str:
    """The digest of the files that are there. What is wrong with a folder is for `read_folder` to tell."""
    return folder_digest({name: (folder / name).read_bytes() for name in FILES if (folder / name).is_file()})

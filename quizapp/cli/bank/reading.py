"""Reading a bank where only a whole one will do."""

from pathlib import Path

from quizapp.cli.failure import Failure
from quizapp.core.bank import Bank
from quizapp.formats.folder import read_folder


def read(folder: Path) -> Bank:
    """Read the bank in `folder`. Raises Failure with all problems."""
    bank, problems = read_folder(folder)
    if bank is None:
        raise Failure("\n".join([*map(str, sorted(problems)), f"{folder} was not loaded."]))
    return bank

"""The bank folder: brief.md, facts.yaml, questions.yaml. Read, it is a Bank, or a list of all its problems."""

from dataclasses import replace
from pathlib import Path

from quizapp.core.bank import Bank
from quizapp.formats.decoding import MAX_BYTES
from quizapp.formats.folder.brief import FILE as BRIEF
from quizapp.formats.folder.reading import FACTS, QUESTIONS, read
from quizapp.formats.folder.writing import write
from quizapp.formats.problem import Problem

__all__ = ["FILES", "read", "read_folder", "write"]

FILES = (BRIEF, FACTS, QUESTIONS)


def read_folder(path: Path) -> tuple[Bank | None, list[Problem]]:
    """Read the bank in the folder `path`, whose name is the bank's slug.

    There is a bank or at least one problem, never both; nothing is raised, whatever the files hold. Files in
    problems and in `bank.lines` begin with `path`.
    """
    try:
        if not path.is_dir():
            what = "this is not a folder; name the folder of a bank" if path.exists() else "there is no such folder"
            return None, [Problem(str(path), 0, "", what)]
        files = {name: _content(path / name) for name in FILES if (path / name).is_file()}
    except OSError as error:
        return None, [Problem(str(error.filename or path), 0, "", f"this cannot be read: {error.strerror}")]
    bank, problems = read(files, path.resolve().name)
    if bank:
        bank = replace(bank, lines={id: (str(path / file), line) for id, (file, line) in bank.lines.items()})
    return bank, [replace(problem, file=str(path / problem.file)) for problem in problems]


def _content(path: Path) -> bytes:
    """What is in a file, up to a byte more than is allowed."""
    with path.open("rb") as file:
        return file.read(MAX_BYTES + 1)

"""A roster: names pasted by a teacher, one a line, or a table with a header. All problems are told at once."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass, field

from quizapp.core.folding import fold
from quizapp.core.message import Message, mark
from quizapp.core.names import BadName, alike, tidy_name

MOST = 200
"""Names at once."""
LONGEST = 100_000
"""Signs in all."""
FULL_NAME = frozenset({"name", "full name", "pupil", "student", "learner", "nickname"})
FIRST_NAME = frozenset({"first name", "firstname", "given name", "forename"})
LAST_NAME = frozenset({"last name", "lastname", "surname", "family name"})
NONE = mark("There is no name in it yet.")
LONG = mark("This is too long for one class. Add the rest afterwards.")
MANY = mark("There are %(count)d names; add at most %(most)d at once.")
COLUMNS = mark("There is more than one column. Put a first line above that says which one is the name.")
NO_NAME = mark("The column with the name is empty.")
TWICE = mark("“%(name)s” is like the name in line %(line)d.")
TAKEN = mark("“%(name)s” is like a name that is in the class already.")


@dataclass(frozen=True, slots=True)
class Entry:
    """A name, and the line it stands in, from 1."""

    line: int
    name: str


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a line; line 0 means all of it."""

    line: int
    message: Message


@dataclass(slots=True)
class Roster:
    """What was read."""

    entries: list[Entry] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def read_roster(text: str) -> Roster:
    """The names in `text`, tidied, in their order, none like another; or what is wrong, line by line."""
    roster, rows = Roster(), _rows(text)
    if len(text) > LONGEST:
        roster.faults.append(Fault(0, Message(LONG)))
    elif not rows:
        roster.faults.append(Fault(0, Message(NONE)))
    elif len(rows) > MOST + 1:
        roster.faults.append(Fault(0, Message(MANY, {"count": len(rows), "most": MOST})))
    else:
        _read(roster, rows)
    return roster


def clashes(entries: Iterable[Entry], taken: Iterable[str]) -> list[Fault]:
    """A fault for each name that is like one of `taken`."""
    used = {alike(name) for name in taken}
    return [Fault(each.line, Message(TAKEN, {"name": each.name})) for each in entries if alike(each.name) in used]


def _rows(text: str) -> list[tuple[int, list[str]]]:
    """Line numbers and cells of what is not empty."""
    lines = text[: LONGEST + 1].removeprefix("\ufeff").splitlines()
    sign = _delimiter(lines)
    found = []
    for number, line in enumerate(lines, 1):
        # Line by line, so that one stray quotation mark does not swallow the rest of the class.
        cells = next(csv.reader(io.StringIO(line), delimiter=sign, skipinitialspace=True), [])
        if any(cell.strip() for cell in cells):
            found.append((number, cells))
    return found


def _delimiter(lines: list[str]) -> str:
    first = next((line for line in lines if line.strip()), "")
    return max("\t;,", key=first.count)


def _read(roster: Roster, rows: list[tuple[int, list[str]]]) -> None:
    columns = _columns(rows[0][1])
    seen: dict[str, int] = {}
    for line, cells in rows[1:] if columns else rows:
        try:
            name = tidy_name(_name(cells, columns))
        except BadName as error:
            roster.faults.append(Fault(line, error.message))
            continue
        before = seen.setdefault(alike(name), line)
        if before != line:
            roster.faults.append(Fault(line, Message(TWICE, {"name": name, "line": before})))
        roster.entries.append(Entry(line, name))
    if not roster.entries and not roster.faults:
        roster.faults.append(Fault(0, Message(NONE)))


def _name(cells: list[str], columns: list[int]) -> str:
    if not columns:
        if any(cell.strip() for cell in cells[1:]):
            raise BadName(Message(COLUMNS))
        return cells[0]
    name = " ".join(cells[at].strip() for at in columns if at < len(cells)).strip()
    if not name:
        raise BadName(Message(NO_NAME))
    return name


def _columns(header: list[str]) -> list[int]:
    """Where the name stands, if this is a header; one name may be in two columns."""
    titles = [fold(cell) for cell in header]
    for wanted in (FULL_NAME, FIRST_NAME, LAST_NAME):
        at = next((place for place, title in enumerate(titles) if title in wanted), None)
        if at is not None and wanted is FIRST_NAME:
            last = next((place for place, title in enumerate(titles) if title in LAST_NAME), None)
            return [at] if last is None else [at, last]
        if at is not None:
            return [at]
    return []

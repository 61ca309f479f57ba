"""The forms of an export: JSON, tables as CSV, and an archive of both, written in slices."""

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import chain
from typing import IO, Any

from sqlalchemy.orm import Session

from quizapp.core.formula import is_formula
from quizapp.storage.export import classroom, memory, newsroom, onboarding, person, practice
from quizapp.storage.export.section import Row, Section

MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
"""Without it, Excel takes UTF-8 for something else."""


def sections(learner_id: int) -> list[Section]:
    """All that is kept about a learner, in a fixed order."""
    parts = (person, practice, memory, classroom, onboarding, newsroom)
    return [section for part in parts for section in part.sections(learner_id)]


def as_json(db: Session, learner_id: int) -> Iterator[str]:
    """The sections as one JSON object of lists, in pieces of a slice each. Times are ISO 8601 in UTC."""
    start = "{"
    for section in sections(learner_id):
        yield f"{start}\n{json.dumps(section.name)}: ["
        before = "\n  "
        for rows in section.slices(db):
            yield before + ",\n  ".join(json.dumps(row, ensure_ascii=False, default=_iso) for row in rows)
            before = ",\n  "
        yield "]"
        start = ","
    yield "\n}\n"


def as_csv(columns: tuple[str, ...], slices: Iterable[list[Row]]) -> Iterator[str]:
    """A heading and lines of CSV, in pieces. No cell of text is taken for a formula by a spreadsheet.

    A cell that holds more than one value is JSON.
    """
    yield MARK + _lines([columns])
    for rows in slices:
        yield _lines([_cell(row[column]) for column in columns] for row in rows)


def write_json(db: Session, learner_id: int, to: IO[bytes]) -> Iterator[None]:
    """Write the JSON to an open file; stops after each slice, so that the caller may let others go on."""
    for piece in as_json(db, learner_id):
        to.write(piece.encode())
        yield


def write_zip(db: Session, learner_id: int, to: IO[bytes]) -> Iterator[None]:
    """Write data.json, and a table for each of its sections that has rows, as one archive to an open file.

    Stops as `write_json` does.
    """
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as archive:
        with archive.open("data.json", "w") as file:
            yield from write_json(db, learner_id, file)
        for section in sections(learner_id):
            slices = section.slices(db)
            if first := next(slices, None):
                with archive.open(f"{section.name}.csv", "w") as file:
                    for piece in as_csv(section.columns, chain([first], slices)):
                        file.write(piece.encode())
                        yield


def _lines(rows: Iterable[Iterable[Any]]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer).writerows(rows)
    return buffer.getvalue()


def _cell(value: Any) -> Any:
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, date):
        return value.isoformat()
    return f"'{value}" if isinstance(value, str) and is_formula(value) else value


def _iso(value: Any) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    raise TypeError(f"no JSON for {type(value).__name__}")

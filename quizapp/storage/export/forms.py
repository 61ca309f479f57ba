"""The forms of an export: JSON, tables as CSV, and an archive of both, written in slices."""

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import IO, Any

from sqlalchemy.orm import Session

from quizapp.storage.export import classroom, memory, newsroom, onboarding, person, practice
from quizapp.storage.export.section import Row, Section

FORMULA = ("=", "+", "-", "@", "\t", "\r")
ANSWERS = ("attempt", "position", "bank", "question", "kind", "response", "confidence", "given_at", "elapsed", "score")
REVIEWS = ("id", "bank", "fact", "type", "own_grade", "guess_rate", "given_at", "study_day", "zone", "answer", "voids")
TABLES = {"answers": ANSWERS, "reviews": REVIEWS}


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
    """A heading and lines of CSV, in pieces. No cell of text is taken for a formula by a spreadsheet."""
    yield _lines([columns])
    for rows in slices:
        yield _lines([_cell(row[column]) for column in columns] for row in rows)


def write_json(db: Session, learner_id: int, to: IO[bytes]) -> Iterator[None]:
    """Write the JSON to an open file; stops after each slice, so that the caller may let others go on."""
    for piece in as_json(db, learner_id):
        to.write(piece.encode())
        yield


def write_zip(db: Session, learner_id: int, to: IO[bytes]) -> Iterator[None]:
    """Write data.json, answers.csv and reviews.csv as one archive to an open file; stops as `write_json` does."""
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as archive:
        with archive.open("data.json", "w") as file:
            yield from write_json(db, learner_id, file)
        for section in sections(learner_id):
            if section.name in TABLES:
                with archive.open(f"{section.name}.csv", "w") as file:
                    for piece in as_csv(TABLES[section.name], section.slices(db)):
                        file.write(piece.encode())
                        yield


def _lines(rows: Iterable[Iterable[Any]]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer).writerows(rows)
    return buffer.getvalue()


def _cell(value: Any) -> Any:
    if isinstance(value, dict):
        value = json.dumps(value, ensure_ascii=False)
    if isinstance(value, date):
        return value.isoformat()
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def _iso(value: Any) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    raise TypeError(f"no JSON for {type(value).__name__}")

"""Everything that is kept about a learner, in the open: as JSON and as tables."""

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import IO, Any

from sqlalchemy import Select, case, or_, select
from sqlalchemy.orm import Session as Db

from quizapp.storage.models import (
    Answer,
    Asked,
    Attempt,
    Audit,
    Bank,
    Fact,
    Fit,
    Grading,
    Learner,
    LearnerBank,
    Memory,
    Note,
    Question,
    QuestionRevision,
    Rating,
    Review,
    Session,
    User,
)

Row = dict[str, Any]
CHUNK = 500
"""Rows fetched at once."""
FORMULA = ("=", "+", "-", "@", "\t", "\r")
ANSWERS = ("attempt", "position", "bank", "question", "kind", "response", "confidence", "given_at", "elapsed", "score")
REVIEWS = ("id", "bank", "fact", "type", "own_grade", "guess_rate", "given_at", "study_day", "zone", "answer", "voids")


def sections(db: Db, learner_id: int) -> Iterator[tuple[str, Iterator[Row]]]:
    """Names and rows of all that is kept, in a fixed order; rows are fetched as they are read.

    What a question asks and which grade an answer got are left out until its result may be told.
    """
    for name, statement in _statements(learner_id):
        rows = db.execute(statement.execution_options(yield_per=CHUNK))
        yield name, (dict(row) for row in rows.mappings())


def as_json(db: Db, learner_id: int) -> Iterator[str]:
    """The sections as one JSON object of lists, in pieces. Times are ISO 8601 in UTC."""
    start = "{"
    for name, rows in sections(db, learner_id):
        yield f"{start}\n{json.dumps(name)}: ["
        for number, row in enumerate(rows):
            yield (",\n  " if number else "\n  ") + json.dumps(row, ensure_ascii=False, default=_iso)
        yield "]"
        start = ","
    yield "\n}\n"


def write_zip(db: Db, learner_id: int, to: IO[bytes]) -> None:
    """Write data.json, answers.csv and reviews.csv as one archive to an open file."""
    found = dict(_statements(learner_id))
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as archive:
        _add(archive, "data.json", as_json(db, learner_id))
        for name, columns in (("answers", ANSWERS), ("reviews", REVIEWS)):
            rows = db.execute(found[name].execution_options(yield_per=CHUNK)).mappings()
            _add(archive, f"{name}.csv", as_csv(columns, (dict(row) for row in rows)))


def as_csv(columns: tuple[str, ...], rows: Iterable[Row]) -> Iterator[str]:
    """Lines of CSV with a heading. No cell of text is taken for a formula by a spreadsheet."""
    yield _line(columns)
    for row in rows:
        yield _line([_cell(row[column]) for column in columns])


def _line(cells: Iterable[Any]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer).writerow(cells)
    return buffer.getvalue()


def _cell(value: Any) -> Any:
    if isinstance(value, dict):
        value = json.dumps(value, ensure_ascii=False)
    if isinstance(value, date):
        return value.isoformat()
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def _add(archive: zipfile.ZipFile, name: str, pieces: Iterable[str]) -> None:
    with archive.open(name, "w") as file:
        for piece in pieces:
            file.write(piece.encode())


def _iso(value: Any) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    raise TypeError(f"no JSON for {type(value).__name__}")


def _statements(learner_id: int) -> list[tuple[str, Select[Any]]]:
    own = Learner.id == learner_id
    mine = Attempt.learner_id == learner_id
    public = select(Learner.public_id).where(or_(own, Learner.merged_into_id == learner_id))
    user = select(User.public_id).join(Learner, Learner.user_id == User.id).where(own)
    return [
        (
            "account",
            select(User.public_id, User.name, User.shown_name, User.email, User.role, User.created_at)
            .join(Learner, Learner.user_id == User.id)
            .where(own),
        ),
        (
            "learner",
            select(
                Learner.public_id,
                Learner.zone,
                Learner.rollover,
                Learner.settings,
                Learner.created_at,
                Learner.last_seen_at,
                Learner.expires_at,
            ).where(own),
        ),
        (
            "banks",
            select(Bank.slug.label("bank"), LearnerBank.since, LearnerBank.paused)
            .join(Bank, Bank.id == LearnerBank.bank_id)
            .where(LearnerBank.learner_id == learner_id),
        ),
        (
            "attempts",
            select(
                Attempt.public_id.label("attempt"),
                Attempt.purpose,
                Attempt.settings,
                Attempt.started_at,
                Attempt.finished_at,
            )
            .where(mine)
            .order_by(Attempt.id),
        ),
        ("questions", _asked(mine)),
        ("answers", _answers(mine)),
        ("gradings", _gradings(mine)),
        ("reviews", _of_facts(Review, learner_id, _review_columns()).order_by(Review.id)),
        ("memory", _of_facts(Memory, learner_id, _columns(Memory))),
        ("notes", _of_facts(Note, learner_id, _columns(Note))),
        ("fits", select(*_columns(Fit)).where(Fit.learner_id == learner_id)),
        (
            "ratings",
            select(Rating.n, Rating.value).where(Rating.subject == "learner", Rating.subject_id == learner_id),
        ),
        ("sessions", select(Session.created_at, Session.expires_at).where(Session.learner_id == learner_id)),
        (
            "audit",
            select(Audit.at, Audit.action, Audit.subject, Audit.why).where(
                or_(*(column.in_(ids) for column in (Audit.who, Audit.subject) for ids in (public, user)))
            ),
        ),
    ]


def _columns(model: Any) -> list[Any]:
    """All columns but internal keys."""
    return [column for column in model.__table__.c if column.name not in ("id", "learner_id", "fact_id")]


def _review_columns() -> list[Any]:
    kept = (Review.id, Review.sequence, Review.type, Review.own_grade, Review.guess_rate, Review.given_at)
    return [*kept, Review.study_day, Review.zone, Review.answer_id.label("answer"), Review.voids_id.label("voids")]


def _of_facts(model: Any, learner_id: int, columns: list[Any]) -> Select[Any]:
    return (
        select(Bank.slug.label("bank"), Fact.slug.label("fact"), *columns)
        .select_from(model)
        .join(Fact, Fact.id == model.fact_id)
        .join(Bank, Bank.id == Fact.bank_id)
        .where(model.learner_id == learner_id)
    )


def _placed(*columns: Any) -> Select[Any]:
    """Columns beside the place of a question in its attempt."""
    return (
        select(
            Attempt.public_id.label("attempt"),
            Asked.position,
            Bank.slug.label("bank"),
            Question.slug.label("question"),
            Question.kind,
            *columns,
        )
        .select_from(Asked)
        .join(Attempt, Attempt.id == Asked.attempt_id)
        .join(QuestionRevision, QuestionRevision.id == Asked.question_revision_id)
        .join(Question, Question.id == QuestionRevision.question_id)
        .join(Bank, Bank.id == Question.bank_id)
        .order_by(Asked.id)
    )


def _asked(mine: Any) -> Select[Any]:
    told = Asked.released_at.is_not(None)
    return _placed(
        QuestionRevision.number.label("revision"),
        case((told, QuestionRevision.data)).label("text"),
        case((told, Asked.seed)).label("seed"),
        Asked.shown_at,
        Asked.released_at,
    ).where(mine)


def _answers(mine: Any) -> Select[Any]:
    """With the score of the latest grading, where that is told."""
    score = (
        select(Grading.score)
        .where(Grading.answer_id == Answer.id, Asked.released_at.is_not(None))
        .order_by(Grading.number.desc())
        .limit(1)
        .correlate(Answer, Asked)
        .scalar_subquery()
    )
    return (
        _placed(
            Answer.id.label("answer"),
            Answer.response,
            Answer.confidence,
            Answer.given_at,
            Answer.received_at,
            Answer.elapsed,
            score.label("score"),
        )
        .join(Answer, Answer.asked_id == Asked.id)
        .where(mine)
    )


def _gradings(mine: Any) -> Select[Any]:
    return (
        _placed(Answer.id.label("answer"), Grading.number, Grading.score, Grading.bucket, Grading.why, Grading.at)
        .join(Answer, Answer.asked_id == Asked.id)
        .join(Grading, Grading.answer_id == Answer.id)
        .where(mine, Asked.released_at.is_not(None))
    )

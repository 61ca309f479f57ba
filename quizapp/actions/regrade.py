"""Bring the answers to a question into line with what was ruled about it: grades, and what they tell memory.

`settle` is told no change, only where to look: it makes what stands in the database agree with the rulings that stand.
So nothing is done twice, however often it is called, and a batch that was cut off is simply called again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from quizapp.actions.remember import Seen, note, rebuild, remember
from quizapp.core.calibration import CERTAIN
from quizapp.core.question import Grade
from quizapp.core.ruling import Rule, under
from quizapp.storage import given, learners, rulings
from quizapp.storage.base import table
from quizapp.storage.given import Given, Subject
from quizapp.storage.learners import Who
from quizapp.storage.models import Grading, Review

Parts = Mapping[int, float]


@dataclass(frozen=True, slots=True)
class Word:
    """Whose word a new grade follows: who gave it, why, and when."""

    by_id: int | None
    why: str
    at: datetime


def settle(
    db: Session, activity_id: int, question_revision_id: int, word: Word, learner_ids: Sequence[int] | None = None
) -> int:
    """Settle the graded answers to a question in an activity; returns how many got another grade.

    Of some learners only, if given; the caller holds their locks.
    """
    rule = rulings.ruled(db, activity_id, question_revision_id)
    about = given.subject(db, question_revision_id)
    moments = rulings.moments(db, activity_id, question_revision_id)
    rows = given.given(db, activity_id, question_revision_id, learner_ids)
    return sum(_settle(db, about, rule, row, word, overruled=is_overruled(row, moments)) for row in rows)


def is_overruled(row: Given, moments: frozenset[datetime]) -> bool:
    """Whether a teacher graded this one answer; that stands above what is ruled on its question."""
    return row.number > 1 and row.at not in moments


def _settle(db: Session, about: Subject, rule: Rule, row: Given, word: Word, *, overruled: bool) -> bool:
    score, parts = worth(about, rule, row)
    new = not overruled and abs(score - row.score) > 1e-9
    if new:
        add_grading(db, about, row, score, parts, word)
    if row.released_at:
        _weigh(db, about, rule, row, word.at, regraded=new)
    return new


def worth(about: Subject, rule: Rule, row: Given) -> tuple[float, Parts]:
    """The score of an answer under a rule, and that of each tested fact."""
    before = Grade(row.first, row.bucket)
    after = under(rule, about.question, row.response, before)
    if after is before:
        return row.first, parts_of(row.first_parts)
    return after.score, dict.fromkeys(about.fact_ids, after.score)


def parts_of(stored: Mapping[str, float]) -> Parts:
    """Scores by fact as they were stored: keys of JSON are texts."""
    return {int(fact_id): score for fact_id, score in stored.items()}


def add_grading(db: Session, about: Subject, row: Given, score: float, parts: Parts, word: Word) -> None:
    """Write the next grading of an answer; earlier ones stay."""
    db.execute(
        insert(table(Grading)).values(
            answer_id=row.answer_id,
            number=row.number + 1,
            question_revision_id=about.question_revision_id,
            score=score,
            bucket=row.bucket,
            parts={str(fact_id): part for fact_id, part in parts.items()},
            by_id=word.by_id,
            why=word.why,
            at=word.at,
        )
    )


# -- memory -----------------------------------------------------------------------------------------------------


def _weigh(db: Session, about: Subject, rule: Rule, row: Given, now: datetime, *, regraded: bool) -> None:
    """Let memory know of an answer that is told: not at all where its question is dropped, else by its latest grade."""
    who = learners.by_id(db, row.learner_id)
    reviews = _reviews(db, row.answer_id)
    if not reviews:
        _enter(db, who, about, row)
        reviews = _reviews(db, row.answer_id)
    undoings = _undoings(db, list(reviews))
    if rule.dropped:
        for review_id in reviews.keys() - undoings.values():
            note(db, who, reviews[review_id], "undo", Seen(now), voids_id=review_id)
    elif undoings:
        db.execute(update(table(Review)).where(table(Review).c.id.in_(undoings)).values(voids_id=None))
    if (undoings and not rule.dropped) or regraded:
        rebuild(db, who, list(reviews.values()))


def _enter(db: Session, who: Who, about: Subject, row: Given) -> None:
    """An answer whose result was told while its question was dropped enters memory late, in its place in time."""
    seen = Seen(row.given_at, row.answer_id, row.confidence == CERTAIN)
    remember(db, who, seen, parts_of(row.parts), about.guess_rate)


def _reviews(db: Session, answer_id: int) -> dict[int, int]:
    """The reviews of an answer, each with its fact."""
    rows = db.execute(select(Review.id, Review.fact_id).where(Review.answer_id == answer_id).order_by(Review.id))
    return {review_id: fact_id for review_id, fact_id in rows}


def _undoings(db: Session, review_ids: Sequence[int]) -> dict[int, int]:
    """The reviews that void one of these, each with the one it voids."""
    rows = db.execute(select(Review.id, Review.voids_id).where(Review.voids_id.in_(review_ids)))
    return {undoing: voided for undoing, voided in rows if voided is not None}

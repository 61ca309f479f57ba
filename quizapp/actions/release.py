"""Release a result: from now on it may be told, and it is part of memory."""

from datetime import datetime

from sqlalchemy import bindparam, insert, update
from sqlalchemy.orm import Session

from quizapp.actions.remember import Seen, remember
from quizapp.core.calibration import CERTAIN
from quizapp.core.grade import assess
from quizapp.core.question import Grade, Response
from quizapp.core.ruling import AS_IT_IS, Rule, under
from quizapp.storage.asked import Item
from quizapp.storage.base import table
from quizapp.storage.database import send
from quizapp.storage.learners import Who
from quizapp.storage.models import Asked, Grading

_GRADE = insert(table(Grading))
_RELEASE = update(table(Asked)).where(table(Asked).c.id == bindparam("asked_id")).values(released_at=bindparam("now"))


def grade_and_release(
    db: Session,
    who: Who,
    item: Item,
    answer_id: int,
    response: Response,
    given_at: datetime,
    now: datetime,
    rule: Rule = AS_IT_IS,
) -> Grade:
    """Grade an answer that has no grade yet, tell it, and let it enter memory dated `given_at`.

    In an activity, `rule` is what stands about the question (`storage.rulings.ruled`). The first grade is always that
    by the question's own key; a ruling adds a second one. A dropped question is no evidence.
    """
    first = assess(item.question, response)
    grade = under(rule, item.question, response, first)
    parts = _parts(item, grade)
    _store(db, item, answer_id, 1, first, None, "", now)
    if grade is not first:
        _store(db, item, answer_id, 2, grade, rule.by_id, rule.why, rule.at or now)
    send(db, _RELEASE, {"asked_id": item.id, "now": now})
    if not rule.dropped:
        seen = Seen(given_at, answer_id, item.confidence == CERTAIN, item.question.own_grade(response))
        remember(db, who, seen, parts, item.question.guess_rate)
    return grade


def _parts(item: Item, grade: Grade) -> dict[int, float]:
    """The score of each tested fact by its internal id."""
    facts = zip(item.fact_ids, item.question.facts, strict=True)
    return {fact_id: grade.parts.get(slug, grade.score) for fact_id, slug in facts}


def _store(
    db: Session, item: Item, answer_id: int, number: int, grade: Grade, by_id: int | None, why: str, at: datetime
) -> None:
    values = {
        "answer_id": answer_id,
        "number": number,
        "question_revision_id": item.question_revision_id,
        "score": grade.score,
        "bucket": grade.bucket,
        "parts": {str(fact_id): score for fact_id, score in _parts(item, grade).items()},
        "by_id": by_id,
        "why": why,
        "at": at,
    }
    send(db, _GRADE, values)

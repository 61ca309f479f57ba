"""Release a result: from now on it may be told, and it is part of memory."""

from datetime import datetime

from sqlalchemy import bindparam, insert, update
from sqlalchemy.orm import Session

from quizapp.actions.remember import Seen, remember
from quizapp.core.calibration import CERTAIN
from quizapp.core.grade import assess
from quizapp.core.question import Grade, Response
from quizapp.storage.asked import Item
from quizapp.storage.base import table
from quizapp.storage.database import send
from quizapp.storage.learners import Who
from quizapp.storage.models import Asked, Grading

_GRADE = insert(table(Grading))
_RELEASE = update(table(Asked)).where(table(Asked).c.id == bindparam("asked_id")).values(released_at=bindparam("now"))


def grade_and_release(
    db: Session, who: Who, item: Item, answer_id: int, response: Response, given_at: datetime, now: datetime
) -> Grade:
    """Grade an answer that has no grade yet, tell it, and let it enter memory dated `given_at`."""
    grade = assess(item.question, response)
    parts = {
        fact_id: grade.parts.get(slug, grade.score)
        for fact_id, slug in zip(item.fact_ids, item.question.facts, strict=True)
    }
    values = {
        "answer_id": answer_id,
        "number": 1,
        "question_revision_id": item.question_revision_id,
        "score": grade.score,
        "bucket": grade.bucket,
        "parts": {str(fact_id): score for fact_id, score in parts.items()},
        "why": "",
        "at": now,
    }
    send(db, _GRADE, values)
    send(db, _RELEASE, {"asked_id": item.id, "now": now})
    seen = Seen(given_at, answer_id, item.confidence == CERTAIN, item.question.own_grade(response))
    remember(db, who, seen, parts, item.question.guess_rate)
    return grade

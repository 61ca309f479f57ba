"""Answer a question: read, grade, remember. The one path for pages, rooms, assignments and the command line."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from sqlalchemy import bindparam, exists, insert, select, update
from sqlalchemy.orm import Session

from quizapp.actions.release import grade_and_release
from quizapp.core.calibration import LEVELS
from quizapp.core.question import DONT_KNOW, BadAnswer, Form, Question, Response
from quizapp.storage import asked, attempts
from quizapp.storage.asked import Item
from quizapp.storage.attempts import AttemptRow
from quizapp.storage.base import table
from quizapp.storage.database import send
from quizapp.storage.learners import Who
from quizapp.storage.models import Answer, Asked, Attempt
from quizapp.storage.rulings import ruled

_INSERT = insert(table(Answer)).returning(table(Answer).c.id)
_CHANGE = update(table(Answer)).where(table(Answer).c.id == bindparam("answer_id"))
_WAITING = (
    select(Asked.id)
    .outerjoin(Answer, Answer.asked_id == Asked.id)
    .where(Asked.attempt_id == bindparam("attempt_id"), Answer.id.is_(None))
)
_FINISH = (
    update(table(Attempt))
    .where(table(Attempt).c.id == bindparam("attempt_id"), table(Attempt).c.finished_at.is_(None), ~exists(_WAITING))
    .values(finished_at=bindparam("now"))
)


class NotFound(LookupError):
    """There is no such attempt or question for this learner."""


class HandedIn(ValueError):
    """The attempt is handed in, or its time is over, so that nothing in it can be answered any more."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of an answer: `new`; `same` as the one already stored; `other`, refused; or `changed`."""

    outcome: Literal["new", "same", "other", "changed"]
    attempt: AttemptRow
    item: Item


def answer(
    db: Session,
    who: Who,
    attempt_id: str,
    position: int,
    form: Form,
    now: datetime,
    given_at: datetime | None = None,
    purpose: str = "practice",
) -> Receipt:
    """Store the answer in `form` to the question at `position` of the learner's attempt with that id and purpose.

    A second submission of the same answer gets the first one's receipt; another answer is refused, unless feedback
    waits for the end and nothing is handed in yet. `given_at` is when it was given, if not `now`; a
    card graded without a connection is so taken also when its session is over.
    Raises NotFound, HandedIn or BadAnswer, having stored nothing.
    """
    attempt = attempts.attempt(db, attempt_id, who.id, purpose)
    if attempt is None:
        raise NotFound
    return answer_in(db, who, attempt, position, form, now, given_at)


def answer_in(
    db: Session,
    who: Who,
    attempt: AttemptRow,
    position: int,
    form: Form,
    now: datetime,
    given_at: datetime | None = None,
) -> Receipt:
    """As `answer`, for an attempt that was read in this transaction."""
    item = asked.item(db, attempt.id, position)
    if item is None:
        raise NotFound
    if attempt.is_over(now):
        raise HandedIn
    response = read(item.question, form, item.seed)
    confidence = confidence_in(form)
    if item.response is not None:
        return _again(db, attempt, item, response, confidence, now)
    if attempt.finished_at and not (given_at and item.question.self_graded):
        raise HandedIn
    return _first(db, who, attempt, item, response, confidence, now, given_at or now)


def read(question: Question, form: Form, seed: int) -> Response:
    """The response in the form, as it will come back from the database: "I don't know" is read here for all kinds."""
    return dict(DONT_KNOW) if _is_unknown(form) else question.read(form, seed)


def _is_unknown(form: Form) -> bool:
    return "1" in form.get("unknown", ())


def confidence_in(form: Form) -> int | None:
    """How sure the form says somebody is, 1 to 3, or None. Raises BadAnswer. Nobody is sure of "I don't know"."""
    values = form.get("confidence", ())
    if not values or values[0] == "" or _is_unknown(form):
        return None
    if values[0] not in {str(level) for level in LEVELS}:
        raise BadAnswer("Please say how sure you are by one of the three choices.")
    return int(values[0])


def _first(
    db: Session,
    who: Who,
    attempt: AttemptRow,
    item: Item,
    response: Response,
    confidence: int | None,
    now: datetime,
    given_at: datetime,
) -> Receipt:
    values = {
        "asked_id": item.id,
        "response": response,
        "confidence": confidence,
        "given_at": given_at,
        "received_at": now,
        "elapsed": _elapsed(item, given_at),
    }
    answer_id: int = send(db, _INSERT, values).scalar_one()
    item = replace(item, answer_id=answer_id, response=response, confidence=confidence, given_at=given_at)
    if not attempt.at_end:
        rule = ruled(db, attempt.activity_id, item.question_revision_id)
        grade = grade_and_release(db, who, item, answer_id, response, given_at, now, rule)
        item = replace(item, grade=grade, released_at=now)
        if attempt.purpose == "practice":
            _finish_if_complete(db, attempt, now)
    return Receipt("new", attempt, item)


def _elapsed(item: Item, given_at: datetime) -> float | None:
    """Seconds from the first sight to the answer; None where they are not known, as by a browser's wrong clock."""
    if item.shown_at is None or given_at < item.shown_at:
        return None
    return (given_at - item.shown_at).total_seconds()


def _again(
    db: Session, attempt: AttemptRow, item: Item, response: Response, confidence: int | None, now: datetime
) -> Receipt:
    if (item.response, item.confidence) == (response, confidence):
        return Receipt("same", attempt, item)
    if not attempt.at_end or attempt.finished_at:
        return Receipt("other", attempt, item)
    values = {"response": response, "confidence": confidence, "given_at": now, "received_at": now}
    send(db, _CHANGE, {"answer_id": item.answer_id, **values})
    return Receipt("changed", attempt, replace(item, response=response, confidence=confidence, given_at=now))


def _finish_if_complete(db: Session, attempt: AttemptRow, now: datetime) -> None:
    send(db, _FINISH, {"attempt_id": attempt.id, "now": now})

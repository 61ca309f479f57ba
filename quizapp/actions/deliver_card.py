"""Take a card that was graded, or left for later, while there was no connection."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy.orm import Session

from quizapp.actions.answer import NotFound
from quizapp.actions.take_card import card_session, leave_for_later, take
from quizapp.core.question import BadAnswer
from quizapp.storage import asked
from quizapp.storage.learners import Who

Outcome = Literal["new", "same", "other", "later", "refused"]


@dataclass(frozen=True, slots=True)
class Given:
    """A card that was graded, or left for later (no grade), without a connection; `at` by the browser's clock."""

    position: int
    grade: str | None
    at: datetime


def deliver_card(db: Session, who: Who, attempt_id: str, given: Given, now: datetime) -> Outcome:
    """What became of a delivered card, which is taken also when its session was ended meanwhile.

    `same`: it was there already. `other`: it was answered or put aside elsewhere, which counts. `refused`: there is no
    such card in the session, or its grade is none. The caller holds the learner's write lock.
    """
    try:
        if given.grade is None:
            leave_for_later(db, who, attempt_id, given.position, now, given.at)
            return "later"
        if _waits_for_more_than_a_grade(db, who, attempt_id, given.position):
            return "refused"
        outcome = take(db, who, attempt_id, given.position, {"answer": [given.grade]}, now, given.at).outcome
    except (NotFound, BadAnswer):
        return "refused"
    return "other" if outcome == "changed" else outcome


def _waits_for_more_than_a_grade(db: Session, who: Who, attempt_id: str, position: int) -> bool:
    """Whether it is a question: a browser has only cards, and a grade must not be read as an answer."""
    item = asked.item(db, card_session(db, who, attempt_id).id, position)
    return item is not None and item.answer_id is None and not item.question.self_graded

"""Take what players answered: many at once in one transaction, each row committed before its player is told so."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import bindparam, insert, select
from sqlalchemy.orm import Session

from quizapp.core.grade import assess
from quizapp.core.question import Response
from quizapp.core.room import RoomState, state_from
from quizapp.storage.base import table
from quizapp.storage.database import send
from quizapp.storage.models import Answer, Asked, Grading, Player, Room
from quizapp.storage.slots import Slot

Outcome = Literal["new", "same", "other", "closed"]

_STATE = select(Room.state).where(Room.activity_id == bindparam("room_id"))
_STATE_SHARED = _STATE.with_for_update(read=True)
"""On PostgreSQL: whoever closes the question waits until these answers are in, and the other way round."""
_PLACES = (
    select(Asked.id, Asked.position, Player.room_id, Player.state, Answer.response, Answer.confidence)
    .join(Player, Player.attempt_id == Asked.attempt_id)
    .outerjoin(Answer, Answer.asked_id == Asked.id)
    .where(Asked.id.in_(bindparam("asked_ids", expanding=True)))
)
"""Whose room it is stands in the rows: asked for in here, SQLite would go through all players of it."""
_ANSWERS = insert(table(Answer)).returning(table(Answer).c.id, table(Answer).c.asked_id)
_GRADINGS = insert(table(Grading))


@dataclass(frozen=True, slots=True)
class Sent:
    """An answer that a player sent: to the asked row `asked_id` of `slot`, received `at`."""

    asked_id: int
    slot: Slot
    response: Response
    confidence: int | None
    at: datetime


def answer_all(db: Session, room_id: int, batch: Sequence[Sent], now: datetime) -> list[Outcome]:
    """Store the answers of `batch`, each for another asked row; returns what became of each, in order.

    "same" is what was stored before, "other" is refused because something else was; "closed" came too late, or from
    somebody who is not in, and nothing is stored. The caller has begun to write, and commits before anybody is told.
    """
    shared = db.get_bind().dialect.name != "sqlite"
    state = state_from(send(db, _STATE_SHARED if shared else _STATE, {"room_id": room_id}).scalar_one())
    rows = send(db, _PLACES, {"asked_ids": [sent.asked_id for sent in batch]})
    places = {row.id: row for row in rows if row.room_id == room_id}
    outcomes = [_outcome(sent, places.get(sent.asked_id), state) for sent in batch]
    _store(db, [sent for sent, outcome in zip(batch, outcomes, strict=True) if outcome == "new"], state, now)
    return outcomes


def _outcome(sent: Sent, place: Any, state: RoomState) -> Outcome:
    if place is None:
        return "closed"
    if place.response is not None:
        return "same" if (place.response, place.confidence) == (sent.response, sent.confidence) else "other"
    return "new" if place.state == "in" and state.takes_answers(place.position, sent.at) else "closed"


def _store(db: Session, new: Sequence[Sent], state: RoomState, now: datetime) -> None:
    if not new:
        return
    opened_at = state.opened_at or now
    rows = [
        {
            "asked_id": sent.asked_id,
            "response": dict(sent.response),
            "confidence": sent.confidence,
            "given_at": sent.at,
            "received_at": sent.at,
            "elapsed": max((sent.at - opened_at).total_seconds(), 0.0),
        }
        for sent in new
    ]
    ids = {asked_id: answer_id for answer_id, asked_id in db.connection().execute(_ANSWERS, rows)}
    db.connection().execute(_GRADINGS, [_grading(sent, ids[sent.asked_id], now) for sent in new])


def _grading(sent: Sent, answer_id: int, now: datetime) -> dict[str, Any]:
    question = sent.slot.question
    grade = assess(question, sent.response)
    parts = zip(sent.slot.fact_ids, question.facts, strict=True)
    return {
        "answer_id": answer_id,
        "number": 1,
        "question_revision_id": sent.slot.question_revision_id,
        "score": grade.score,
        "bucket": grade.bucket,
        "parts": {str(fact_id): grade.parts.get(slug, grade.score) for fact_id, slug in parts},
        "by_id": None,
        "why": "",
        "at": now,
    }

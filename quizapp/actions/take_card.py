"""A turn of a card session: answer or grade it, put it aside, or undo the last one."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from quizapp.actions.answer import HandedIn, NotFound, Receipt, answer
from quizapp.actions.open_cards import top_up
from quizapp.actions.remember import Seen, note
from quizapp.core.question import Form
from quizapp.core.relearn import queue
from quizapp.storage import asked, attempts, card_runs
from quizapp.storage.attempts import AttemptRow
from quizapp.storage.card_runs import Step
from quizapp.storage.learners import Who
from quizapp.storage.models import Answer, Asked, Attempt

Aside = Literal["bury", "suspend"]


def take(
    db: Session, who: Who, attempt_id: str, position: int, form: Form, now: datetime, given_at: datetime | None = None
) -> Receipt:
    """Answer the card at `position`. `given_at` is the browser's word for an answer given without a connection.

    It is held between the start of the session and `now`. Raises NotFound, HandedIn or BadAnswer.
    """
    attempt = _session(db, who, attempt_id)
    given = max(attempt.started_at, min(given_at, now)) if given_at else now
    receipt = answer(db, who, attempt_id, position, form, now, given)
    if receipt.outcome == "new":
        _after(db, who, attempt, now)
    return receipt


def put_aside(db: Session, who: Who, attempt_id: str, position: int, how: Aside, now: datetime) -> None:
    """Bury a fact until tomorrow, or suspend it. The card counts as taken; doing it twice does it once."""
    attempt = _session(db, who, attempt_id)
    item = asked.item(db, attempt.id, position)
    if item is None:
        raise NotFound
    if item.answer_id is not None:
        return
    if attempt.finished_at:
        raise HandedIn
    row = Answer(asked_id=item.id, response={"aside": how}, given_at=now, received_at=now)
    db.add(row)
    db.flush()
    db.execute(update(Asked).where(Asked.id == item.id).values(released_at=now))
    note(db, who, item.fact_ids[0], how, Seen(now, row.id))
    _after(db, who, attempt, now)


def undo(db: Session, who: Who, attempt_id: str, now: datetime) -> int | None:
    """Undo the last turn that stands and ask its card again; returns its new position, or None where there is none."""
    attempt = _session(db, who, attempt_id)
    taken = card_runs.steps(db, attempt.id)
    standing = [step for step in taken if step.answer_id is not None and step.review_id is not None and not step.undone]
    last = max(standing, key=lambda step: step.answer_id or 0, default=None)
    if last is None:
        return None
    note(db, who, last.fact_id, "undo", Seen(now), voids_id=last.review_id)
    position = _ask_again(db, attempt, last, taken)
    db.execute(update(Attempt).where(Attempt.id == attempt.id).values(finished_at=None))
    return position


def current(attempt: AttemptRow, taken: Sequence[Step]) -> Step | None:
    """The asked row whose turn it is, or None where the session is over."""
    for turn in queue(attempt.settings["facts"], card_runs.outcomes(taken)):
        waiting = [step for step in taken if step.fact_id == turn.fact and step.answer_id is None]
        if waiting:
            return waiting[0]
    return None


def _ask_again(db: Session, attempt: AttemptRow, last: Step, taken: Sequence[Step]) -> int:
    """A new row for a card that was undone, before its possible returns: the row that was shown is spent."""
    seed, edition = db.execute(select(Asked.seed, Asked.edition_id).where(Asked.id == last.asked_id)).one()
    position = min(step.position for step in taken) - 1
    db.execute(
        insert(Asked).values(
            attempt_id=attempt.id,
            position=position,
            question_revision_id=last.question_revision_id,
            edition_id=edition,
            seed=seed,
        )
    )
    return position


def _session(db: Session, who: Who, attempt_id: str) -> AttemptRow:
    attempt = attempts.attempt(db, attempt_id, who.id)
    if attempt is None or attempt.purpose != "card":
        raise NotFound
    return attempt


def _after(db: Session, who: Who, attempt: AttemptRow, now: datetime) -> None:
    """Issue more cards, or end the session when no turn is left."""
    taken = card_runs.steps(db, attempt.id)
    left = queue(attempt.settings["facts"], card_runs.outcomes(taken))
    top_up(db, who, attempt, taken, left)
    if not left:
        db.execute(update(Attempt).where(Attempt.id == attempt.id).values(finished_at=now))

"""Undo the last turn of a card session."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from quizapp.actions.remember import Seen, note
from quizapp.actions.take_card import card_session
from quizapp.storage import card_runs
from quizapp.storage.attempts import AttemptRow
from quizapp.storage.card_runs import Step
from quizapp.storage.learners import Who
from quizapp.storage.models import Answer, Asked, Attempt, Correction, Notice


def undo(db: Session, who: Who, attempt_id: str, now: datetime) -> int | None:
    """Undo the last turn that stands and ask its card again; returns its position, or None where there is none.

    An answered card gets a new position; one that was left for later has the one it had. Raises NotFound.
    """
    attempt = card_session(db, who, attempt_id)
    taken = card_runs.steps(db, attempt.id)
    skips = card_runs.skips(attempt)
    last = next(iter(reversed(card_runs.standing(taken))), None)
    if skips and (last is None or skips[-1].after >= (last.answer_id or 0)):
        step = card_runs.Course(card_runs.with_skips(db, attempt, skips[:-1]), taken).current
        return step.position if step else None
    if last is None:
        return None
    note(db, who, last.fact_id, "undo", Seen(now), voids_id=last.review_id)
    _unhear(db, who, last)
    position = _ask_again(db, attempt, last, taken)
    card_runs.note_issue(db, attempt, position, position, now)
    db.execute(update(Attempt).where(Attempt.id == attempt.id).values(finished_at=None))
    return position


def _unhear(db: Session, who: Who, last: Step) -> None:
    """A correction that was heard of with this answer is told again."""
    then = select(Answer.received_at).where(Answer.id == last.answer_id).scalar_subquery()
    of_fact = select(Correction.id).where(Correction.fact_id == last.fact_id)
    heard = (Notice.learner_id == who.id, Notice.seen_at == then, Notice.correction_id.in_(of_fact))
    db.execute(update(Notice).where(*heard).values(seen_at=None).execution_options(synchronize_session=False))


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

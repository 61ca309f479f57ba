"""Begin an assignment: its questions are issued to the pupil all at once, once, whatever is clicked twice."""

import random
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from quizapp.actions.answer import HandedIn, NotFound, Receipt, answer
from quizapp.actions.hand_in import hand_in
from quizapp.actions.start import editions, new_seed
from quizapp.core.certification import Terms
from quizapp.core.even_draw import draw_like
from quizapp.core.question import Form
from quizapp.storage import asked, assignments, attempts, draws, withdrawn
from quizapp.storage.assignments import GRACE, Task
from quizapp.storage.learners import Who
from quizapp.storage.models import ActivityQuestion, Asked, Attempt, Edition

Issued = tuple[int, int, int, int]
"""Position, question revision, edition and seed of a question."""


class NotNow(ValueError):
    """The window is closed, the class is archived, there is no attempt left, or nothing is left to be asked."""


def begin(db: Session, who: Who, activity_id: str, now: datetime, kind: str = assignments.KIND) -> str:
    """The public id of the pupil's attempt: the one that goes on, or a new one. `kind` is the activity's.

    The caller has begun to write for the learner, and commits. Raises NotFound or NotNow.
    """
    task = assignments.task(db, who.id, activity_id, kind)
    if task is None:
        raise NotFound
    mine = assignments.attempts_of(db, task.activity.id, who.id)
    going_on = next((each for each in mine if each.finished_at is None), None)
    if going_on:
        return going_on.public_id
    if task.state(now) != "open" or len(mine) >= task.attempts_allowed or task.absent or task.archived:
        raise NotNow
    return _begin(db, who, task, now)


def _begin(db: Session, who: Who, task: Task, now: datetime) -> str:
    seed = new_seed()
    return issue(db, who, task, _questions(db, task, now, random.Random(seed)), seed, now)


def issue(
    db: Session, who: Who, task: Task, rows: Sequence[Issued], seed: str, now: datetime, terms: Terms | None = None
) -> str:
    """Write a new attempt with its questions, in this order, and with what passes it; returns its public id."""
    feedback = "each" if task.settings.feedback == "now" else "end"
    length = {"length": len(rows), "wanted": len(rows), "fact_ids": []}
    frozen = {"terms": terms.data()} if terms else {}
    attempt = Attempt(
        learner_id=who.id,
        activity_id=task.activity.id,
        edition_id=rows[0][2],
        purpose=task.activity.kind,
        settings={**length, **frozen, "feedback": feedback, "confidence": task.settings.confidence},
        seed=seed,
        started_at=now,
        finished_at=None,
    )
    db.add(attempt)
    db.flush()
    db.execute(insert(Asked), [_asked(attempt.id, *row) for row in rows])
    return attempt.public_id


def _asked(attempt_id: int, position: int, revision_id: int, edition_id: int, seed: int) -> dict[str, object]:
    return {
        "attempt_id": attempt_id,
        "position": position,
        "question_revision_id": revision_id,
        "edition_id": edition_id,
        "seed": str(seed),
    }


class Slot(NamedTuple):
    """A question of the list, or of the pattern, at its place in the activity."""

    position: int
    revision: int
    edition: int
    bank: int


def _questions(db: Session, task: Task, now: datetime, rng: random.Random) -> list[Issued]:
    """Each question, at its place in the list; seeds are the pupil's own."""
    slots = _in_force(db, task.activity.id)
    if not slots:
        raise NotNow
    pairs = _individual(db, task, slots, now, rng) if task.settings.draw == "individual" else None
    chosen = pairs or [(slot.revision, slot.edition) for slot in slots]
    return [(slot.position, *pair, rng.getrandbits(63)) for slot, pair in zip(slots, chosen, strict=True)]


def _in_force(db: Session, activity_id: int) -> list[Slot]:
    """What is set, each question that a correction has withdrawn in its new wording, or else left out."""
    rows = db.execute(
        select(
            ActivityQuestion.position,
            ActivityQuestion.question_revision_id,
            ActivityQuestion.edition_id,
            Edition.bank_id,
        )
        .join(Edition, Edition.id == ActivityQuestion.edition_id)
        .where(ActivityQuestion.activity_id == activity_id)
        .order_by(ActivityQuestion.position)
    ).all()
    slots = [Slot(*row) for row in rows]
    gone = withdrawn.withdrawn(db, [slot.revision for slot in slots])
    live = editions(db, [each for each in gone.values() if each])
    anew = {old: (new, live[new]) for old, new in gone.items() if new}
    return [
        Slot(slot.position, *anew.get(slot.revision, (slot.revision, slot.edition)), slot.bank)
        for slot in slots
        if slot.revision in anew or slot.revision not in gone
    ]


def _individual(
    db: Session, task: Task, pattern: Sequence[Slot], now: datetime, rng: random.Random
) -> list[tuple[int, int]] | None:
    """A draw like the pattern; None where its own questions are no longer asked, so that all get the pattern."""
    by_hand = bool(task.settings.questions)
    topics, kinds = ((), ()) if by_hand else (task.settings.topics, task.settings.kinds)
    found = draws.of_bank(db, pattern[0].bank, topics, kinds, now, rng)
    known = {each.key: each for each in found}
    if any(slot.revision not in known for slot in pattern):
        return None
    drawn = draw_like([known[slot.revision] for slot in pattern], found, rng)
    live = editions(db, [each.key for each in drawn])
    return [(each.key, live[each.key]) for each in drawn]


def answer_in_time(
    db: Session,
    who: Who,
    attempt_id: str,
    position: int,
    form: Form,
    now: datetime,
    purpose: str = assignments.KIND,
) -> Receipt:
    """Store an answer, unless its attempt's time is over: then raises HandedIn, as after handing in.

    Where each answer is told at once, the last one ends the attempt: nothing can be changed any more.
    """
    attempt = attempts.attempt(db, attempt_id, who.id, purpose)
    task = assignments.task_of(db, attempt) if attempt else None
    if attempt is None or task is None:
        raise NotFound
    if now > task.deadline(attempt.started_at) + GRACE:
        raise HandedIn
    receipt = answer(db, who, attempt_id, position, form, now, purpose=purpose)
    if not attempt.at_end and all(asked.answered(db, attempt.id).values()):
        hand_in(db, who, attempt.id, now)
    return receipt

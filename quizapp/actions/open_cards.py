"""Begin a card session: plan it, and issue its next cards as asked rows."""

import random
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime

from sqlalchemy import insert
from sqlalchemy.orm import Session

from quizapp.actions.enrol import stay
from quizapp.core import card_plan
from quizapp.core.card_plan import Plan
from quizapp.core.readiness import new_today
from quizapp.core.rotation import rotate
from quizapp.core.study_day import study_day
from quizapp.storage import card_forms, card_runs, card_stock, days_studied, outlook, shelf
from quizapp.storage.base import table
from quizapp.storage.card_runs import Course
from quizapp.storage.learners import Who
from quizapp.storage.models import Asked, Attempt

AHEAD = 20
"""Cards that are always issued ahead, so that a browser that loses its connection can go on."""
ISSUED = 30
"""Cards issued at most, so that few answers wait for more to be issued."""

FIRST = 10_000
"""The first position; below it is room for cards that are asked again after an undo."""

_ISSUE = insert(table(Asked))


def planned(db: Session, who: Who, now: datetime, seed: str) -> Plan:
    """The session that would begin now: a read."""
    preferences = who.preferences
    today = study_day(now, who.zone, who.rollover)
    last = days_studied.last_day(db, who.id)
    met = days_studied.new_today(db, who.id, today)
    ready = _ready_bank(db, who, today)
    unseen = outlook.unmet(db, who.id, frozenset({ready})) if ready else 0
    left = new_today(preferences, unseen + met, today) - met
    return card_plan.plan(
        card_stock.due(db, who.id, today),
        card_stock.new(db, who.id, left, today, ready),
        preferences.order,
        (today - last).days if last else 0,
        random.Random(seed),
    )


def _ready_bank(db: Session, who: Who, today: date) -> int | None:
    """The bank to be ready in, if there is a date for one and it has not passed."""
    preferences = who.preferences
    if preferences.ready_by is None or preferences.ready_by < today:
        return None
    bank = shelf.bank(db, preferences.ready_bank, who.user_id)
    return bank.id if bank else None


def open_cards(db: Session, who: Who, now: datetime, seed: str) -> str | None:
    """The public id of today's open session, or of a new one; None where nothing is due and nothing is new.

    Holds the learner's write lock, so that two devices share one session.
    """
    if found := open_run(db, who, now):
        return found
    plan = planned(db, who, now, seed)
    if not plan.facts:
        return None
    attempt = Attempt(learner_id=who.id, purpose="card", settings=_stored(plan), seed=seed, started_at=now)
    db.add(attempt)
    db.flush()
    issue(db, who, attempt.id, plan.facts, seed)
    stay(db, who.id, now)
    return attempt.public_id


def open_run(db: Session, who: Who, now: datetime) -> str | None:
    """The public id of the session begun on this study day and not over."""
    found = card_runs.open_run(db, who.id)
    if found is None or study_day(found.started_at, who.zone, who.rollover) < study_day(now, who.zone, who.rollover):
        return None
    return found.public_id


def _stored(plan: Plan) -> dict[str, object]:
    return {**asdict(plan), "facts": list(plan.facts)}


def top_up(db: Session, who: Who, course: Course, now: datetime) -> None:
    """Issue more cards where one of the next AHEAD turns has no row yet."""
    left = [turn.fact for turn in course.turns[:ISSUED]]
    waiting = {step.fact_id for step in course.steps if step.answer_id is None}
    missing = [fact for fact in left if fact not in waiting]
    if any(fact in missing for fact in left[:AHEAD]):
        attempt = course.attempt
        seed = f"{attempt.public_id}/{len(course.steps)}"
        after = max(step.position for step in course.steps)
        if count := issue(db, who, attempt.id, missing, seed, after):
            card_runs.note_issue(db, attempt, after + 1, after + count, now)


def issue(db: Session, who: Who, attempt_id: int, facts: Sequence[int], seed: str, after: int = FIRST - 1) -> int:
    """Issue the next ISSUED of `facts`, each with its possible returns, at positions beyond `after`.

    Returns how many cards, returns included.
    """
    wanted = who.preferences.forms
    rng = random.Random(f"{seed}/asked")
    forms = card_forms.forms(db, who.id, facts[:ISSUED])
    gone = [fact for fact in facts[:ISSUED] if not forms[fact]]
    told = card_forms.last_cards(db, gone) if gone else {}  # Once: a retraction is heard of, and not graded.
    rows = [
        form
        for fact in facts[:ISSUED]
        for form in rotate(forms[fact], wanted) or ([told[fact]] if fact in told else [])
    ]
    values = [
        {
            "attempt_id": attempt_id,
            "position": position,
            "question_revision_id": form.question_revision_id,
            "edition_id": form.edition_id,
            "seed": str(rng.getrandbits(63)),
        }
        for position, form in enumerate(rows, after + 1)
    ]
    if values:
        db.connection().execute(_ISSUE, values)
    return len(values)

"""What the clock does to assignments: attempts end at their deadline, and results are told once the window is over.

Each step is one attempt, so that a process that dies between two of them loses nothing and another one goes on; doing
it twice does it once. It runs from a job, and before a page that tells of an assignment.
"""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from quizapp.actions.hand_in import hand_in, release_all
from quizapp.storage import assignments, learners
from quizapp.storage.activities import ActivityRow
from quizapp.storage.database import lock
from quizapp.storage.models import Activity, Attempt


def settle_step(db: Session, now: datetime, activity_id: int | None = None) -> bool:
    """Do the next thing that is due, of all assignments or of one; returns whether nothing was.

    The caller has begun to write, and commits.
    """
    for row in assignments.unsettled(db, now, activity_id):
        if _end_one(db, row, now) or _tell_one(db, row, now):
            return False
    return True


def due(db: Session, now: datetime, activity_id: int) -> bool:
    """Whether there is anything to settle about an assignment: a read."""
    rows = assignments.unsettled(db, now, activity_id)
    return any(_overdue(db, row, now) or _is_over(db, row, now) for row in rows)


def _end_one(db: Session, row: ActivityRow, now: datetime) -> bool:
    """Hand in one attempt whose time is over, as of its deadline."""
    for attempt_id, learner_id, ended in _overdue(db, row, now)[:1]:
        lock(db, [learner_id])
        hand_in(db, learners.by_id(db, learner_id), attempt_id, now)
        db.execute(update(Attempt).where(Attempt.id == attempt_id).values(finished_at=min(ended, now)))
        return True
    return False


def _overdue(db: Session, row: ActivityRow, now: datetime) -> list[tuple[int, int, datetime]]:
    """Attempts that go on beyond their deadline, with it. Who left the class has no time beyond the window."""
    tasks = {task.learner_id: task for task in assignments.of_members(db, row.id)}
    found = []
    for attempt in assignments.attempts_of(db, row.id):
        task = tasks.get(attempt.learner_id)
        ends = task.deadline(attempt.started_at) if task else row.closes_at or now
        if attempt.finished_at is None and ends + assignments.GRACE <= now:
            found.append((attempt.id, attempt.learner_id, ends))
    return found


def _is_over(db: Session, row: ActivityRow, now: datetime) -> bool:
    if row.settings.get("settled") or row.closes_at is None or now < row.closes_at:
        return False
    return all(attempt.finished_at for attempt in assignments.attempts_of(db, row.id))


def _tell_one(db: Session, row: ActivityRow, now: datetime) -> bool:
    """Once the window and all attempts are over: tell the results of one attempt, or that all are told."""
    if not _is_over(db, row, now):
        return False
    found = assignments.untold(db, row.id)
    if found:
        lock(db, [found[1]])
        release_all(db, learners.by_id(db, found[1]), found[0], row.id, now)
    else:
        settings = db.scalar(select(Activity.settings).where(Activity.id == row.id)) or {}
        db.execute(update(Activity).where(Activity.id == row.id).values(settings={**settings, "settled": True}))
    return True

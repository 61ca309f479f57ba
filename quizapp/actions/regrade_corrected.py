"""Grade answers that were given before a fact was corrected by the fact as it is now, where an editor wants that.

It is a job from the start, a batch of learners at a time: nobody waits for it, and the correction itself holds already.
"""

from collections.abc import Sequence

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from quizapp.actions.desk.record import Signature, record, subject
from quizapp.actions.regrade import Word, add_grading
from quizapp.actions.remember import rebuild
from quizapp.core.fact import Fact
from quizapp.core.fact_data import fact_from_data
from quizapp.core.regrading import regraded
from quizapp.storage import given, learners, rulings
from quizapp.storage.affected import asked_against
from quizapp.storage.database import lock
from quizapp.storage.given import Given, Subject
from quizapp.storage.models import Bank, Correction, FactRevision, Job, Review
from quizapp.storage.types import AnyRow

BATCH = 100
"""Learners whose answers are graded anew in one transaction."""
PREFIX = "regrade/"


def order(db: Session, sign: Signature, public_id: str) -> None:
    """Have the answers regraded that were given against the old revision of the correction with that id."""
    query = select(Correction.id, Correction.at, Bank.slug).join(Bank, Bank.id == Correction.bank_id)
    row = db.execute(query.where(Correction.public_id == public_id)).one()
    db.add(Job(name=f"{PREFIX}{row.id}", due_at=row.at, state={"after": 0}))
    name = f"{public_id}/{sign.at:%Y%m%dT%H%M%S}"  # It can be ordered more than once.
    record(db, sign, "order regrading", subject(row.slug, "correction", name), None, {"regrading": True})


def regrade_left(db: Session) -> bool:
    """One batch of learners of some correction; returns whether none is left. A write has begun.

    Learners are locked before the row of the job, as everywhere. What was answered but has no grade yet is waited for:
    the job stays, and begins anew once there is a grade that it has not looked at.
    """
    jobs = db.execute(select(Job.name, Job.state).where(Job.name.like(f"{PREFIX}%")).order_by(Job.name)).all()
    for job in jobs:
        row = _correction(db, int(job.name.removeprefix(PREFIX)))
        revisions = list(db.scalars(asked_against(row.from_revision_id))) if row and row.data else []
        if _waits(db, job, revisions):
            continue
        after, upto = job.state.get("after", 0), job.state.get("upto", given.last_graded(db, revisions))
        batch = given.learners_who_answered(db, revisions, after, BATCH)
        lock(db, batch)
        if row and batch:
            word = Word(row.by_id, row.reason, row.at)
            for revision_id in revisions:
                _regrade(db, given.subject(db, revision_id), fact_from_data(row.data), word, batch)
        _go_on(db, job.name, {"after": batch[-1], "upto": upto} if len(batch) == BATCH else {"seen": upto})
        return False
    return True


def _waits(db: Session, job: AnyRow, revisions: Sequence[int]) -> bool:
    """Whether a job has looked at all grades there are; it ends where no more can come."""
    if "seen" not in job.state or given.last_graded(db, revisions) > job.state["seen"]:
        return False
    if not given.to_be_graded(db, revisions):
        db.execute(delete(Job).where(Job.name == job.name))
    return True


def _go_on(db: Session, name: str, state: dict[str, int]) -> None:
    db.execute(update(Job).where(Job.name == name).values(state=state))


def _correction(db: Session, correction_id: int) -> AnyRow | None:
    """With the fact as it was corrected."""
    return db.execute(
        select(Correction.from_revision_id, Correction.by_id, Correction.reason, Correction.at, FactRevision.data)
        .outerjoin(FactRevision, FactRevision.id == Correction.to_revision_id)
        .where(Correction.id == correction_id)
    ).one_or_none()


def _regrade(db: Session, about: Subject, fact: Fact, word: Word, learner_ids: Sequence[int]) -> None:
    """What somebody regraded before stays as they said: a teacher knows what was asked, and why."""
    for row, activity_id in given.of_learners(db, about.question_revision_id, learner_ids):
        grade = regraded(about.question, row.response, fact)
        if grade is None or abs(grade.score - row.score) < 1e-9 or _ruled(db, activity_id, about, row):
            continue
        parts = dict.fromkeys(about.fact_ids, grade.score)
        add_grading(db, about, row, grade.score, parts, word)
        facts = db.scalars(select(Review.fact_id).where(Review.answer_id == row.answer_id)).all()
        rebuild(db, learners.by_id(db, row.learner_id), facts)


def _ruled(db: Session, activity_id: int | None, about: Subject, row: Given) -> bool:
    """Whether a teacher has said what the answer is worth."""
    return row.number > 1 or bool(rulings.ruled(db, activity_id, about.question_revision_id).right)

"""Correct, supersede or retract a live fact at once: a new edition without what went stale, and word to learners.

Nobody waits for a second person while something wrong is taught; they read it afterwards (`second`). Past answers stay
as they were given.
"""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import insert, literal, select, update
from sqlalchemy.orm import Session

from quizapp.actions.desk.record import Signature, lock_bank, record, record_changes, standing, subject
from quizapp.actions.desk.review import OwnWork
from quizapp.actions.desk.save import Conflict
from quizapp.actions.load_bank import load
from quizapp.actions.remember import Seen, note
from quizapp.actions.withdraw_from_rooms import withdraw_from_rooms
from quizapp.core.bank import Source
from quizapp.core.correction import Change, corrected
from quizapp.storage import desk, learners, notices, remembered, workspace
from quizapp.storage.database import lock
from quizapp.storage.models import Bank, Correction, Fact, Notice
from quizapp.storage.types import UtcDateTime

BATCH = 50
"""Learners whose memory is damped in one transaction of the job that does so."""


class NoReason(ValueError):
    """Whoever corrects has to say why: readers see it."""


def correct(db: Session, sign: Signature, bank_id: int, change: Change, base: int, stale: Collection[str] = ()) -> str:
    """Make a correction to the live revision `base`; returns its public id.

    `stale` are ids of questions by hand that go stale beside those about the fact. Raises NoReason, or Conflict where
    another revision is live by now. The caller used `write`, and commits: questions are out then, and notices there.
    What learners know is damped by a job, a batch at a time (`damp_left`).
    """
    if not sign.why.strip():
        raise NoReason
    slug = lock_bank(db, bank_id)
    work = next(iter(desk.facts(db, bank_id, change.slug)), None)
    if work is None or work.live is None or work.live.id != base:
        raise Conflict(work or desk.Work(0, change.slug, None, None, None))
    before = standing(db, bank_id)
    bank = corrected(workspace.bank(db, bank_id, "live"), change, stale)
    done = load(db, bank, sign.at, reason=sign.why, by=sign.user_id, desk=True)
    db.expire_all()
    record_changes(db, sign, bank_id, slug, change.kind, before)
    if change.cited:  # Or the next edition would leave it out.
        _keep_source(db, sign, bank_id, change.cited)
    now = desk.facts(db, bank_id, change.slug)
    row = Correction(
        bank_id=bank_id,
        fact_id=work.id,
        kind=change.kind,
        from_revision_id=work.live.id,
        to_revision_id=now[0].live.id if change.fact and now and now[0].live else None,
        before=work.live.fact.value.text,
        after=change.fact.value.text if change.fact else "",
        since=change.since,
        source=change.source,
        reason=sign.why,
        edition=done.edition,
        at=sign.at,
        by_id=sign.user_id,
        read_by_id=None,
    )
    db.add(row)
    db.flush()
    record(db, sign, change.kind, subject(slug, "correction", row.public_id), None, _told(row, change.slug))
    _notify(db, row, sign.at)
    withdraw_from_rooms(db, bank_id, sign.at)
    return row.public_id


def _keep_source(db: Session, sign: Signature, bank_id: int, cited: Source) -> None:
    """Add the source to the lists that wait at the desk; where none do, those that are live have it by now."""
    if not workspace.version(db, bank_id):
        return
    before = workspace.data(db, bank_id)
    workspace.add_source(db, bank_id, cited)
    record(db, sign, "add source", subject(lock_bank(db, bank_id), "brief"), before, workspace.data(db, bank_id))


def second(db: Session, sign: Signature, correction_id: int) -> None:
    """Note that a second person read a correction; that somebody did before them is no error. Raises OwnWork."""
    row = db.scalars(select(Correction).where(Correction.id == correction_id).with_for_update()).one()
    if row.by_id == sign.user_id:
        raise OwnWork(row.public_id)
    if row.read_by_id is not None:
        return
    row.read_by_id = sign.user_id
    db.flush()
    slug, fact = db.execute(
        select(Bank.slug, Fact.slug).join(Bank, Bank.id == Fact.bank_id).where(Fact.id == row.fact_id)
    ).one()
    before = _told(row, fact)
    record(db, sign, "read correction", subject(slug, "correction", row.public_id), before, {**before, "read": True})


def _told(row: Correction, slug: str) -> dict[str, str]:
    """A correction of the fact `slug`, as the log has it."""
    return {"fact": slug, "before": row.before, "after": row.after, "since": row.since, "source": row.source}


def _notify(db: Session, row: Correction, now: datetime) -> None:
    who = remembered.learners_of(row.fact_id).subquery()
    columns = ("correction_id", "learner_id", "made_at")
    values = select(literal(row.id), who.c.learner_id, literal(now, UtcDateTime()))
    db.execute(insert(Notice).from_select(columns, values))


def damp_left(db: Session) -> bool:
    """One batch of learners of some correction; returns whether none is left. A write has begun."""
    found = notices.waiting(db)
    if found is None:
        return True
    lock(db, db.scalars(notices.to_be_damped(found.id, BATCH)).all())
    _damp(db, found.id, found.fact_id, found.at)
    return False


def _damp(db: Session, correction_id: int, fact_id: int, at: datetime) -> None:
    """Damp up to BATCH memories, as of the moment of the correction."""
    learner_ids = db.scalars(notices.to_be_damped(correction_id, BATCH)).all()
    for learner_id in learner_ids:
        note(db, learners.by_id(db, learner_id), fact_id, "damp", Seen(at))
    done = (Notice.correction_id == correction_id, Notice.learner_id.in_(learner_ids))
    db.execute(update(Notice).where(*done).values(damped_at=at))


def see(db: Session, learner_id: int, fact_id: int | None, now: datetime) -> None:
    """Note that a learner has seen the corrections of a fact, or all. The caller holds their lock, and commits."""
    of_fact = select(Correction.id).where(Correction.fact_id == fact_id)
    which = (Notice.correction_id.in_(of_fact),) if fact_id is not None else ()
    db.execute(
        update(Notice).where(Notice.learner_id == learner_id, Notice.seen_at.is_(None), *which).values(seen_at=now)
    )

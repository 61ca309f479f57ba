"""Rule on a question after it was answered: drop it, correct its key, lift that again; or grade one answer otherwise.

Every word needs a reason, leaves a row in the audit log, and is settled at once for up to BATCH learners; the rest
follows by a job. Saying the same twice does it once.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from quizapp.actions.certify import certify_anew
from quizapp.actions.host_room import tell_ruling
from quizapp.actions.regrade import Word, add_grading, is_overruled, settle
from quizapp.actions.remember import rebuild
from quizapp.storage import given, learners, rulings
from quizapp.storage.database import lock, write
from quizapp.storage.models import Audit, Job, Review, Ruling
from quizapp.storage.rulings import RulingRow
from quizapp.storage.users import Account

BATCH = 100
"""Learners whose answers are settled in one transaction."""
PREFIX = "ruling/"


class NoReason(ValueError):
    """Whoever rules has to say why: pupils read it."""


def begin(db: Session, activity_id: int, question_revision_id: int) -> None:
    """Begin a transaction in which nobody else rules on the activity, nor writes for the learners settled at once."""
    wanted: list[int] | None = None
    while wanted is None or not set(_first(db, activity_id, question_revision_id)) <= set(wanted):
        wanted = _first(db, activity_id, question_revision_id)
        write(db, wanted)
        rulings.lock_activity(db, activity_id)


def begin_overruling(db: Session, activity_id: int, question_revision_id: int, answer_id: int) -> None:
    """The same for one answer: its learner alone is locked."""
    rows = given.given(db, activity_id, question_revision_id)
    write(db, [row.learner_id for row in rows if row.answer_id == answer_id])
    rulings.lock_activity(db, activity_id)


def _first(db: Session, activity_id: int, question_revision_id: int) -> list[int]:
    return given.learners_asked(db, activity_id, question_revision_id)[:BATCH]


def rule(
    db: Session,
    by: Account,
    activity_id: int,
    question_revision_id: int,
    kind: str,
    right: Sequence[str],
    why: str,
    now: datetime,
) -> bool:
    """Drop a question, or correct its key so that the answers named in `right` are; False where that stands already.

    Another key takes the place of one that was corrected before. Raises NoReason. The caller used `begin`.
    """
    reason, wanted = _reason(why), sorted(right)
    standing = [row for row in rulings.of_question(db, activity_id, question_revision_id) if row.lifted_at is None]
    same_kind = [row for row in standing if row.kind == kind]
    if any(sorted(row.right) == wanted for row in same_kind):
        return False
    _lift(db, [row.id for row in same_kind], now)
    db.add(
        Ruling(
            activity_id=activity_id,
            question_revision_id=question_revision_id,
            kind=kind,
            right=wanted,
            why=reason,
            by_id=by.user_id,
            at=now,
            lifted_at=None,
        )
    )
    db.flush()
    regraded = _settle_all(db, activity_id, question_revision_id, Word(by.user_id, reason, now))
    after = {"kind": kind, "right": wanted, "regraded": regraded}
    _record(
        db,
        by,
        f"rule: {kind}",
        rulings.subject_of(activity_id, question_revision_id),
        _told(standing),
        after,
        reason,
        now,
    )
    return True


def lift(db: Session, by: Account, activity_id: int, ruling_id: int, why: str, now: datetime) -> bool:
    """Lift a ruling of the activity: all is as it would be without it. False where it does not stand (any more)."""
    reason = _reason(why)
    row = next((row for row in rulings.of_activity(db, activity_id) if row.id == ruling_id), None)
    if row is None or row.lifted_at is not None:
        return False
    _lift(db, [row.id], now)
    regraded = _settle_all(db, activity_id, row.question_revision_id, Word(by.user_id, reason, now))
    subject = rulings.subject_of(activity_id, row.question_revision_id)
    _record(db, by, f"lift: {row.kind}", subject, _told([row]), {"regraded": regraded}, reason, now)
    return True


def overrule(
    db: Session,
    by: Account,
    activity_id: int,
    question_revision_id: int,
    answer_id: int,
    score: float,
    why: str,
    now: datetime,
) -> bool:
    """Grade one answer otherwise: `score` is 0, 0.5 or 1. False where there is no such graded answer, or no change.

    It stands above rulings on the question; a dropped question stays dropped. Raises NoReason. The caller used
    `begin_overruling`.
    """
    reason = _reason(why)
    row = next((r for r in given.given(db, activity_id, question_revision_id) if r.answer_id == answer_id), None)
    moments = rulings.moments(db, activity_id, question_revision_id)
    if row is None or (row.score == score and (is_overruled(row, moments) or row.number == 1)):
        return False
    about = given.subject(db, question_revision_id)
    add_grading(db, about, row, score, dict.fromkeys(about.fact_ids, score), Word(by.user_id, reason, now))
    facts = db.scalars(select(Review.fact_id).where(Review.answer_id == answer_id)).all()
    rebuild(db, learners.by_id(db, row.learner_id), facts)
    _follow(db, activity_id, [row.learner_id], now)
    _record(db, by, "overrule", f"answer {answer_id}", {"score": row.score}, {"score": score}, reason, now)
    return True


def settle_left(db: Session) -> bool:
    """One batch of learners beyond the first of some ruling; returns whether none is left. The caller began to write.

    Learners are locked before the row of the job, as everywhere.
    """
    job = db.execute(select(Job.name, Job.state).where(Job.name.like(f"{PREFIX}%")).order_by(Job.name).limit(1)).first()
    if job is None:
        return True
    activity_id, revision_id = (int(part) for part in job.name.removeprefix(PREFIX).split("/"))
    everybody = given.learners_asked(db, activity_id, revision_id)
    batch = [each for each in everybody if each > job.state["after"]][:BATCH]
    lock(db, batch)
    rulings.lock_activity(db, activity_id)
    word = Word(job.state["by_id"], job.state["why"], datetime.fromisoformat(job.state["at"]))
    settle(db, activity_id, revision_id, word, batch)
    _follow(db, activity_id, batch, word.at)
    if len(batch) < BATCH:
        db.execute(delete(Job).where(Job.name == job.name))
    else:
        db.execute(update(Job).where(Job.name == job.name).values(state={**job.state, "after": batch[-1]}))
    return False


def _settle_all(db: Session, activity_id: int, question_revision_id: int, word: Word) -> int:
    """Settle the first batch now and leave the rest to the job; returns how many were regraded now."""
    name, batch = f"{PREFIX}{activity_id}/{question_revision_id}", _first(db, activity_id, question_revision_id)
    db.execute(delete(Job).where(Job.name == name))
    if len(batch) == BATCH:
        state = {"after": batch[-1], "by_id": word.by_id, "why": word.why, "at": word.at.isoformat()}
        db.add(Job(name=name, due_at=word.at, state=state))
        db.flush()
    regraded = settle(db, activity_id, question_revision_id, word, batch)
    _follow(db, activity_id, batch, word.at)
    return regraded


def _follow(db: Session, activity_id: int, learner_ids: Sequence[int], now: datetime) -> None:
    """What hangs on grades: the screens of a finished game, and certificates of who passes by the ruling."""
    tell_ruling(db, activity_id, now)
    certify_anew(db, activity_id, learner_ids, now)


def _lift(db: Session, ids: Sequence[int], now: datetime) -> None:
    db.execute(update(Ruling).where(Ruling.id.in_(ids)).values(lifted_at=now))


def _reason(why: str) -> str:
    if not why.strip():
        raise NoReason
    return why.strip()


def _told(rows: Sequence[RulingRow]) -> dict[str, Any]:
    return {"standing": [{"kind": row.kind, "right": list(row.right)} for row in rows if row.lifted_at is None]}


def _record(
    db: Session,
    by: Account,
    action: str,
    subject: str,
    before: dict[str, Any],
    after: dict[str, Any],
    why: str,
    now: datetime,
) -> None:
    db.add(Audit(at=now, who=by.public_id, action=action, subject=subject, before=before, after=after, why=why))
    db.flush()

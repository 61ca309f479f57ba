"""Take out of an attempt that goes on what a correction has withdrawn meanwhile."""

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from quizapp.storage import asked, attempts, withdrawn
from quizapp.storage.assignments import KINDS
from quizapp.storage.models import Asked, Attempt

FROM = ("practice", *KINDS)
"""Purposes of attempts that are done alone: a room asks everybody alike, and its host may drop a question."""


def withdraw(db: Session, attempt_id: int) -> None:
    """Withdraw questions without an answer, so that they count for nothing wherever questions are counted.

    Their rows go: nobody said anything to them. The attempt remembers the facts. What is over stays as it was, and so
    does what stands on paper. The caller has begun to write for the learner, and commits.
    """
    attempt = attempts.by_id(db, attempt_id)
    if attempt is None or attempt.finished_at or attempt.purpose not in FROM or "paper" in attempt.settings:
        return
    rows = withdrawn.unanswered(db, attempt_id)
    if not rows:
        return
    tested = asked.tested(db, [revision_id for _, revision_id in rows])
    facts = {*attempt.settings.get("withdrawn", ()), *(fact_id for each in tested.values() for fact_id, _ in each)}
    db.execute(delete(Asked).where(Asked.id.in_([asked_id for asked_id, _ in rows])))
    stored = db.scalar(select(Attempt.settings).where(Attempt.id == attempt_id)) or {}
    db.execute(update(Attempt).where(Attempt.id == attempt_id).values(settings={**stored, "withdrawn": sorted(facts)}))

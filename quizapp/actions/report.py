"""Report a problem with a question or a fact, and close such reports with an answer to who made them."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from quizapp.actions.people import record
from quizapp.storage.learners import Who
from quizapp.storage.models import Learner, Report
from quizapp.storage.reports import KINDS, OUTCOMES, Subject, open_report

LONGEST = 1000
"""Signs of a report, and of an answer to one."""
SEEN = "reports_seen"
"""Of a learner's settings: up to when answers to their reports were seen, as ISO 8601."""


def report(db: Session, who: Who, subject: Subject, kind: str, text: str, now: datetime) -> None:
    """Keep a report; a second one of the same learner on the same question amends the first while that is open.

    Raises ValueError for a kind that there is not, a text above LONGEST, and "other" without a text. The caller holds
    the learner's write lock and commits.
    """
    text = text.strip()
    if kind not in KINDS or len(text) > LONGEST or (kind == "other" and not text):
        raise ValueError("no such report")
    known = open_report(db, who.id, subject)
    if known is None:
        known = Report(bank_id=subject.bank_id, fact_id=subject.fact_id, learner_id=who.id, closed_at=None)
        db.add(known)
    known.question_revision_id, known.kind, known.text, known.at = subject.question_revision_id, kind, text, now
    db.flush()


def close(db: Session, by: str, reports: Collection[int], outcome: str, answer: str, now: datetime, by_id: int) -> int:
    """Close those of some reports, given by internal id, that are still open; returns how many that were.

    `by` is the public id of the editor, `by_id` their internal one; `answer` is what the readers are told. Raises
    ValueError for an outcome that there is not and an answer above LONGEST. The caller has begun to write and commits.
    """
    if outcome not in OUTCOMES or len(answer) > LONGEST:
        raise ValueError("no such outcome")
    open_ones = select(Report).where(Report.id.in_(reports), Report.closed_at.is_(None)).order_by(Report.id)
    found = db.scalars(open_ones.with_for_update()).all()
    for each in found:
        each.closed_at, each.closed_by_id, each.outcome, each.answer = now, by_id, outcome, answer
        record(db, by, "close report", each.public_id, None, {"outcome": outcome}, now)
    db.flush()
    return len(found)


def see_answers(db: Session, who: Who, now: datetime) -> None:
    """All answers up to `now` were seen. The caller holds the learner's write lock."""
    settings = {**who.settings, SEEN: now.isoformat()}
    db.execute(update(Learner).where(Learner.id == who.id).values(settings=settings))

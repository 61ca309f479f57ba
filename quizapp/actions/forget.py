"""Start over with facts: memory becomes empty, while answers and reviews stay."""

from datetime import date, datetime

from sqlalchemy import case, insert, literal, null, select, update
from sqlalchemy.orm import Session

from quizapp.actions.remember import Seen, note
from quizapp.core.study_day import study_day
from quizapp.storage import met_banks
from quizapp.storage.learners import Who
from quizapp.storage.models import Memory, Review
from quizapp.storage.remembered import remembered
from quizapp.storage.types import UtcDateTime


def forget(db: Session, who: Who, now: datetime, bank_id: int | None = None, topic: str = "") -> int:
    """Reset every remembered fact, or those of a bank, or of one of its topics; returns how many.

    One `reset` review a fact is written in bulk, so that even thousands take a moment. A fact with a review from after
    `now` (a clock that went back) takes the slow way: its reviews are replayed. The caller holds the learner's lock.
    """
    chosen = (Memory.learner_id == who.id, Memory.fact_id.in_(remembered(who.id, bank_id, topic)))
    late = list(db.scalars(select(Memory.fact_id).where(*chosen, Memory.last_given_at > now)))
    for fact_id in late:
        note(db, who, fact_id, "reset", Seen(now))
    today = study_day(now, who.zone, who.rollover)
    fact_ids = list(db.scalars(select(Memory.fact_id).where(*chosen, Memory.fact_id.not_in(late))))
    for at in range(0, len(fact_ids), 5000):
        _reset(db, who, now, today, fact_ids[at : at + 5000])
    return len(fact_ids) + len(late)


def _reset(db: Session, who: Who, now: datetime, today: date, fact_ids: list[int]) -> None:
    these = (Memory.learner_id == who.id, Memory.fact_id.in_(fact_ids))
    written = {
        "learner_id": Memory.learner_id,
        "fact_id": Memory.fact_id,
        "sequence": Memory.reviews + 1,
        "type": literal("reset"),
        "guess_rate": literal(0.0),
        "given_at": literal(now, UtcDateTime()),
        # As in `remember`: a study day never goes back.
        "study_day": case((Memory.last_study_day > today, Memory.last_study_day), else_=literal(today)),
        "zone": literal(who.zone),
    }
    db.execute(insert(Review).from_select(list(written), select(*written.values()).where(*these)))
    emptied = dict.fromkeys(("stability", "difficulty", "due_day", "last_study_day"), null())
    counts = {"lapses": 0, "wanted": 0, "reviews": Memory.reviews + 1, "last_given_at": now}
    db.execute(
        update(Memory).where(*these).values(**emptied, **counts).execution_options(synchronize_session=False),
    )
    met_banks.drop(db, who.id, fact_ids)
    db.expire_all()

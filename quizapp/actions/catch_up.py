"""Bring what learners know up to date in batches, where a change touches more of it than one request has time for.

New preferences move the days on which facts come due; new parameters or a new rule make the memories themselves anew,
from all their reviews. What is left to do stands in table job, a row a learner.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.orm import Session

from quizapp.actions.remember import rebuild
from quizapp.core.memory import RULE
from quizapp.storage import learners
from quizapp.storage.base import table
from quizapp.storage.database import lock
from quizapp.storage.learners import Who
from quizapp.storage.memories import state_of
from quizapp.storage.models import Job, Learner, Memory

BATCH, REPLAYED = 2000, 50
"""Memories at once: those whose day is computed anew, and those whose reviews are replayed. Both take about 50 ms."""
PREFIX = "memories/"

_DUE = (
    update(table(Memory))
    .where(table(Memory).c.learner_id == bindparam("of_learner"), table(Memory).c.fact_id == bindparam("of_fact"))
    .values(due_day=bindparam("day"))
)


def move_due_days(db: Session, who: Who, now: datetime) -> None:
    """After new preferences: the first batch at once, the rest by the job. The caller holds the learner's lock."""
    name = f"{PREFIX}{who.id}"
    waiting = db.scalar(select(Job.state).where(Job.name == name))
    if waiting and waiting["replay"]:
        leave(db, who.id, now, replay=True)  # It gives every fact its day, and begins anew for those it has passed.
        return
    last = _due_days(db, who, 0)
    leave(db, who.id, now, last, replay=False)


def leave(db: Session, learner_id: int, now: datetime, after: int | None = 0, *, replay: bool) -> None:
    """Leave the facts beyond the id `after` to the job, or nothing where that is None. It forgets what it had to do."""
    db.execute(delete(Job).where(Job.name == f"{PREFIX}{learner_id}"))
    if after is not None:
        db.add(Job(name=f"{PREFIX}{learner_id}", due_at=now, state={"after": after, "replay": replay}))
    db.flush()


def catch_up(db: Session) -> bool:
    """One batch of what was left; returns whether nothing is. The caller has begun to write.

    The learner is locked before their row of the job, in the order in which preferences are set.
    """
    name = db.scalar(select(Job.name).where(Job.name.like(f"{PREFIX}%")).order_by(Job.name).limit(1))
    if name is None:
        return True
    learner_id = int(name.removeprefix(PREFIX))
    lock(db, [learner_id])
    state = db.scalar(select(Job.state).where(Job.name == name))
    known = db.scalar(select(Learner.id).where(Learner.id == learner_id))
    last = _batch(db, learners.by_id(db, learner_id), state) if known and state else None
    if last is None:
        db.execute(delete(Job).where(Job.name == name))
    else:
        db.execute(update(Job).where(Job.name == name).values(state={**(state or {}), "after": last}))
    return False


def follow_rule(db: Session, state: dict[str, Any], now: datetime) -> tuple[dict[str, Any], bool]:
    """After an upgrade that reads reviews by another rule: leave every learner to `catch_up`, once.

    `state` tells the rule that everybody was last left for.
    """
    if state.get("rule") == RULE:
        return state, True
    for learner_id in db.scalars(select(Memory.learner_id).where(Memory.algorithm.not_like(f"{RULE}/%")).distinct()):
        leave(db, learner_id, now, replay=True)
    return {"rule": RULE}, False


def _batch(db: Session, who: Who, state: dict[str, Any]) -> int | None:
    return _replay(db, who, state["after"]) if state["replay"] else _due_days(db, who, state["after"])


def _due_days(db: Session, who: Who, after: int) -> int | None:
    """Bring BATCH memories of facts beyond the id `after` up to date; returns the last id, or None at the end."""
    schedule, columns = who.schedule, table(Memory).c
    rows = db.execute(
        select(table(Memory))
        .where(columns.learner_id == who.id, columns.fact_id > after)
        .order_by(columns.fact_id)
        .limit(BATCH)
    ).all()
    changed: list[dict[str, Any]] = []
    for row in rows:
        state = state_of(row)
        if state and (day := schedule.due(state)) != row.due_day:
            changed.append({"of_learner": who.id, "of_fact": row.fact_id, "day": day})
    if changed:
        db.connection().execute(_DUE, changed)
    return rows[-1].fact_id if len(rows) == BATCH else None


def _replay(db: Session, who: Who, after: int) -> int | None:
    """The same for REPLAYED memories, made anew from their reviews."""
    facts = list(
        db.scalars(
            select(Memory.fact_id)
            .where(Memory.learner_id == who.id, Memory.fact_id > after)
            .order_by(Memory.fact_id)
            .limit(REPLAYED)
        )
    )
    rebuild(db, who, facts)
    return facts[-1] if len(facts) == REPLAYED else None

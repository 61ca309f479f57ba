"""How likely a learner is to recall each fact today: summed up by topic in the database, or fact by fact.

A learner may know 100,000 facts, so the sums are the database's, by the formula of `core.memory.Memory.recall`. Both
databases have its pow(): SQLite where it was built with its mathematical functions, as everybody builds it since 3.35.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Date, Float, Select, case, cast, func, literal, select
from sqlalchemy.orm import Session

from quizapp.core.memory import DECAY, FACTOR
from quizapp.storage.circulation import LIVE_FACT
from quizapp.storage.memories import state_of
from quizapp.storage.models import Bank, Fact, FactRevision, Memory

STEPS = 5
"""Of 20 % each."""
_BOUNDS = tuple((((step / STEPS) ** (1 / DECAY) - 1) / FACTOR, step) for step in range(STEPS - 1, 0, -1))
"""Days since the last review, in stabilities, up to which recall is still at `step` or above."""


@dataclass(slots=True)
class Asked:
    """The asked facts of one topic: how many stand in each of the five steps, and how many one would recall."""

    steps: list[int] = field(default_factory=lambda: [0] * STEPS)
    recalled: float = 0.0

    @property
    def count(self) -> int:
        """How many were asked."""
        return sum(self.steps)


@dataclass(frozen=True, slots=True)
class Square:
    """One live fact in the map. `recall` is 0 to 1, or None where it was never asked."""

    bank: str
    slug: str
    topic: str
    prompt: str
    recall: float | None
    sure_wrong: bool


def by_topic(db: Session, learner_id: int, today: date) -> dict[tuple[int, str], Asked]:
    """What was asked, by bank id and topic."""
    late = _stabilities_since(db, today)
    step = case(*((late <= bound, step) for bound, step in _BOUNDS), else_=0)
    rows = db.execute(
        _known(learner_id)
        .add_columns(step.label("step"), func.count(), func.sum(func.pow(1 + FACTOR * late, DECAY)))
        .group_by(Fact.bank_id, FactRevision.topic, step)
    )
    found: dict[tuple[int, str], Asked] = defaultdict(Asked)
    for bank_id, topic, at, count, recalled in rows:
        asked = found[bank_id, topic]
        asked.steps[at] += count
        asked.recalled += float(recalled)
    return dict(found)


def _known(learner_id: int) -> Select[int, str]:
    return (
        select(Fact.bank_id, FactRevision.topic)
        .select_from(Memory)
        .join(Fact, Fact.id == Memory.fact_id)
        .join(FactRevision, FactRevision.fact_id == Fact.id)
        .where(Memory.learner_id == learner_id, Memory.stability.is_not(None), *LIVE_FACT)
    )


def _stabilities_since(db: Session, today: date) -> Any:
    """The time since the last review, in stabilities; the two databases subtract dates differently."""
    if db.get_bind().dialect.name == "sqlite":
        days = func.julianday(today.isoformat()) - func.julianday(Memory.last_study_day)
    else:
        days = cast(literal(today, Date) - Memory.last_study_day, Float)
    return case((Memory.last_study_day < today, days / Memory.stability), else_=0.0)


def squares(db: Session, learner_id: int, bank_ids: Collection[int], today: date) -> list[Square]:
    """Every live fact of the banks, in the order they were added. For banks that are small together."""
    rows = db.execute(
        select(
            Bank.slug.label("bank"),
            Fact.slug,
            FactRevision.topic,
            FactRevision.data["prompt"].as_string().label("prompt"),
            Memory.stability,
            Memory.difficulty,
            Memory.last_study_day,
            Memory.lapses,
            Memory.wanted,
        )
        .select_from(Fact)
        .join(Bank, Bank.id == Fact.bank_id)
        .join(FactRevision, FactRevision.fact_id == Fact.id)
        .outerjoin(Memory, (Memory.fact_id == Fact.id) & (Memory.learner_id == learner_id))
        .where(Fact.bank_id.in_(bank_ids), *LIVE_FACT)
        .order_by(Fact.id)
    )
    found = []
    for row in rows:
        state = state_of(row)
        recalled = state.recall(today) if state else None
        found.append(Square(row.bank, row.slug, row.topic, row.prompt, recalled, bool(row.wanted)))
    return found

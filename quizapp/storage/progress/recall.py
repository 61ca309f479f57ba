"""How likely a learner is to recall each fact today: summed up by topic in the database, or fact by fact.

A learner may know 100,000 facts, so the sums are the database's, by the formula of `core.memory.Memory.recall`. Both
databases have its pow(): SQLite where it was built with its mathematical functions, as everybody builds it since 3.35.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Date, Float, case, cast, exists, func, literal, select
from sqlalchemy.orm import Session

from quizapp.core.memory import DECAY, FACTOR
from quizapp.storage.circulation import LIVE_FACT
from quizapp.storage.memories import state_of
from quizapp.storage.models import Bank, Fact, FactRevision, Memory
from quizapp.storage.models.bank import LIVE

STEPS = 5
"""Of 20 % each."""
_BOUNDS = tuple((((step / STEPS) ** (1 / DECAY) - 1) / FACTOR, step) for step in range(STEPS - 1, 0, -1))
"""Days since the last review, in stabilities, up to which recall is still at `step` or above."""


@dataclass(frozen=True, slots=True)
class Known:
    """The asked facts of one bank: how many, and how many of them one would recall."""

    count: int
    recalled: float


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


def by_bank(db: Session, learner_id: int, today: date) -> dict[int, Known]:
    """What was asked, by bank id. It reads no fact's row, so that 100,000 facts take a moment only."""
    rows = db.execute(
        select(Fact.bank_id, func.count(), _recalled(_stabilities_since(db, today)))
        .select_from(Memory)
        .join(Fact, Fact.id == Memory.fact_id)
        .where(
            Memory.learner_id == learner_id,
            Memory.stability.is_not(None),
            # In literals and not as a join: the index of live facts serves it, and what is sorted stays small.
            exists(select(FactRevision.id).where(FactRevision.fact_id == Fact.id, LIVE)),
        )
        .group_by(Fact.bank_id)
    )
    return {bank_id: Known(count, float(recalled)) for bank_id, count, recalled in rows}


def by_topic(db: Session, learner_id: int, bank_ids: Collection[int], today: date) -> dict[tuple[int, str], Asked]:
    """What was asked in some banks, by bank id and topic."""
    late = _stabilities_since(db, today)
    step = case(*((late <= bound, step) for bound, step in _BOUNDS), else_=0).label("step")
    rows = db.execute(
        select(Fact.bank_id, FactRevision.topic, step, func.count(), _recalled(late))
        .select_from(Memory)
        .join(Fact, Fact.id == Memory.fact_id)
        .join(FactRevision, FactRevision.fact_id == Fact.id)
        .where(
            # Not by the bank of each: so SQLite looks up these facts and does not go through all that is known.
            *(Memory.learner_id == learner_id, Memory.fact_id.in_(select(Fact.id).where(Fact.bank_id.in_(bank_ids)))),
            *(Memory.stability.is_not(None), *LIVE_FACT),
        )
        .group_by(Fact.bank_id, FactRevision.topic, step)
    )
    found: dict[tuple[int, str], Asked] = defaultdict(Asked)
    for bank_id, topic, at, count, recalled in rows:
        asked = found[bank_id, topic]
        asked.steps[at] += count
        asked.recalled += float(recalled)
    return dict(found)


def _recalled(late: Any) -> Any:
    """How many of a group one would recall."""
    return func.sum(func.pow(1 + FACTOR * late, DECAY))


def _stabilities_since(db: Session, today: date) -> Any:
    """The time since the last review, at least a day, in stabilities; the two databases subtract dates differently."""
    if db.get_bind().dialect.name == "sqlite":
        days = func.julianday(today.isoformat()) - func.julianday(Memory.last_study_day)
    else:
        days = cast(literal(today, Date) - Memory.last_study_day, Float)
    return case((Memory.last_study_day < today, days), else_=1.0) / Memory.stability


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

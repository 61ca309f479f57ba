"""Which facts a learner remembers: of all banks, of one, or of a topic."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from quizapp.storage.circulation import LIVE_FACT
from quizapp.storage.models import Fact, FactRevision, Memory
from quizapp.storage.types import AnySelect


def remembered(learner_id: int, bank_id: int | None = None, topic: str = "") -> AnySelect:
    """A statement for the internal ids of the facts a learner remembers: all, a bank's, or a topic's."""
    found = select(Memory.fact_id).where(Memory.learner_id == learner_id, Memory.stability.is_not(None))
    if bank_id is not None:
        found = found.join(Fact, Fact.id == Memory.fact_id).where(Fact.bank_id == bank_id)
    if topic:
        found = found.join(FactRevision, FactRevision.fact_id == Memory.fact_id).where(
            FactRevision.topic == topic, *LIVE_FACT
        )
    return found


def learners_of(fact_id: int) -> AnySelect:
    """A statement for the internal ids of the learners who remember a fact, in their order."""
    return (
        select(Memory.learner_id)
        .where(Memory.fact_id == fact_id, Memory.stability.is_not(None))
        .order_by(Memory.learner_id)
    )


def count(db: Session, learner_id: int, bank_id: int | None = None, topic: str = "") -> int:
    """How many facts `remembered` tells."""
    return db.scalar(select(func.count()).select_from(remembered(learner_id, bank_id, topic).subquery())) or 0

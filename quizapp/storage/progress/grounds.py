"""The banks that a learner's progress is measured against, with their topics."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.storage.models import Bank, Edition, LearnerBank
from quizapp.storage.readable import readable, user_of


@dataclass(frozen=True, slots=True)
class Ground:
    """A topic of one of the learner's banks, and how many live facts it holds."""

    bank_id: int
    bank: str
    """The bank's slug."""
    topic: str
    title: str
    facts: int


def grounds(db: Session, learner_id: int, met: Collection[int]) -> list[Ground]:
    """The topics of the banks they read that feed the learner's cards, and of those `met` (by id), unless paused."""
    feeding = select(LearnerBank.bank_id, LearnerBank.paused).where(LearnerBank.learner_id == learner_id)
    paused = {bank_id: is_paused for bank_id, is_paused in db.execute(feeding)}
    wanted = {*met, *paused} - {bank_id for bank_id, is_paused in paused.items() if is_paused}
    rows = db.execute(
        select(Bank.id, Bank.slug, Bank.data["topics"].label("topics"), Edition.facts_by_topic)
        .join(Edition, (Edition.bank_id == Bank.id) & (Edition.number == Bank.edition))
        .where(readable(user_of(learner_id)), Bank.id.in_(wanted))
        .order_by(Bank.id)
    )
    return [
        Ground(row.id, row.slug, topic["id"], topic["title"], row.facts_by_topic[topic["id"]])
        for row in rows
        for topic in row.topics
        if row.facts_by_topic.get(topic["id"], 0)
    ]

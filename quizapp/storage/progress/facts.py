"""Single facts worth a second look: answered in certainty and wrong, and recognised but not recalled."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.core.fact_data import fact_from_data
from quizapp.core.grade import is_right
from quizapp.core.question import Question, Response, Text
from quizapp.storage.circulation import LIVE_FACT
from quizapp.storage.models import Bank, Fact, FactRevision, Memory
from quizapp.storage.progress.latest import Given
from quizapp.storage.readable import readable, user_of
from quizapp.storage.sure_errors import still_wanted, sure_errors

MOST = 20
"""Facts listed."""
JUDGING = ("truefalse", "verdict", "drift")
"""Kinds whose answer says little without the claim it judges."""


@dataclass(frozen=True, slots=True)
class Named:
    """A live fact as tables name it, and what is right."""

    id: int
    bank: str
    slug: str
    prompt: str
    value: str


@dataclass(frozen=True, slots=True)
class SureWrong:
    """A fact answered in certainty and wrong: `told` is what was believed, in lines; of `claim`, if it judged one."""

    fact: Named
    claim: str
    told: tuple[Text, ...]


def named(db: Session, learner_id: int, fact_ids: Iterable[int]) -> list[Named]:
    """The live ones of facts of banks that the learner may read, in the order given."""
    ids = tuple(fact_ids)
    rows = db.execute(
        select(Fact.id, Bank.slug.label("bank"), Fact.slug, FactRevision.data)
        .join(Bank, Bank.id == Fact.bank_id)
        .join(FactRevision, FactRevision.fact_id == Fact.id)
        .where(Fact.id.in_(ids), readable(user_of(learner_id)), *LIVE_FACT)
    )
    found = {row.id: _named(row) for row in rows}
    return [found[fact_id] for fact_id in ids if fact_id in found]


def _named(row: Any) -> Named:
    fact = fact_from_data(row.data)
    return Named(row.id, row.bank, row.slug, fact.prompt, fact.value.text)


def sure_wrong(db: Session, learner_id: int) -> list[SureWrong]:
    """The facts of which right answers are still wanted after one that was certain and wrong, at most MOST."""
    ids = db.scalars(select(Memory.fact_id).where(*still_wanted(learner_id)).order_by(Memory.fact_id).limit(MOST))
    facts = named(db, learner_id, ids)
    errors = sure_errors(db, learner_id, [fact.id for fact in facts])
    return [_sure_wrong(fact, *errors[fact.id]) if fact.id in errors else SureWrong(fact, "", ()) for fact in facts]


def _sure_wrong(fact: Named, question: Question, response: Response) -> SureWrong:
    return SureWrong(fact, question.stem if question.kind in JUDGING else "", question.told(response))


def recognised_only(given: Sequence[Given]) -> list[int]:
    """Facts whose latest answer that could be guessed was right, and whose latest typed one was wrong.

    `given` has the newest first. Answers in an order or in pairs can be guessed, however seldom.
    """
    picked: dict[str, bool] = {}
    typed: dict[str, bool] = {}
    for each in given:
        latest = picked if each.guess_rate > 0 else typed
        for fact_id, score in each.parts.items():
            latest.setdefault(fact_id, is_right(score))
    return [int(fact_id) for fact_id, right in picked.items() if right and typed.get(fact_id) is False]

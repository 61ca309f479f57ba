"""What a card session is planned from: what is due, what is new, and what the day has brought so far."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import (
    BindParameter,
    Date,
    Executable,
    Integer,
    Select,
    bindparam,
    case,
    exists,
    or_,
    select,
)
from sqlalchemy.orm import Session, aliased

from quizapp.core.card_plan import Due
from quizapp.core.memory import Memory as CoreMemory
from quizapp.storage import card_forms, notices
from quizapp.storage.circulation import LIVE_FACT
from quizapp.storage.database import send
from quizapp.storage.met_banks import all_met
from quizapp.storage.models import (
    Bank,
    Correction,
    Fact,
    FactRevision,
    Memory,
)
from quizapp.storage.readable import feeding
from quizapp.storage.sure_errors import still_wanted
from quizapp.storage.types import AnyRow

MOST_WEIGHED = 600
"""Due facts among which the most valuable are looked for: ten sessions' worth."""
MOST_PASSED_OVER = 200
"""New facts that may wait for more important ones."""

_LEARNER = bindparam("learner_id", type_=Integer)
_TODAY = bindparam("today", type_=Date)
_SOME: BindParameter[int] = bindparam("fact_ids", expanding=True)
_LIVE = aliased(FactRevision)
_IS_LIVE = (_LIVE.to_edition.is_(None), _LIVE.state == "approved")
_COMING = (
    select(
        Memory.fact_id,
        Memory.stability,
        Memory.difficulty,
        Memory.last_study_day,
        Memory.due_day,
        Memory.wanted,
        FactRevision.importance,
        FactRevision.topic,
    )
    .select_from(Memory)
    .join(Fact, Fact.id == Memory.fact_id)
    .where(
        Memory.suspended.is_(False),
        or_(Memory.buried_until.is_(None), Memory.buried_until <= _TODAY),
        Fact.bank_id.in_(feeding(_LEARNER)),
    )
    .limit(MOST_WEIGHED)
)
"""What may come today, by its memory; FactRevision is to be joined."""
_LIVE_COMING = _COMING.join(FactRevision, FactRevision.fact_id == Fact.id).where(*LIVE_FACT)
_MINE = (Memory.learner_id == _LEARNER, Memory.fact_id.in_(_SOME))
# With the due day beside it, SQLite would take the other index.
_SURE = _LIVE_COMING.where(*still_wanted(_LEARNER))
_WAITING = _LIVE_COMING.where(Memory.learner_id == _LEARNER, Memory.wanted == 0, Memory.due_day <= _TODAY).order_by(
    Memory.due_day, Memory.fact_id
)
_CORRECTED = _LIVE_COMING.where(*_MINE)
_RETRACTED = (
    _COMING.join(Correction, Correction.fact_id == Fact.id)
    .join(FactRevision, FactRevision.id == Correction.from_revision_id)
    .where(*_MINE, Correction.kind == "retracted", ~exists().where(_LIVE.fact_id == Fact.id, *_IS_LIVE))
)


def due(db: Session, learner_id: int, today: date) -> list[Due]:
    """What is due today in the learner's banks, at most MOST_WEIGHED facts: sure errors, then the longest due.

    What was corrected, and they have not seen, is among them whether due or not. Several queries, because each then
    reads along its index and sorts nothing.
    """
    corrected = notices.unseen_facts(db, learner_id)
    who = {"learner_id": learner_id, "today": today}
    sure = [row for row in send(db, _SURE, who) if row.due_day <= today]
    rest = send(db, _WAITING, who).all()
    theirs = {**who, "fact_ids": tuple(corrected)}
    changed = send(db, _CORRECTED, theirs).all() if corrected else ()
    gone = _retracted(db, theirs) if corrected else ()
    found = {row.fact_id: row for row in (*gone, *changed, *sure, *rest)}
    return [
        Due(
            row.fact_id,
            CoreMemory(row.stability, row.difficulty, row.last_study_day).recall(today),
            row.importance,
            row.topic,
            row.wanted > 0 or row.fact_id in corrected,
        )
        for row in found.values()
    ]


def _retracted(db: Session, theirs: Mapping[str, object]) -> list[AnyRow]:
    """What was retracted and had a card: it comes once more, to say so."""
    rows = send(db, _RETRACTED, theirs).all()
    cards = card_forms.last_cards(db, [row.fact_id for row in rows])
    return [row for row in rows if row.fact_id in cards]


def _unmet(banks: Select[int]) -> Executable:
    """Facts with an id beyond `after` that were never answered, in order: live ones, retracted ones and drafts.

    Two lists in order are compared: half as dear as looking each fact up, for who has met 100,000.
    """
    met = or_(Memory.stability.is_not(None), Memory.suspended.is_(True), Memory.buried_until > _TODAY)
    after = bindparam("after", type_=Integer)
    facts = select(Fact.id).where(Fact.bank_id.in_(banks), Fact.id > after)
    known = select(Memory.fact_id).where(Memory.learner_id == _LEARNER, Memory.fact_id > after, met)
    return facts.except_(known).order_by("id").limit(bindparam("most", type_=Integer))


_FIRST = bindparam("first", type_=Integer)
_BANKS = feeding(_LEARNER).where(~all_met(_LEARNER))
_ANYWHERE = _unmet(_BANKS)
_IN_FIRST = _unmet(_BANKS.where(Bank.id == _FIRST))
_ELSEWHERE = _unmet(_BANKS.where(Bank.id != _FIRST))
_RANK = case((FactRevision.importance == "must-know", 0), (FactRevision.importance == "should-know", 1), else_=2)
_BY_IMPORTANCE = (
    select(FactRevision.fact_id)
    .where(FactRevision.fact_id.in_(_SOME), *LIVE_FACT)
    .order_by(_RANK, FactRevision.fact_id)
)


def new(db: Session, learner_id: int, limit: int, today: date, first: int | None = None) -> list[int]:
    """Live facts of the learner's banks that they never answered, those of the bank with id `first` before others.

    What is suspended, or buried for `today`, is not among them.
    """
    who = {"learner_id": learner_id, "today": today}
    if first is None:
        return _new(db, _ANYWHERE, who, limit)
    found = _new(db, _IN_FIRST, {**who, "first": first}, limit)
    return found + _new(db, _ELSEWHERE, {**who, "first": first}, limit - len(found))


def _new(db: Session, unmet: Executable, who: Mapping[str, object], limit: int) -> list[int]:
    """Of the next facts that `unmet` finds, what must be known first."""
    found: list[int] = []
    after, most = 0, limit + MOST_PASSED_OVER
    while len(found) < limit:
        some = send(db, unmet, {**who, "after": after, "most": most}).scalars().all()
        found += send(db, _BY_IMPORTANCE, {"fact_ids": tuple(some)}).scalars()
        if len(some) < most:
            break
        after = some[-1]
    return found[: max(limit, 0)]

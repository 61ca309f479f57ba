"""Facts as a learner looks for them, with how they stand with each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session

from quizapp.core.folding import fold
from quizapp.storage.circulation import LIVE_FACT
from quizapp.storage.models import Bank, Fact, FactRevision, Memory, Note
from quizapp.storage.readable import readable, user_of
from quizapp.storage.types import AnyRow, AnySelect

PAGE = 50
MATURE = 21
"""Days of stability from which a fact counts as known."""
LEECH = 8
"""Lapses from which a fact is a leech."""
MOST_WORDS = 10


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for; what is empty or None is not asked about. `state` is a key of `_states`."""

    words: str = ""
    bank_id: int | None = None
    topic: str = ""
    kind: str = ""
    state: str = ""
    after: int = 0


def search(db: Session, learner_id: int | None, wanted: Wanted, today: date) -> tuple[list[AnyRow], int | None]:
    """At most PAGE live facts of the learner's banks after the internal id `after`, and the id to go on after, if any.

    Every word must stand in statement, answers or the learner's own note; case and diacritics do not matter. The
    memory's columns are None for a stranger (no `learner_id`) and for a fact never met.
    """
    known = learner_id if learner_id is not None else 0
    reader = user_of(learner_id) if learner_id is not None else None
    fact_id = _leading(wanted.state)
    found = (
        _searched(known)
        .where(*LIVE_FACT, readable(reader), fact_id > wanted.after, *_wanted(wanted, today))
        .where(*_said(db, known, fold(wanted.words).split()[:MOST_WORDS]))
        .order_by(fact_id)
        .limit(PAGE + 1)
    )
    rows = list(db.execute(found).all())
    return rows[:PAGE], rows[PAGE - 1].id if len(rows) > PAGE else None


def _leading(state: str) -> InstrumentedAttribute[int]:
    """The column of fact ids to read along: the learner's own rows where the state stands in them, and not all facts.

    Of two columns that are equal the databases do not know that the order by one is that by the other.
    """
    return Fact.id if state in ("", "new") else Note.fact_id if state == "marked" else Memory.fact_id


def _searched(learner_id: int) -> AnySelect:
    return (
        select(
            Fact.id,
            Fact.slug,
            Bank.slug.label("bank"),
            FactRevision.topic,
            FactRevision.data["statement"].as_string().label("statement"),
            Memory.stability,
            Memory.difficulty,
            Memory.last_study_day,
            Memory.lapses,
            Memory.wanted,
            Memory.due_day,
            Memory.suspended,
            Memory.buried_until,
            Note.marked,
        )
        .join(FactRevision, FactRevision.fact_id == Fact.id)
        .join(Bank, Bank.id == Fact.bank_id)
        .outerjoin(Memory, and_(Memory.fact_id == Fact.id, Memory.learner_id == learner_id))
        .outerjoin(Note, and_(Note.fact_id == Fact.id, Note.learner_id == learner_id))
    )


def _said(db: Session, learner_id: int, words: Sequence[str]) -> list[Any]:
    """That every word stands in the fact or in the note on it; notes are few, and are folded when they are searched."""
    if not words:
        return []
    written = db.execute(select(Note.fact_id, Note.text).where(Note.learner_id == learner_id, Note.text != ""))
    noted = [(fact_id, fold(text)) for fact_id, text in written]
    return [
        or_(
            FactRevision.folded.contains(word, autoescape=True),
            Fact.id.in_([fact_id for fact_id, text in noted if word in text]),
        )
        for word in words
    ]


def _wanted(wanted: Wanted, today: date) -> list[Any]:
    where: list[Any] = []
    if wanted.bank_id is not None:
        where.append(Fact.bank_id == wanted.bank_id)
    if wanted.topic:
        where.append(FactRevision.topic == wanted.topic)
    if wanted.kind:
        where.append(FactRevision.data["kind"].as_string() == wanted.kind)
    if wanted.state:
        where.append(_states(today)[wanted.state])
    return where


def _states(today: date) -> Mapping[str, Any]:
    """With = and not IS: only then SQLite sees that a fact without a row of the learner's own does not fit."""
    awake = or_(Memory.buried_until.is_(None), Memory.buried_until <= today)
    return {
        "new": Memory.stability.is_(None),
        "due": and_(Memory.due_day <= today, Memory.suspended.is_(False), awake),
        "learning": Memory.stability < MATURE,
        "known": Memory.stability >= MATURE,
        "wrong": Memory.wanted > 0,
        "leech": Memory.lapses >= LEECH,
        "suspended": Memory.suspended == true(),
        "buried": Memory.buried_until > today,
        "marked": Note.marked == true(),
    }


def standing(db: Session, learner_id: int, fact_id: int) -> AnyRow:
    """One fact with the columns of `search`."""
    return db.execute(_searched(learner_id).where(Fact.id == fact_id, *LIVE_FACT)).one()

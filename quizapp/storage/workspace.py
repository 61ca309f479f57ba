"""A bank's brief and lists as editors have them, and the bank that the next edition would be."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Literal

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from quizapp.core.bank import Bank, Sentence, Source
from quizapp.core.bank_data import meta_from_data
from quizapp.core.fact import Fact
from quizapp.core.partial_date import PartialDate
from quizapp.core.plain import plain
from quizapp.core.question import Question
from quizapp.storage import banks, desk
from quizapp.storage.models import Bank as BankRow
from quizapp.storage.models import Workspace

REPLACING = "replacing"
"""In a bank's `data`: the derived questions that go once a draft by hand is published, by that draft's slug."""
NOT_THE_BRIEF = ("loaded", "upstream", "reviewed", "unreviewed", "lost", REPLACING)
"""What a bank's `data` holds beside what describes it."""


def version(db: Session, bank_id: int) -> int:
    """How often the brief and the lists were saved at the desk."""
    return db.scalar(select(Workspace.version).where(Workspace.bank_id == bank_id)) or 0


def data(db: Session, bank_id: int) -> dict[str, Any]:
    """The brief and the lists as JSON: as saved at the desk, or as they are live."""
    saved = db.scalar(select(Workspace.data).where(Workspace.bank_id == bank_id))
    return dict(saved) if saved is not None else live_data(db, bank_id)


def live_data(db: Session, bank_id: int) -> dict[str, Any]:
    """The brief and the lists as they are live."""
    kept = db.execute(select(BankRow.data).where(BankRow.id == bank_id)).scalar_one()
    about = {name: value for name, value in kept.items() if name not in NOT_THE_BRIEF}
    return {**about, **banks.text(db, bank_id)}


def brief(slug: str, saved: dict[str, Any]) -> Bank:
    """`data` as a bank without facts and questions."""
    sources = tuple(
        Source(each["id"], each["name"], PartialDate.parse(each["date"]), each["rights"]) for each in saved["sources"]
    )
    sentences = tuple(Sentence(**each) for each in saved["sentences"])
    return meta_from_data(slug, saved, sentences=sentences, sources=sources)


Which = Literal["live", "ready", "alone", "everything"]
"""live: what is in circulation. ready: with the drafts that a second person accepted, as the next edition takes them.
alone: with all drafts that are not outdated, as somebody alone publishes them. everything: with all drafts."""


def bank(db: Session, bank_id: int, which: Which = "ready", works: list[desk.Work] | None = None) -> Bank:
    """A bank with its questions by hand and none derived, in one of the states above. Only live has the live brief.

    `works` are all its facts, where the caller has read them already.
    """
    row = db.execute(select(BankRow.slug, BankRow.data).where(BankRow.id == bank_id)).one()
    empty = brief(row.slug, live_data(db, bank_id) if which == "live" else data(db, bank_id))
    facts: list[Fact] = [each.fact for each in _chosen(desk.facts(db, bank_id) if works is None else works, which)]
    known = {fact.id for fact in facts}
    by_hand: list[Question] = [each.question for each in _chosen(desk.questions(db, bank_id), which)]
    whole = tuple(question for question in by_hand if known.issuperset(question.facts))
    dropped = empty.dropped if which in ("live", "everything") else _dropped(empty, row.data, whole)
    return replace(empty, facts=tuple(facts), questions=whole, dropped=dropped)


def beside(db: Session, bank_id: int, fact: str) -> Bank:
    """A bank as the check of one thing needs it: with all drafts of facts, and questions by hand about `fact` alone.

    Reading all questions costs as much as the facts do, and a check is made at every pause of whoever types.
    """
    slug = db.scalars(select(BankRow.slug).where(BankRow.id == bank_id)).one()
    facts = tuple(each.fact for each in _chosen(desk.facts(db, bank_id), "everything"))
    by_hand = [each.question for each in _chosen(desk.questions(db, bank_id, about=fact), "everything")] if fact else []
    known = {each.id for each in facts}
    whole = tuple(question for question in by_hand if known.issuperset(question.facts))
    return replace(brief(slug, data(db, bank_id)), facts=facts, questions=whole)


def _dropped(bank: Bank, data: Mapping[str, Any], by_hand: tuple[Question, ...]) -> tuple[str, ...]:
    """What is dropped by now, and what these questions by hand replace."""
    there = {question.id for question in by_hand}
    replaced = (derived for question, derived in data.get(REPLACING, {}).items() if question in there)
    return tuple(dict.fromkeys((*bank.dropped, *replaced)))


def _chosen(works: list[desk.Work], which: Which) -> list[desk.Wording]:
    chosen = []
    for work in works:
        taken = {
            "live": False,
            "ready": work.ready,
            "alone": not work.outdated,
            "everything": True,
        }[which]
        wording = work.draft if work.draft and taken else work.live
        if wording and not wording.withdrawn:
            chosen.append(wording)
    return chosen


def add_source(db: Session, bank_id: int, source: Source) -> None:
    """Add a source to what is saved at the desk, where anything is."""
    saved = db.scalar(select(Workspace.data).where(Workspace.bank_id == bank_id))
    if saved is not None and source.id not in {each["id"] for each in saved["sources"]}:
        amend(db, bank_id, sources=[*saved["sources"], plain(source)])


def amend(db: Session, bank_id: int, **parts: Any) -> None:
    """Change parts of what is saved at the desk to what is live by now. Who has the lists open is told of it."""
    saved = db.scalars(select(Workspace.data).where(Workspace.bank_id == bank_id)).one()
    values = {"data": {**saved, **parts}, "version": Workspace.version + 1}
    db.execute(update(Workspace).where(Workspace.bank_id == bank_id).values(values))


def unread_by_others(db: Session, bank_id: int, user_id: int | None) -> bool:
    """Whether the brief or the lists were changed last by this user, and not published since."""
    return db.scalar(select(Workspace.by_id).where(Workspace.bank_id == bank_id)) == user_id


def settle(db: Session, bank_id: int) -> None:
    """Note that what is saved is published."""
    db.execute(update(Workspace).where(Workspace.bank_id == bank_id).values(by_id=None))


def changed(db: Session, bank_id: int) -> bool:
    """Whether the brief or the lists were changed at the desk and not published since."""
    return db.scalar(select(Workspace.by_id).where(Workspace.bank_id == bank_id)) is not None

"""A bank's brief and lists as editors have them, and the bank that the next edition would be."""

from dataclasses import replace
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from quizapp.core.bank import Bank, Sentence, Source
from quizapp.core.bank_data import meta_from_data
from quizapp.core.fact import Fact
from quizapp.core.partial_date import PartialDate
from quizapp.core.question import Question
from quizapp.storage import banks, desk
from quizapp.storage.models import Bank as BankRow
from quizapp.storage.models import Workspace

NOT_THE_BRIEF = ("loaded", "upstream", "reviewed", "lost")
"""What a bank's `data` holds beside what describes it."""


def version(db: Session, bank_id: int) -> int:
    """How often the brief and the lists were saved at the desk."""
    return db.scalar(select(Workspace.version).where(Workspace.bank_id == bank_id)) or 0


def data(db: Session, bank_id: int) -> dict[str, Any]:
    """The brief and the lists as JSON: as saved at the desk, or as they are live."""
    saved = db.scalar(select(Workspace.data).where(Workspace.bank_id == bank_id))
    if saved is not None:
        return dict(saved)
    row = db.execute(select(BankRow.slug, BankRow.data).where(BankRow.id == bank_id)).one()
    shown = banks.show(db, row.slug) or {}
    about = {name: value for name, value in row.data.items() if name not in NOT_THE_BRIEF}
    return {**about, "sentences": shown["sentences"], "sources": shown["sources"]}


def brief(slug: str, saved: dict[str, Any]) -> Bank:
    """`data` as a bank without facts and questions."""
    sources = tuple(
        Source(each["id"], each["name"], PartialDate.parse(each["date"]), each["rights"]) for each in saved["sources"]
    )
    sentences = tuple(Sentence(**each) for each in saved["sentences"])
    return meta_from_data(slug, saved, sentences=sentences, sources=sources)


def bank(db: Session, bank_id: int, *, alone: bool = False, everything: bool = False) -> Bank:
    """The bank that the next edition would be, with its questions by hand and none derived.

    Of drafts it has those that a second person accepted; `alone` all that are written, as somebody alone may publish
    them; `everything` those that are outdated, too, as the desk shows them.
    """
    slug = db.scalar(select(BankRow.slug).where(BankRow.id == bank_id)) or ""
    empty = brief(slug, data(db, bank_id))
    facts: list[Fact] = [each.fact for each in _chosen(desk.facts(db, bank_id), alone, everything)]
    known = {fact.id for fact in facts}
    by_hand: list[Question] = [each.question for each in _chosen(desk.questions(db, bank_id), alone, everything)]
    whole = tuple(question for question in by_hand if known.issuperset(question.facts))
    return replace(empty, facts=tuple(facts), questions=whole)


def _chosen(works: list[desk.Work], alone: bool, everything: bool) -> list[desk.Wording]:
    chosen = []
    for work in works:
        taken = work.ready or (alone and not work.outdated) or everything
        wording = work.draft if work.draft and taken else work.live
        if wording:
            chosen.append(wording)
    return chosen


def unread_by_others(db: Session, bank_id: int, user_id: int | None) -> bool:
    """Whether the brief or the lists were changed last by this user, and not published since."""
    return db.scalar(select(Workspace.by_id).where(Workspace.bank_id == bank_id)) == user_id


def settle(db: Session, bank_id: int) -> None:
    """Note that what is saved is published."""
    db.execute(update(Workspace).where(Workspace.bank_id == bank_id).values(by_id=None))

"""Whether a second person has reviewed what is live of a bank.

What somebody published alone is named in the bank's `data` until somebody else has accepted a later wording of it, or
has read it as it is (`vouch`). As long as anything live is named there, readers are told. What came from files counts
as reviewed; what a correction says has a second reading of its own.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from quizapp.actions.desk.record import Signature, lock_bank, record, subject
from quizapp.actions.desk.review import FACT, QUESTION, Draft, Moved, OwnWork, work
from quizapp.storage import desk, workspace
from quizapp.storage.desk import Work

UNREVIEWED, REVIEWED = "unreviewed", "reviewed"
BRIEF = "brief"


@dataclass(frozen=True, slots=True)
class Hands:
    """Whose hands an edition has gone through: names of what its publisher did `alone`, and of what was `seconded`."""

    alone: frozenset[str]
    seconded: frozenset[str]


def name(what: str, slug: str) -> str:
    """How a fact or question is named."""
    return f"{what}/{slug}"


def unreviewed(db: Session, bank_id: int) -> frozenset[str]:
    """What is live and no second person has reviewed: names of facts and questions, and BRIEF."""
    data = desk.bank_row(db, bank_id).data
    if UNREVIEWED in data or data.get(REVIEWED, True):
        return frozenset(data.get(UNREVIEWED, ()))
    return frozenset(_live(db, bank_id))  # Published alone before it was noted what.


def hands(db: Session, bank_id: int, user_id: int | None, alone: bool) -> Hands:
    """Whose hands the next edition has gone through, asked before it is published. `alone` as `may_alone` says."""
    works = _works(db, bank_id)
    seconded = {each for each, work in works.items() if work.ready}
    own = {each for each, work in works.items() if alone and work.draft and not work.outdated} - seconded
    if not alone or not workspace.unread_by_others(db, bank_id, user_id):
        seconded |= {BRIEF} if not alone or workspace.changed(db, bank_id) else set()
    else:
        own.add(BRIEF)
    return Hands(frozenset(own), frozenset(seconded))


def label(db: Session, bank_id: int, through: Hands, before: frozenset[str]) -> None:
    """Note what of the new edition nobody else has reviewed; `before` is what that was of the last one."""
    _note(db, bank_id, ((before - through.seconded) | through.alone) & _live(db, bank_id))


def vouch(db: Session, sign: Signature, bank_id: int, seen: Draft) -> None:
    """Note that somebody has read what is live of a fact or question, and found it right. Raises OwnWork or Moved.

    `seen` is the live revision they looked at. The caller called `write`, and commits.
    """
    bank_slug = lock_bank(db, bank_id)
    found, before = work(db, bank_id, seen.what, seen.slug), unreviewed(db, bank_id)
    this = name(seen.what, seen.slug)
    if found is None or found.live is None or found.live.number != seen.number or this not in before:
        raise Moved(seen.slug)
    if found.live.author_id == sign.user_id:
        raise OwnWork(seen.slug)
    _note(db, bank_id, before - {this})
    entry = subject(bank_slug, "reading", f"{this}/{seen.number}")
    record(db, sign, f"vouch {seen.what}", entry, {"reviewed": False}, {"reviewed": True})


def _note(db: Session, bank_id: int, names: frozenset[str]) -> None:
    row = desk.bank_row(db, bank_id)
    if names or REVIEWED in row.data:
        row.data = {**row.data, REVIEWED: not names, UNREVIEWED: sorted(names)}
        db.flush()


def _works(db: Session, bank_id: int) -> dict[str, Work]:
    both: dict[str, Any] = {FACT: desk.facts, QUESTION: desk.questions}
    return {name(what, each.slug): each for what, read in both.items() for each in read(db, bank_id)}


def _live(db: Session, bank_id: int) -> set[str]:
    return {BRIEF} | {each for each, work in _works(db, bank_id).items() if work.live}

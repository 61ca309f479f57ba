"""Save a fact or a hand-written question as a draft. Nothing is overwritten: every save is a revision of its own.

Who saves says on which revision they built. Where somebody saved another one meanwhile, nothing is written and both
are handed back, to be merged.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from quizapp.actions.desk.record import Signature, lock_bank, record, subject, told
from quizapp.actions.load_bank.history import FACTS, QUESTIONS, Track
from quizapp.actions.load_bank.items import Item, fact_item, question_item
from quizapp.core.fact import Fact
from quizapp.core.question import Question
from quizapp.storage import desk
from quizapp.storage.desk import WAITING, Work
from quizapp.storage.models import Fact as FactRow
from quizapp.storage.models import FactRevision, QuestionRevisionFact


class Conflict(Exception):
    """Somebody saved another revision since; `theirs` is how the thing stands now."""

    def __init__(self, theirs: Work) -> None:
        """Hold what stands."""
        super().__init__(theirs.slug)
        self.theirs = theirs


class Taken(ValueError):
    """The id of something new is used already."""


class Unknown(ValueError):
    """A question tests a fact that the bank does not have; the argument is its id."""


def save_fact(db: Session, sign: Signature, bank_id: int, fact: Fact, base: int | None) -> bool:
    """Save `fact` on the revision `base` (internal id; None for a new one). False where nothing differs from it.

    Raises Conflict or Taken. The caller called `write`, and commits.
    """
    slug = lock_bank(db, bank_id)
    before = next(iter(desk.facts(db, bank_id, fact.id)), None)
    if not _differs(before, fact, base):
        return False
    extra = {"reason": sign.why, "author_id": sign.user_id, "at": sign.at, "state": "draft"}
    _save(db, FACTS, bank_id, before, fact_item(fact), extra)
    after = desk.facts(db, bank_id, fact.id)[0]
    record(db, sign, "save fact", subject(slug, "fact", fact.id), told(before), told(after))
    return True


def save_question(db: Session, sign: Signature, bank_id: int, question: Question, base: int | None) -> bool:
    """Save a question by hand, likewise. Raises Conflict, Taken or Unknown."""
    slug = lock_bank(db, bank_id)
    before = next(iter(desk.questions(db, bank_id, question.id)), None)
    if not _differs(before, question, base):
        return False
    save_item(db, sign, bank_id, before, question_item(question))
    after = desk.questions(db, bank_id, question.id)[0]
    record(db, sign, "save question", subject(slug, "question", question.id), told(before), told(after))
    return True


def save_item(db: Session, sign: Signature, bank_id: int, before: Work | None, item: Item) -> None:
    """Write a draft of a question with what it stands on. Raises Unknown. Nothing is recorded."""
    bases = _bases(db, bank_id, item)
    extra = {"author_id": sign.user_id, "at": sign.at, "state": "draft"}
    revision_id = _save(db, QUESTIONS, bank_id, before, item, extra)
    db.execute(insert(QuestionRevisionFact), [{"question_revision_id": revision_id, **each} for each in bases])


def _differs(before: Work | None, thing: Fact | Question, base: int | None) -> bool:
    """Whether there is something to save. Raises Conflict or Taken."""
    latest = before.latest if before else None
    if latest is None:
        return True
    if base is None:
        raise Taken(thing.id)
    if latest.id != base and before is not None:
        raise Conflict(before)
    return bool(latest.thing != thing or latest.withdrawn)


def _save(db: Session, track: Track, bank_id: int, before: Work | None, item: Item, extra: Mapping[str, Any]) -> int:
    """Write the next revision, in place of a draft that waited; returns its id."""
    table: Any = track.revision
    owner = getattr(table, track.owner)
    of_id = before.id if before else _identity(db, track, bank_id, item)
    theirs = (owner == of_id, table.from_edition.is_(None), table.file_digest.is_(None), table.state.in_(WAITING))
    db.execute(update(table).where(*theirs).values(state="replaced"))
    number = (db.scalar(select(func.max(table.number)).where(owner == of_id)) or 0) + 1
    values = {
        track.owner: of_id,
        "number": number,
        "digest": item.digest,
        "file_digest": None,
        **extra,
        **item.revision,
    }
    revision_id: int = db.scalars(insert(table).returning(table.id), [values]).one()
    return revision_id


def _identity(db: Session, track: Track, bank_id: int, item: Item) -> int:
    """The row of the thing itself, made where there is none; what was dropped before comes back under its id."""
    table = track.identity
    found = db.scalar(select(table.id).where(table.bank_id == bank_id, table.slug == item.slug))
    if found is not None:
        return found
    values = {"bank_id": bank_id, "slug": item.slug, **item.identity}
    return db.scalars(insert(table).returning(table.id), [values]).one()


def _bases(db: Session, bank_id: int, item: Item) -> list[dict[str, Any]]:
    """What a question stands on, each fact by its latest revision. Raises Unknown."""
    rows = db.execute(
        select(FactRow.slug, FactRow.id, func.max(FactRevision.id))
        .join(FactRevision, FactRevision.fact_id == FactRow.id)
        .where(FactRow.bank_id == bank_id, FactRow.slug.in_([each.fact for each in item.basis]))
        .group_by(FactRow.slug, FactRow.id)
    )
    known = {slug: (fact_id, revision_id) for slug, fact_id, revision_id in rows}
    for each in item.basis:
        if each.fact not in known:
            raise Unknown(each.fact)
    return [
        {
            "role": each.role,
            "part": each.part,
            "fact_id": known[each.fact][0],
            "fact_revision_id": known[each.fact][1],
        }
        for each in item.basis
    ]

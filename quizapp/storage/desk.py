"""What editors work on: the facts and questions of a bank with what is live of each and what waits, and its brief."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from quizapp.core.fact import Fact
from quizapp.core.fact_data import fact_from_data
from quizapp.core.kinds import KINDS
from quizapp.core.question import Question
from quizapp.storage.models import Bank, FactRevision, QuestionRevision, QuestionRevisionFact, User
from quizapp.storage.models import Fact as FactRow
from quizapp.storage.models import Question as QuestionRow
from quizapp.storage.types import AnyRow

WITHDRAWN = "withdrawn"
"""In the data of a question's draft: why it is to go out of circulation."""
WAITING = ("draft", "review", "accepted")
"""States of a draft that may still go live."""


@dataclass(frozen=True, slots=True)
class Wording:
    """A revision of a fact or question, with who wrote it (an internal user id, and their name)."""

    id: int
    number: int
    state: str
    thing: Any
    author_id: int | None
    author: str
    reason: str
    at: datetime
    withdrawn: str = ""
    """Of a question's draft: why it is to go out of circulation; empty where it is to stay."""

    @property
    def fact(self) -> Fact:
        """The fact that it says."""
        fact: Fact = self.thing
        return fact

    @property
    def question(self) -> Question:
        """The question that it says."""
        question: Question = self.thing
        return question


@dataclass(frozen=True, slots=True)
class Work:
    """A fact or hand-written question: what is `live`, the `draft` editors made, and what the files say since.

    A draft that is older than what is live is `outdated`: it has to be merged before it can go on.
    """

    id: int
    slug: str
    live: Wording | None
    draft: Wording | None
    upstream: Wording | None

    @property
    def outdated(self) -> bool:
        """Whether something else went live after the draft was begun."""
        return bool(self.draft and self.live and self.draft.number < self.live.number)

    @property
    def latest(self) -> Wording | None:
        """What an editor goes on from; None where it was dropped or retracted."""
        return self.draft or self.live

    @property
    def ready(self) -> bool:
        """Whether the next edition takes the draft in."""
        return bool(self.draft and self.draft.state == "accepted" and not self.outdated)


def bank_row(db: Session, bank_id: int) -> Bank:
    """The bank's row, as it is now."""
    return db.scalars(select(Bank).where(Bank.id == bank_id).execution_options(populate_existing=True)).one()


def facts(db: Session, bank_id: int, slug: str | None = None) -> list[Work]:
    """All facts that are live or worked on, in the order in which they were added; or the one with a slug."""
    table = FactRevision
    rows = db.execute(
        select(
            FactRow.id.label("of_id"),
            FactRow.slug,
            *(table.id, table.number, table.state, table.data, table.file_digest, table.reason, table.at),
            *(table.from_edition, table.to_edition, table.author_id, User.shown_name),
        )
        .join(table, table.fact_id == FactRow.id)
        .outerjoin(User, User.id == table.author_id)
        .where(FactRow.bank_id == bank_id, *([FactRow.slug == slug] if slug else []))
        .order_by(FactRow.id, table.number)
    )
    return _works(rows, lambda row: fact_from_data(row.data), lambda row: row.reason)


def questions(db: Session, bank_id: int, slug: str | None = None, about: str | None = None) -> list[Work]:
    """All questions by hand, likewise; or those of which any revision tests the fact `about`."""
    table = QuestionRevision
    found = (QuestionRow.bank_id == bank_id, QuestionRow.origin == "hand")
    rows = db.execute(
        select(
            QuestionRow.id.label("of_id"),
            *(QuestionRow.slug, QuestionRow.kind),
            *(table.id, table.number, table.state, table.data, table.file_digest, table.at),
            *(table.from_edition, table.to_edition, table.author_id, User.shown_name),
        )
        .join(table, table.question_id == QuestionRow.id)
        .outerjoin(User, User.id == table.author_id)
        .where(*found, *([QuestionRow.slug == slug] if slug else []), *_about(bank_id, about))
        .order_by(QuestionRow.id, table.number)
    ).all()
    tested = _tested(db, [row.id for row in rows])
    return _works(rows, lambda row: _question(row, tuple(tested.get(row.id, ()))), lambda row: "")


def _about(bank_id: int, fact: str | None) -> list[ColumnElement[bool]]:
    if fact is None:
        return []
    tests = select(QuestionRevision.question_id).join(
        QuestionRevisionFact, QuestionRevisionFact.question_revision_id == QuestionRevision.id
    )
    of_fact = tests.join(FactRow, FactRow.id == QuestionRevisionFact.fact_id).where(
        FactRow.bank_id == bank_id, FactRow.slug == fact, QuestionRevisionFact.role == "tested"
    )
    return [QuestionRow.id.in_(of_fact)]


def _question(row: AnyRow, facts: tuple[str, ...]) -> Question:
    data = {name: value for name, value in row.data.items() if name != WITHDRAWN}
    return KINDS[row.kind].load(row.slug, facts, data)


def _works(rows: Any, thing: Any, reason: Any) -> list[Work]:
    by_id: dict[int, list[AnyRow]] = defaultdict(list)
    for row in rows:
        by_id[row.of_id].append(row)
    found = (_work(of_id, revisions, thing, reason) for of_id, revisions in by_id.items())
    return [work for work in found if work.latest or work.upstream]


def _work(of_id: int, rows: list[AnyRow], thing: Any, reason: Any) -> Work:
    live = _last(row for row in rows if row.state == "approved" and row.to_edition is None)
    waiting = [row for row in rows if row.from_edition is None and row.state in WAITING]
    draft = _last(row for row in waiting if row.file_digest is None)
    upstream = _last(row for row in waiting if row.file_digest is not None)

    def wording(row: AnyRow | None) -> Wording | None:
        if row is None:
            return None
        by = row.shown_name or ""
        withdrawn = row.data.get(WITHDRAWN, "")
        return Wording(row.id, row.number, row.state, thing(row), row.author_id, by, reason(row), row.at, withdrawn)

    return Work(of_id, rows[0].slug, wording(live), wording(draft), wording(upstream))


def _last(rows: Any) -> Any:
    return max(rows, key=lambda row: row.number, default=None)


def _tested(db: Session, revision_ids: list[int]) -> Mapping[int, list[str]]:
    table = QuestionRevisionFact
    rows = db.execute(
        select(table.question_revision_id, FactRow.slug)
        .join(FactRow, FactRow.id == table.fact_id)
        .where(table.question_revision_id.in_(revision_ids), table.role == "tested")
        .order_by(table.question_revision_id, table.part)
    )
    tested: dict[int, list[str]] = defaultdict(list)
    for revision_id, slug in rows:
        tested[revision_id].append(slug)
    return tested

"""A small bank about an invented harbour, and what tests do with it: load it, show it, edit it as the app would."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from quizapp.actions.load_bank import Loaded, load
from quizapp.core.bank import Bank, Brief, Party, Sentence, Source, Topic
from quizapp.core.derive import derive
from quizapp.core.digest import digest
from quizapp.core.fact import AsOf, Fact, Quote, TextValue, Trap
from quizapp.core.kinds.truefalse import Truefalse
from quizapp.core.partial_date import PartialDate
from quizapp.core.question import Question as CoreQuestion
from quizapp.storage.banks import show
from quizapp.storage.base import Base
from quizapp.storage.database import write
from quizapp.storage.models import Bank as BankRow
from quizapp.storage.models import Fact as FactRow
from quizapp.storage.models import FactRevision, Question, QuestionRevision

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
AS_OF = AsOf(PartialDate(2001, 5), "May 2001")
PEOPLE = {
    "builder": ("Ada Moen", "built the tower"),
    "keeper": ("Bo Lund", "kept the lamp"),
    "painter": ("Cleo Rask", "painted the door"),
    "pilot": ("Dag Lie", "steered the ferry"),
    "mayor": ("Eva Holm", "opened the quay"),
}


def fact(id: str, who: str = "", did: str = "", **changes: Any) -> Fact:
    """Who did something; with one trap only, so that one more distractor comes from another fact."""
    name, deed = PEOPLE.get(id, (who, did))
    name = who or name
    sound = Fact(
        id=id,
        statement=f"{name} {deed}.",
        prompt=f"Who {deed}?",
        cloze=f"It was {{{name}}} who {deed}.",
        kind="person",
        value=TextValue(name),
        speaker="the article",
        party="article",
        stance="stated",
        as_of=AS_OF,
        topic="people",
        importance="nice",
        group="people",
        evidence=((Quote("s01", name),),),
        traps=(Trap(f"Nobody of the {id}", "There is no such person."),),
    )
    return replace(sound, **changes)


def by_hand(id: str = "hand", tests: str = "builder", **changes: Any) -> CoreQuestion:
    """A claim written by hand."""
    return replace(Truefalse(id, (tests,), "The tower was built by one, not by two.", True, why="So."), **changes)


def bank(facts: Sequence[Fact] = (), questions: Sequence[CoreQuestion] = (by_hand(),), **changes: Any) -> Bank:
    """A bank of these facts, or of all PEOPLE, with what is derived from them."""
    facts = tuple(facts) or tuple(map(fact, PEOPLE))
    names = " ".join(value.value.text for value in facts)
    brief = Brief("Harbour", "A harbour.", "en", AS_OF, "Invented.", (Sentence("s01", 1, names),))
    sound = Bank(
        slug="harbour",
        brief=brief,
        topics=(Topic("people", "People"),),
        parties=(Party("article", "the article"),),
        facts=facts,
        questions=(*questions, *derive(facts)),
        sources=(Source("almanac", "Almanac", PartialDate(2002)),),
    )
    return replace(sound, **changes)


def changed(**facts: Fact | None) -> Bank:
    """The bank of all PEOPLE with some facts replaced, added or (by None) left out. The sentence stays as it was."""
    made = {id: fact(id) for id in PEOPLE} | facts
    brief = bank().brief
    return bank([each for each in made.values() if each], brief=brief)


def loaded(session: Session, bank: Bank, **options: Any) -> Loaded:
    """Load and commit, as every caller does."""
    write(session)
    done = load(session, bank, NOW, **options)
    session.commit()
    return done


def shown(session: Session) -> dict[str, Any]:
    """The bank as it is shown."""
    found = show(session, "harbour")
    assert found
    return found


def questions(session: Session) -> dict[str, Any]:
    """What is shown of every question, by slug."""
    return {each["id"]: each for each in shown(session)["questions"]}


def revisions(session: Session, slug: str) -> list[Any]:
    """All revisions of a fact or question, oldest first."""
    identity, revision, owner = _tables(session, slug)
    return list(
        session.scalars(
            select(revision)
            .join(identity, owner == identity.id)
            .where(identity.slug == slug)
            .order_by(revision.number)
            .execution_options(populate_existing=True)
        )
    )


def counts(session: Session) -> dict[str, int]:
    """Rows by table."""
    return {
        table.name: session.scalar(select(func.count()).select_from(table)) or 0
        for table in Base.metadata.sorted_tables
    }


def edit(session: Session, slug: str, **data: Any) -> None:
    """Edit a fact or question as the app does: a new live revision, which remembers the file it came from."""
    write(session)
    old = revisions(session, slug)[-1]
    edition = (session.scalar(select(BankRow.edition)) or 0) + 1
    old.state, old.to_edition = "superseded", edition - 1
    session.flush()
    columns = {column.name: getattr(old, column.name) for column in old.__table__.columns if column.name != "id"}
    content = {**old.data, **data}
    columns |= {"number": old.number + 1, "data": content, "digest": digest(content), "state": "approved"}
    session.add(type(old)(**{**columns, "from_edition": edition, "to_edition": None}))
    session.query(BankRow).update({"edition": edition})
    session.commit()


def retract(session: Session, slug: str) -> None:
    """Retract a fact or question as the app does."""
    write(session)
    live = revisions(session, slug)[-1]
    live.state, live.to_edition = "retracted", live.from_edition
    session.commit()


def _tables(session: Session, slug: str) -> tuple[Any, Any, Any]:
    if session.scalar(select(FactRow.id).where(FactRow.slug == slug)):
        return FactRow, FactRevision, FactRevision.fact_id
    return Question, QuestionRevision, QuestionRevision.question_id

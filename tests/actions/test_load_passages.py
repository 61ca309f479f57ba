"""A derived question on several facts: it stands on the live revision of each, whichever of them changed."""

from dataclasses import replace

from actions.harbour import PEOPLE, bank, fact, loaded, questions, revisions
from sqlalchemy.orm import Session

from quizapp.core.bank import Bank, Sentence
from quizapp.core.fact import Fact, Quote

SLUG = "builder.spot.1"


def spread(**changes: Fact | None) -> Bank:
    """The bank with every fact on a sentence of its own, the builder alone a must-know."""
    facts = {id: told(id, number) for number, id in enumerate(PEOPLE, start=1)} | changes
    made = bank([each for each in facts.values() if each])
    sentences = tuple(
        Sentence(f"s0{number}", 1, f"It was {who}.") for number, (who, _) in enumerate(PEOPLE.values(), 1)
    )
    return replace(made, brief=replace(made.brief, sentences=sentences))


def told(id: str, number: int, **changes: object) -> Fact:
    evidence = ((Quote(f"s0{number}", PEOPLE[id][0]),),)
    return fact(id, evidence=evidence, importance="must-know" if id == "builder" else "nice", **changes)


def passage(session: Session) -> str:
    return " ".join(line["text"] for line in questions(session)[SLUG]["data"]["passage"])


def test_a_passage_follows_a_fact_beside_its_own(session: Session) -> None:
    loaded(session, spread())
    assert "painted the door" in passage(session)
    changed = told(
        "painter", 3, statement="Cleo Rask painted the mast.", cloze="It was {Cleo Rask} who painted the mast."
    )
    loaded(session, spread(painter=changed))
    assert "painted the mast" in passage(session)
    assert [each.state for each in revisions(session, SLUG)] == ["superseded", "approved"]


def test_a_passage_goes_on_without_a_fact_that_is_gone(session: Session) -> None:
    loaded(session, spread())
    loaded(session, spread(painter=None))
    assert "painted" not in passage(session)
    assert "kept the lamp" in passage(session)


def test_a_passage_stays_when_another_fact_comes(session: Session) -> None:
    loaded(session, spread(pilot=None, mayor=None))
    before = passage(session)
    loaded(session, spread())
    assert passage(session) == before
    assert len(revisions(session, SLUG)) == 1

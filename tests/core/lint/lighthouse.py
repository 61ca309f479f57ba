"""Small banks about an invented lighthouse, sound unless a test spoils them."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from quizapp.core.bank import Bank, Brief, Party, Sentence, Source, Term, Topic
from quizapp.core.fact import AsOf, DateValue, Fact, NumberValue, Quote, TextValue, Trap
from quizapp.core.kinds.choice import Choice
from quizapp.core.kinds.match import Match, Pair
from quizapp.core.kinds.order import Item, Order
from quizapp.core.kinds.several import Several
from quizapp.core.kinds.text import TypedText
from quizapp.core.kinds.truefalse import Truefalse
from quizapp.core.kinds.verdict import Verdict
from quizapp.core.option import Option, in_order
from quizapp.core.partial_date import PartialDate
from quizapp.core.question import Question

AS_OF = AsOf(PartialDate(2001, 5), "May 2001", inferred=True, why="by the weather")
SENTENCES = {
    "s01": "The lighthouse at Skerry Point was built by Ada Moen in 1903 and is about 40 metres high.",
    "s02": "The harbour council blames the ferry company for the broken lamp.",
}
FEET = NumberValue(Decimal(40), "metres", "about", "about 40 metres", Decimal(10))


def fact(id: str = "builder", **changes: Any) -> Fact:
    """Who built it, in the article's own voice."""
    sound = Fact(
        id=id,
        statement="The lighthouse at Skerry Point was built by Ada Moen.",
        prompt="Who built the lighthouse at Skerry Point?",
        cloze="The lighthouse at Skerry Point was built by {Ada Moen}.",
        kind="person",
        value=TextValue("Ada Moen"),
        speaker="the article",
        party="article",
        stance="stated",
        as_of=AS_OF,
        topic="tower",
        importance="nice",
        group="people",
        evidence=((Quote("s01", "Ada Moen"),),),
        traps=(Trap("Bo Lund", "He kept the lamp."), Trap("Cleo Rask", "She painted the door.")),
    )
    return replace(sound, **changes)


def height(**changes: Any) -> Fact:
    """How high it is: about 40 metres."""
    sound = fact(
        "height",
        statement="The lighthouse at Skerry Point is about 40 metres high.",
        prompt="About how high is the lighthouse at Skerry Point?",
        cloze="The lighthouse at Skerry Point is {about 40 metres} high.",
        kind="number",
        value=FEET,
        group="sizes",
        evidence=((Quote("s01", "about 40 metres"),),),
        traps=(
            Trap("about 60 metres", "That is the cliff.", number=Decimal(60)),
            Trap("about 20 metres", "That is the hut.", number=Decimal(20)),
        ),
    )
    return replace(sound, **changes)


def blame(**changes: Any) -> Fact:
    """An accusation with its speaker."""
    sound = fact(
        "blame",
        statement="The harbour council blames the ferry company for the broken lamp.",
        prompt="Whom does the harbour council blame for the broken lamp?",
        cloze="The harbour council blames {the ferry company} for the broken lamp.",
        kind="organisation",
        value=TextValue("the ferry company"),
        speaker="the Harbour council",
        party="council",
        stance="claimed",
        group="bodies",
        evidence=((Quote("s02", "the ferry company"),),),
        critical_of=("ferry",),
        traps=(Trap("the coast guard", "It is not mentioned."), Trap("the post office", "It is not mentioned.")),
    )
    return replace(sound, **changes)


def choice(*wrong: str, key: str = "Ada Moen", id: str = "who", **changes: Any) -> Question:
    """A choice by hand with `key` and the `wrong` options, all explained."""
    made = (Option(key, right=True), *(Option(text, why="It is not so.") for text in wrong or ("Bo Lund", "Cleo Rask")))
    stem = changes.pop("stem", "Which person built the tower that stands there?")
    return replace(Choice(id, ("builder",), stem, in_order(made)), **changes)


def several(*options: Option, **changes: Any) -> Question:
    """Several options, of which some are right."""
    return replace(
        Several("some", ("builder",), "Which of these are known there? Choose all.", in_order(options)), **changes
    )


def pairs(*extra: str, turned: bool = False) -> Question:
    """Two pairs, and right sides that fit nothing; `turned` swaps the right sides."""
    names = ("Dag Lie", "Ada Moen") if turned else ("Ada Moen", "Dag Lie")
    made = (Pair("the tower", names[0], "builder"), Pair("the lamp", names[1], "lamp"))
    stem = "Match what was built with its builder."
    return Match("pairs", ("builder", "lamp"), stem, pairs=made, extra=extra, why="So.")


def order(*facts: str) -> Question:
    """These facts in order."""
    items = tuple(Item(f"the {id}", id, place) for place, id in enumerate(facts, start=1))
    return Order("order", facts, "Put these in order, the highest first.", items=items, why="So.")


def text(stem: str, *accept: str) -> Question:
    """A typed answer."""
    return TypedText("typed", ("builder",), stem, accept or ("Ada Moen",), why="It is so.")


def claim(stem: str, label: Any, *evidence: str, tests: str = "builder", **changes: Any) -> Question:
    """A claim to be judged."""
    sets = (evidence,) if evidence else ()
    return replace(Verdict("claim", (tests,), stem, label, evidence=sets, why="It is so."), **changes)


def true_or_false(stem: str, right: bool, tests: str = "builder", **changes: Any) -> Question:
    """A claim that is true or false."""
    return replace(Truefalse("contrast", (tests,), stem, right, why="It is so."), **changes)


def bank(*items: Fact | Question, **changes: Any) -> Bank:
    """A bank of these facts and questions; without facts, of the builder's."""
    facts = tuple(item for item in items if isinstance(item, Fact)) or (fact(),)
    brief = Brief(
        title="Skerry Point",
        summary="A lighthouse.",
        language="en",
        as_of=AS_OF,
        cited="Invented.",
        sentences=tuple(Sentence(id, place, text) for place, (id, text) in enumerate(SENTENCES.items(), start=1)),
    )
    sound = Bank(
        slug="skerry",
        brief=brief,
        topics=(Topic("tower", "The tower"),),
        parties=(Party("article", "the article"), Party("council", "the council"), Party("ferry", "the ferry company")),
        facts=facts,
        questions=tuple(item for item in items if isinstance(item, Question)),
        sources=(Source("almanac", "Almanac", PartialDate(2002)),),
        terms=(Term("eyesore", "old tower", "It takes a side."),),
        lines={each.id: ("facts.yaml", place) for place, each in enumerate(facts, start=2)},
    )
    return replace(sound, **changes)


def since(year: int) -> AsOf:
    """The first of a later year."""
    return AsOf(PartialDate(year), str(year))


def built(date: str, **changes: Any) -> Fact:
    """When it was built."""
    sound = fact(
        "built",
        statement="The lighthouse at Skerry Point was built in 1903.",
        prompt="In which year was the lighthouse at Skerry Point built?",
        cloze="The lighthouse at Skerry Point was built in {1903}.",
        kind="date",
        value=DateValue(PartialDate.parse(date), date),
        group="dates",
        evidence=((Quote("s01", "1903"),),),
        traps=(),
    )
    return replace(sound, **changes)

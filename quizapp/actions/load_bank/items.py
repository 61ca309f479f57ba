"""A bank made ready to be written: all that takes time and needs no database, so that it comes before the lock."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from quizapp.core.bank import Bank
from quizapp.core.digest import digest
from quizapp.core.fact import Fact
from quizapp.core.fact_data import fact_to_data
from quizapp.core.folding import fold
from quizapp.core.question import Question


class Basis(NamedTuple):
    """A fact behind a question: tested, or one that a wrong option comes from. Parts count from 0 in each role."""

    role: str
    part: int
    fact: str


@dataclass(frozen=True, slots=True)
class Item:
    """A fact or question as the files have it: columns for its identity, where it is new, and for its revision."""

    slug: str
    digest: str
    identity: Mapping[str, Any]
    revision: Mapping[str, Any]
    basis: Sequence[Basis] = ()

    @property
    def derived(self) -> bool:
        """Whether it is a question that was derived from its fact."""
        return self.identity.get("origin") == "derived"

    def tests_any(self, facts: frozenset[str]) -> bool:
        """Whether it is a question that tests one of `facts`."""
        return any(each.role == "tested" and each.fact in facts for each in self.basis)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A bank with its items: facts and hand-written questions by slug, derived questions by the fact they come from."""

    bank: Bank
    facts: Mapping[str, Item]
    by_hand: Mapping[str, Item]
    derived: Mapping[str, Sequence[Item]]


def prepare(bank: Bank) -> Prepared:
    """Make `bank` ready. For a bank of thousands of facts this takes seconds: call it before the write begins."""
    derived: defaultdict[str, list[Item]] = defaultdict(list)
    by_hand: dict[str, Item] = {}
    for question in bank.questions:
        if is_derived(question.id):
            derived[fact_of(question.id)].append(question_item(question))
        else:
            by_hand[question.id] = question_item(question)
    return Prepared(bank, {fact.id: fact_item(fact) for fact in bank.facts}, by_hand, derived)


def is_derived(slug: str) -> bool:
    """Whether a question's slug is fact.kind.n; slugs by hand hold no full stop."""
    return "." in slug


def fact_of(slug: str) -> str:
    """The fact from which a derived question comes."""
    return slug.partition(".")[0]


def question_item(question: Question) -> Item:
    """A question with what the draw needs to know of it."""
    data = question.data()
    return Item(
        slug=question.id,
        digest=digest({"kind": question.kind, "facts": question.facts, **data}),
        identity={"kind": question.kind, "origin": "derived" if is_derived(question.id) else "hand"},
        revision={
            "data": data,
            "shows_falsehood": question.shows_falsehood,
            "guess_rate": question.guess_rate,
            "folded_stem": fold(question.stem),
            "folded_keys": [fold(key) for key in question.content_keys],
        },
        basis=tuple(_basis(question, data)),
    )


def _basis(question: Question, data: Mapping[str, Any]) -> Iterator[Basis]:
    for part, fact in enumerate(question.facts):
        yield Basis("tested", part, fact)
    others = dict.fromkeys(fact for fact in _named(data) if fact not in question.facts)
    for part, fact in enumerate(others):
        yield Basis("distractor", part, fact)


def _named(data: Mapping[str, Any]) -> Iterator[str]:
    """The facts that the parts of a question name, whatever its kind calls the parts."""
    for parts in data.values():
        for part in parts if isinstance(parts, list | tuple) else ():
            if isinstance(part, Mapping) and part.get("fact"):
                yield part["fact"]


def fact_item(fact: Fact) -> Item:
    """A fact with what looking it up needs."""
    data = fact_to_data(fact)
    return Item(
        slug=fact.id,
        digest=digest(data),
        identity={},
        revision={
            "data": data,
            "topic": fact.topic,
            "importance": fact.importance,
            "folded": fold(" ".join((fact.statement, *fact.answers))),
        },
    )

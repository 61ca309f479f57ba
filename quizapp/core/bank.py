"""A bank: the brief that retells an article, its facts, and the questions about them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from quizapp.core.fact import AsOf, Fact
from quizapp.core.partial_date import PartialDate
from quizapp.core.question import Question


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of the brief. `paragraph` counts from 1; a heading is a paragraph of its own."""

    id: str
    paragraph: int
    text: str
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Brief:
    """The article in our own words, sentence by sentence."""

    title: str
    summary: str
    language: str
    as_of: AsOf
    cited: str
    sentences: tuple[Sentence, ...]
    status_note: str = ""


@dataclass(frozen=True, slots=True)
class Topic:
    """A part of the bank; `about` is a line of what it holds."""

    id: str
    title: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody who asserts things or of whom things are asserted."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact from outside the article comes from."""

    id: str
    name: str
    date: PartialDate
    rights: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """A contested term, what to say instead, and why."""

    term: str
    instead: str
    why: str


@dataclass(frozen=True, slots=True)
class Waiver:
    """A warning that stays, with the reason."""

    rule: str
    id: str
    reason: str


@dataclass(frozen=True)
class Bank:
    """Everything one folder holds, already valid in form. `questions` holds hand-written and derived ones.

    `dropped` has the ids of derived questions that nobody wants; these are not among `questions`.
    `lines` maps the id of a fact, question or sentence to the file and line it was read from, for messages.
    """

    slug: str
    brief: Brief
    topics: tuple[Topic, ...]
    parties: tuple[Party, ...]
    facts: tuple[Fact, ...]
    questions: tuple[Question, ...]
    sources: tuple[Source, ...] = ()
    terms: tuple[Term, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    dropped: tuple[str, ...] = ()
    lines: Mapping[str, tuple[str, int]] = field(default_factory=dict, compare=False)

    @cached_property
    def fact(self) -> Mapping[str, Fact]:
        """Facts by id."""
        return {fact.id: fact for fact in self.facts}

    @cached_property
    def sentence(self) -> Mapping[str, Sentence]:
        """Sentences by id."""
        return {sentence.id: sentence for sentence in self.brief.sentences}

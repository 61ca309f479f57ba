"""The first noun: a fact. Questions are derived from facts; memory, corrections and reports live on them."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, get_args

from quizapp.core.partial_date import PartialDate

FactKind = Literal[
    "number", "date", "person", "place", "organisation", "role", "event", "position", "quotation", "term"
]
Stance = Literal["stated", "claimed"]
Importance = Literal["must-know", "should-know", "nice"]
Verdict = Literal["supported", "contradicted", "not-stated", "claimed"]
Role = Literal["later", "background", "other-account", "conflicts"]
Precision = Literal["exact", "about"]

VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
GAP = "____"


@dataclass(frozen=True, slots=True)
class NumberValue:
    """An amount in `unit`; `step` is the last digit that is meant, so "about 1.8 million" has a step of 100,000."""

    number: Decimal
    unit: str
    precision: Precision
    text: str
    step: Decimal | None = None

    @property
    def tolerance(self) -> Decimal:
        """How far off an answer may be and still be right: half a step for "about", nothing for "exact"."""
        return self.step / 2 if self.precision == "about" and self.step else Decimal(0)


@dataclass(frozen=True, slots=True)
class DateValue:
    """A date, of which only the parts that the source gives are known."""

    date: PartialDate
    text: str


@dataclass(frozen=True, slots=True)
class TextValue:
    """A name, place, quotation or phrase."""

    text: str


Value = NumberValue | DateValue | TextValue


@dataclass(frozen=True, slots=True)
class AsOf:
    """The date at which a fact was true, and whether an editor inferred it (`why` tells from what)."""

    date: PartialDate
    text: str
    inferred: bool = False
    why: str = ""


@dataclass(frozen=True, slots=True)
class Trap:
    """A false variant: what stands in the cloze instead of the value, and why it is false."""

    says: str
    why: str
    verdict: Verdict = "contradicted"
    number: Decimal | None = None
    date: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """Another fact that this one should be read with."""

    role: Role
    to: str


@dataclass(frozen=True, slots=True)
class Quote:
    """The words of one sentence that carry the value."""

    sentence: str
    words: str


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that a source says, with who says it, how exactly, as of when, and where.

    `evidence` is a tuple of complete sets: any one of them proves the fact. A fact from elsewhere has a `source`
    instead. `cloze` holds exactly one {span}, which reads as the value.
    """

    id: str
    statement: str
    prompt: str
    cloze: str
    kind: FactKind
    value: Value
    speaker: str
    party: str
    stance: Stance
    as_of: AsOf
    topic: str
    importance: Importance
    group: str
    aliases: tuple[str, ...] = ()
    contested: bool = False
    time_bound: bool = False
    review_by: PartialDate | None = None
    evidence: tuple[tuple[Quote, ...], ...] = ()
    source: str | None = None
    subject: str = ""
    absence: bool = False
    critical_of: tuple[str, ...] = ()
    traps: tuple[Trap, ...] = ()
    links: tuple[Link, ...] = ()
    skip: tuple[str, ...] = ()

    @property
    def span(self) -> str:
        """What stands between the braces of the cloze."""
        return self.cloze[self.cloze.index("{") + 1 : self.cloze.index("}")]

    @property
    def answers(self) -> tuple[str, ...]:
        """Every text that is a right answer, the best one first, without repeats."""
        return tuple(dict.fromkeys((self.value.text, self.span, *self.aliases)))

    @property
    def answers_to(self) -> str:
        """The subject: facts with one subject answer the same question."""
        return self.subject or self.id

    def fill(self, text: str) -> str:
        """The cloze with `text` in place of its span."""
        before, rest = self.cloze.split("{", 1)
        return before + text + rest.split("}", 1)[1]

    @property
    def sentences(self) -> tuple[str, ...]:
        """The ids of all evidence sentences, in order of first mention."""
        return tuple(dict.fromkeys(quote.sentence for each in self.evidence for quote in each))

"""The contract of a kind of question. Each kind is one file in `kinds/` and one template of the same name.

The verbs follow Moodle's question engine: `derive`, `ask`, `read`, `grade`, `key`, `explain`.
"""

import random
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, ClassVar, Literal, Self
from unicodedata import category

from quizapp.core.fact import Fact
from quizapp.core.message import Message

Form = Mapping[str, Sequence[str]]
"""What a browser sends: every field with all its values, in order."""

Response = Mapping[str, Any]
"""An answer as it is stored: JSON. What it refers to are places in the question's own data, never shuffled ones."""

DONT_KNOW: Response = MappingProxyType({"unknown": True})
"""The answer "I don't know", the same for every kind."""


Near = Literal["group", "topic", "links"]
"""Which other facts a kind looks at when it derives: of the same group, of the same topic, or linked either way."""

Text = str | Message
"""Words of the bank, shown as they are, or a message, which web translates."""


class BadAnswer(ValueError):
    """An answer that cannot be read; `message` tells the learner how to mend it. Nothing is stored."""

    def __init__(self, text: str, /, **params: object) -> None:
        """Hold the message id `text` with its parameters."""
        self.message = Message(text, params)
        super().__init__(str(self.message))


@dataclass(frozen=True, slots=True)
class Grade:
    """What an answer is worth.

    `score` is 0 to 1. `bucket` names which answer it was, for item analysis. `parts` maps each tested fact to its own
    score. `note` is a remark for the learner, such as the right spelling.
    """

    score: float
    bucket: str
    parts: Mapping[str, float] = field(default_factory=dict)
    note: Message | None = None


@dataclass(frozen=True, slots=True)
class Refutation:
    """Why a wrong answer is wrong: "You may think `think`. Not so: `not_so`."."""

    think: Text
    not_so: Text


def only(form: Form, name: str) -> str:
    """The one value of the field `name`, stripped. Raises BadAnswer where it is missing, empty or there twice."""
    values = [value.strip() for value in form.get(name, ())]
    if len(values) != 1 or not values[0]:
        raise BadAnswer("Please choose or type an answer first.")
    return values[0]


def typed(form: Form, name: str, limit: int) -> str:
    """The one line typed into `name`, single-spaced, without invisible signs. Raises BadAnswer above `limit` signs."""
    line = only(form, name)
    if len(line) > limit:
        raise BadAnswer("Please write at most %(limit)d characters.", limit=limit)
    seen = "".join(sign if sign.isprintable() else " " for sign in line if category(sign) != "Cf")
    return only({name: [" ".join(seen.split())]}, name)


@dataclass(frozen=True)
class Question(ABC):
    """A question about one fact or several. Immutable; `data()` and `load()` carry it through JSON.

    `facts` are the ids of the facts it tests, `stem` is what is asked, `why` explains the right answer.
    """

    kind: ClassVar[str]
    title: ClassVar[str]
    """The kind's name for people, a message id."""
    shows_brief: ClassVar[bool] = False
    """Whether the whole brief stands beside the question."""
    claims: ClassVar[bool] = False
    """Whether its stem is a claim, which may be false: it is no card then, for false claims are none, and if only true
    ones were, that would give them away."""
    self_graded: ClassVar[bool] = False
    """Whether the learner grades it: such a kind is asked in card sessions only."""
    near: ClassVar[Near] = "group"
    fields: ClassVar[Mapping[str, str]]
    """What a hand-written draft may say beside id, kind, facts, why and stem, each with its shape: text, texts, flag,
    options, items, pairs, verdict, sentence-sets or passage; a "?" at the end makes it optional. A "claim" replaces the
    stem, which a kind that makes its own may call optional."""

    id: str
    facts: tuple[str, ...]
    stem: str
    why: str = field(default="", kw_only=True)

    # -- making -------------------------------------------------------------------------------------------------

    @classmethod
    @abstractmethod
    def derive(cls, slug: str, fact: Fact, others: Sequence[Fact], number: int, rng: random.Random) -> Self | None:
        """Make variant `number` (from 1) of this kind from `fact`, or None where there is none.

        `others` are the facts that are `near`; `rng` is seeded by `slug`, so that the result depends on nothing else.
        """

    @classmethod
    @abstractmethod
    def from_draft(cls, id: str, facts: Mapping[str, Fact], draft: Mapping[str, Any]) -> Self:
        """Make the question that somebody wrote by hand: `draft` has `fields`, `facts` the tested facts in order.

        Raises ValueError, with a sentence that says how to mend it, for a draft that is no question.
        """

    @abstractmethod
    def data(self) -> dict[str, Any]:
        """All but `id` and `facts`, as JSON."""

    @classmethod
    @abstractmethod
    def load(cls, id: str, facts: tuple[str, ...], data: Mapping[str, Any]) -> Self:
        """The inverse of `data`."""

    # -- asking -------------------------------------------------------------------------------------------------

    @abstractmethod
    def ask(self, seed: int) -> dict[str, Any]:
        """What the learner may see, for the template. Depends on `seed` and the shown texts, never on the key."""

    @abstractmethod
    def read(self, form: Form, seed: int) -> Response:
        """Read what was sent for `ask(seed)`. Raises BadAnswer."""

    @abstractmethod
    def key(self, seed: int) -> dict[str, list[str]]:
        """The form fields that earn full marks for `ask(seed)`."""

    @abstractmethod
    def form_of(self, response: Response, seed: int) -> dict[str, list[str]]:
        """The form fields that `read` turns into `response`: to show an answer again, to be changed."""

    # -- grading ------------------------------------------------------------------------------------------------

    @abstractmethod
    def grade(self, response: Response) -> Grade:
        """What `response`, which `read` returned, is worth."""

    def own_grade(self, response: Response) -> int | None:
        """The learner's own grade, 1 to 4, where the kind is self-graded."""
        return None

    @abstractmethod
    def told(self, response: Response) -> tuple[Text, ...]:
        """The answer in words, a line a part, for "You chose …"."""

    @abstractmethod
    def explain(self, response: Response) -> tuple[Refutation, ...]:
        """Why the wrong parts of `response` are wrong."""

    # -- what others need to know -------------------------------------------------------------------------------

    @property
    @abstractmethod
    def guess_rate(self) -> float:
        """The chance of a right answer by guessing, for a part where the question has parts."""

    @property
    def options(self) -> tuple[str, ...]:
        """The texts to choose from, in their stored order; empty for typed kinds."""
        return ()

    @property
    @abstractmethod
    def keys(self) -> tuple[str, ...]:
        """The right answer in words. Every line is right by itself or a part of what is right."""

    @property
    def content_keys(self) -> tuple[str, ...]:
        """The keys that another stem could give away: none where the key is a mere label such as "True".

        Two questions of which one's stem holds the other's key are never together.
        """
        return self.keys

    @property
    def proof(self) -> tuple[str, ...]:
        """The sentences that prove the answer, where the question names them itself; else its facts' evidence does."""
        return ()

    @property
    def shows_falsehood(self) -> bool:
        """Whether the stem itself is a false claim, which a learner sees at most once in 30 study days."""
        return False

    @abstractmethod
    def rekeyed(self) -> Self:
        """This question with another right answer and the same texts. Whatever shows the key differs between both."""


def all_parts(question: Question, score: float) -> dict[str, float]:
    """The same score for every tested fact."""
    return {fact: score for fact in question.facts}

"""Number: an amount, typed."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from decimal import Decimal
from typing import Any, ClassVar, Self

from quizapp.core.fact import Fact, NumberValue
from quizapp.core.message import Message, mark
from quizapp.core.number_reader import LONGEST, plain_text, readings
from quizapp.core.plain import plain
from quizapp.core.question import BadAnswer, Form, Grade, Question, Refutation, Response, Text, all_parts, typed

_NEAR = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Misreading:
    """A wrong amount that people arrive at, and why it is wrong. `number` is its digits."""

    text: str
    number: str
    why: str


@dataclass(frozen=True)
class Number(Question):
    """An amount to be typed. "About" grants half a step, and half the points within ten per cent; "exact" is exact."""

    kind = "number"
    title = mark("Number")
    fields: ClassVar[Mapping[str, str]] = {}

    value: NumberValue
    misreadings: tuple[Misreading, ...] = ()

    @classmethod
    def derive(cls, slug: str, fact: Fact, others: Sequence[Fact], number: int, rng: random.Random) -> Self | None:
        """The recall prompt of a fact that is a number."""
        value = _askable(fact)
        if number > 1 or fact.kind != "number" or not value:
            return None
        return cls(slug, (fact.id,), fact.prompt, value, _misreadings(fact))

    @classmethod
    def from_draft(cls, id: str, facts: Mapping[str, Fact], draft: Mapping[str, Any]) -> Self:
        """The key is the first fact's number."""
        fact = next(iter(facts.values()))
        value = _askable(fact)
        if not value:
            raise ValueError(
                f'"{fact.id}" is no number of at most 15 digits: name a fact that is one, or use kind text'
            )
        return cls(id, tuple(facts), draft["stem"], value, _misreadings(fact), why=draft.get("why") or "")

    def data(self) -> dict[str, Any]:
        """All but `id` and `facts`, as JSON; amounts are texts."""
        misreadings = [asdict(each) for each in self.misreadings]
        return {"stem": self.stem, "why": self.why, "value": plain(self.value), "misreadings": misreadings}

    @classmethod
    def load(cls, id: str, facts: tuple[str, ...], data: Mapping[str, Any]) -> Self:
        """The inverse of `data`."""
        value, step = data["value"], data["value"]["step"]
        amount = NumberValue(**{**value, "number": Decimal(value["number"]), "step": Decimal(step) if step else None})
        wrong = tuple(Misreading(**each) for each in data["misreadings"])
        return cls(id, facts, data["stem"], amount, wrong, why=data["why"])

    def ask(self, seed: int) -> dict[str, Any]:
        """The unit, and whether about is near enough: both belong to the question."""
        return {"unit": self.value.unit, "about": self.value.precision == "about"}

    def read(self, form: Form, seed: int) -> Response:
        """The text as typed and its amount. A text with two readings is refused, whatever they are worth.

        To refuse only what would be graded differently would tell that one of them is right.
        """
        text = typed(form, "answer", LONGEST)
        found = readings(text, self.value.unit)
        if not found:
            raise BadAnswer("Please write a number, such as 6400, 7.2 million or sixty.")
        if len(found) > 1:
            one, other = found[:2]
            raise BadAnswer(
                "“%(text)s” can be read in two ways. Write %(one)s or %(other)s.",
                text=text,
                one=plain_text(one),
                other=plain_text(other),
            )
        return {"text": text, "number": plain_text(found[0])}

    def form_of(self, response: Response, seed: int) -> dict[str, list[str]]:
        """The text as it was typed."""
        return {"answer": [response["text"]]}

    def key(self, seed: int) -> dict[str, list[str]]:
        """The value in the article's words where these read back, else in digits."""
        number, text = self.value.number, self.value.text
        return {"answer": [text if readings(text, self.value.unit) == (number,) else plain_text(number)]}

    def grade(self, response: Response) -> Grade:
        """1, 0.5 for near an "about", or 0. The bucket tells right, near, too-low or too-high."""
        number = Decimal(response["number"])
        score = self._score(number)
        if score == 1:
            return Grade(score, "right", all_parts(self, score))
        if score:
            near = Message("Close: it is %(text)s.", {"text": self.value.text})
            return Grade(score, "near", all_parts(self, score), near)
        return Grade(score, "too-low" if number < self.value.number else "too-high", all_parts(self, score))

    def _score(self, number: Decimal) -> float:
        key = self.value.number
        if abs(number - key) <= self.value.tolerance:
            return 1.0
        near = self.value.precision == "about" and abs(number - key) <= abs(key) * _NEAR
        return 0.5 if near else 0.0

    def told(self, response: Response) -> tuple[Text, ...]:
        """The text as it was typed."""
        return (str(response["text"]),)

    def explain(self, response: Response) -> tuple[Refutation, ...]:
        """The reason of the misreading, or on which side the number lies."""
        number = Decimal(response["number"])
        score = self._score(number)
        for each in self.misreadings:
            if score < 1 and Decimal(each.number) == number:
                return (Refutation(response["text"], each.why),)
        if score:
            return ()
        low = number < self.value.number
        reason = mark("The number is higher: %(text)s.") if low else mark("The number is lower: %(text)s.")
        return (Refutation(response["text"], Message(reason, {"text": self.value.text})),)

    @property
    def guess_rate(self) -> float:
        """Nobody guesses a typed number."""
        return 0.0

    @property
    def keys(self) -> tuple[str, ...]:
        """The value in the source's words."""
        return (self.value.text,)

    @property
    def content_keys(self) -> tuple[str, ...]:
        """The value in the source's words and in plain ones."""
        return tuple(dict.fromkeys((self.value.text, plain_text(self.value.number))))

    def rekeyed(self) -> Self:
        """Another number of the same unit and precision."""
        number = self.value.number * 2 + 7
        return replace(self, value=replace(self.value, number=number, text=plain_text(number)))


def _askable(fact: Fact) -> NumberValue | None:
    """The value, where it is a number that the reader's grammar can say."""
    value = fact.value
    return value if isinstance(value, NumberValue) and readings(plain_text(value.number)) == (value.number,) else None


def _misreadings(fact: Fact) -> tuple[Misreading, ...]:
    return tuple(Misreading(each.says, f"{each.number:f}", each.why) for each in fact.traps if each.number is not None)

"""Date: a year, a month, a day or a whole date, typed."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import compress
from typing import Any, ClassVar, Self

from quizapp.core.date_reader import LONGEST, in_words, readings
from quizapp.core.fact import DateValue, Fact
from quizapp.core.message import Message, mark
from quizapp.core.partial_date import PartialDate
from quizapp.core.plain import plain
from quizapp.core.question import BadAnswer, Form, Grade, Question, Refutation, Response, Text, all_parts, typed

_ASKED = {
    (True, False, False): mark("A year, such as 1999."),
    (True, True, False): mark("A month and its year, such as March 1999."),
    (False, True, True): mark("A day and its month, such as 7 May."),
    (True, True, True): mark("A whole date, such as 7 May 1961."),
}


@dataclass(frozen=True, slots=True)
class Misreading:
    """A wrong date that people arrive at, and why it is wrong."""

    text: str
    date: str
    why: str


@dataclass(frozen=True)
class Date(Question):
    """A date to be typed. Only the parts that the source gives are asked for; a part of them earns half."""

    kind = "date"
    title = mark("Date")
    fields: ClassVar[Mapping[str, str]] = {}

    value: DateValue
    misreadings: tuple[Misreading, ...] = ()

    @classmethod
    def derive(cls, slug: str, fact: Fact, others: Sequence[Fact], number: int, rng: random.Random) -> Self | None:
        """The recall prompt of a fact that is a date."""
        if number > 1 or fact.kind != "date" or not isinstance(fact.value, DateValue):
            return None
        return cls(slug, (fact.id,), fact.prompt, fact.value, _misreadings(fact))

    @classmethod
    def from_draft(cls, id: str, facts: Mapping[str, Fact], draft: Mapping[str, Any]) -> Self:
        """The key is the first fact's date."""
        fact = next(iter(facts.values()))
        if not isinstance(fact.value, DateValue):
            raise ValueError(f'"{fact.id}" is no date: name a fact that is one, or use another kind')
        return cls(id, tuple(facts), draft["stem"], fact.value, _misreadings(fact), why=draft.get("why") or "")

    def data(self) -> dict[str, Any]:
        """All but `id` and `facts`, as JSON; dates are texts."""
        misreadings = [asdict(each) for each in self.misreadings]
        return {"stem": self.stem, "why": self.why, "value": plain(self.value), "misreadings": misreadings}

    @classmethod
    def load(cls, id: str, facts: tuple[str, ...], data: Mapping[str, Any]) -> Self:
        """The inverse of `data`."""
        value = DateValue(PartialDate.parse(data["value"]["date"]), data["value"]["text"])
        return cls(
            id, facts, data["stem"], value, tuple(Misreading(**each) for each in data["misreadings"]), why=data["why"]
        )

    def ask(self, seed: int) -> dict[str, Any]:
        """Which parts are asked for, as a message id: they belong to the question."""
        return {"asked": _ASKED[_known(self.value.date)]}

    def read(self, form: Form, seed: int) -> Response:
        """The text as typed and its date. Two readings of the parts asked for are refused, whatever they are worth.

        To refuse only what would be graded differently would tell that one of them is right.
        """
        text = typed(form, "answer", LONGEST)
        found = readings(text)
        if not found:
            raise BadAnswer("Please write a date, such as 7 May 1961, 7 May or 1961.")
        asked = _known(self.value.date)
        if len({tuple(compress(_parts(date), asked)) for date in found}) > 1:
            one, other = (in_words(date) for date in found[:2])
            raise BadAnswer(
                "“%(text)s” can be read in two ways. Write %(one)s or %(other)s.", text=text, one=one, other=other
            )
        return {"text": text, "date": str(found[0])}

    def form_of(self, response: Response, seed: int) -> dict[str, list[str]]:
        """The text as it was typed."""
        return {"answer": [response["text"]]}

    def key(self, seed: int) -> dict[str, list[str]]:
        """The date in the source's words where these read back, else in plain ones."""
        date, text = self.value.date, self.value.text
        return {"answer": [text if readings(text) == (date,) else in_words(date)]}

    def grade(self, response: Response) -> Grade:
        """1 for all known parts, 0.5 where some are missing, 0 where one is wrong. The bucket tells on which side."""
        date = PartialDate.parse(response["date"])
        score = self._score(date)
        if score == 1:
            return Grade(score, "right", all_parts(self, score), self._surplus(date))
        if score:
            note = Message("That is a part of it: %(text)s.", {"text": self.value.text})
            return Grade(score, "part", all_parts(self, score), note)
        return Grade(score, self._side(date), all_parts(self, score))

    def _score(self, date: PartialDate) -> float:
        shared = [(one, other) for one, other in _pairs(date, self.value.date) if one is not None and other is not None]
        if not shared or any(one != other for one, other in shared):
            return 0.0
        return 1.0 if len(shared) == sum(_known(self.value.date)) else 0.5

    def _surplus(self, date: PartialDate) -> Message | None:
        """What to say to somebody who told more than the source does."""
        if any(other is None and one is not None for one, other in _pairs(date, self.value.date)):
            return Message("The text says no more than this: %(text)s.", {"text": self.value.text})
        return None

    def _side(self, date: PartialDate) -> str:
        for one, other in _pairs(date, self.value.date):
            if one is not None and other is not None and one != other:
                return "too-early" if one < other else "too-late"
        return "other"

    def told(self, response: Response) -> tuple[Text, ...]:
        """The text as it was typed."""
        return (str(response["text"]),)

    def explain(self, response: Response) -> tuple[Refutation, ...]:
        """The reason of the misreading, else the right date."""
        date = PartialDate.parse(response["date"])
        if self._score(date):
            return ()
        for each in self.misreadings:
            if PartialDate.parse(each.date) == date:
                return (Refutation(response["text"], each.why),)
        return (Refutation(response["text"], Message("The date is another: %(text)s.", {"text": self.value.text})),)

    @property
    def guess_rate(self) -> float:
        """Nobody guesses a typed date."""
        return 0.0

    @property
    def keys(self) -> tuple[str, ...]:
        """The value in the source's words."""
        return (self.value.text,)

    @property
    def content_keys(self) -> tuple[str, ...]:
        """The value in the source's words and in plain ones."""
        return tuple(dict.fromkeys((self.value.text, in_words(self.value.date))))

    def rekeyed(self) -> Self:
        """Another date with the same known parts."""
        year, month, day = _parts(self.value.date)
        other = PartialDate(year and year % 9999 + 1, month and month % 12 + 1, day and day % 28 + 1)
        return replace(self, value=DateValue(other, in_words(other)))


def _parts(date: PartialDate) -> tuple[int | None, int | None, int | None]:
    return date.year, date.month, date.day


def _pairs(one: PartialDate, other: PartialDate) -> tuple[tuple[int | None, int | None], ...]:
    return tuple(zip(_parts(one), _parts(other), strict=True))


def _known(date: PartialDate) -> tuple[bool, bool, bool]:
    return date.year is not None, date.month is not None, date.day is not None


def _misreadings(fact: Fact) -> tuple[Misreading, ...]:
    return tuple(Misreading(each.says, str(each.date), each.why) for each in fact.traps if each.date is not None)

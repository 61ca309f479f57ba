"""True or false: a claim in contrast form, “X, not Y”, so that neither answer is the longer one."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Self

from quizapp.core.chance import Chance, shown
from quizapp.core.contrast import contrast
from quizapp.core.fact import Fact
from quizapp.core.message import Message, mark
from quizapp.core.question import BadAnswer, Form, Grade, Question, Refutation, Response, Text, all_parts, only

_WORDS = (mark("True"), mark("False"))


@dataclass(frozen=True)
class Truefalse(Question):
    """A claim that is `right` or not. `lure` is what somebody believes who answers wrongly, `lure_why` why not so."""

    kind = "truefalse"
    title = mark("True or false")
    claims = True
    fields: ClassVar[Mapping[str, str]] = {"right": "flag"}

    right: bool = True
    lure: str = ""
    lure_why: str = ""

    @classmethod
    def derive(cls, slug: str, fact: Fact, others: Sequence[Fact], number: int, rng: random.Random) -> Self | None:
        """Of each of two traps a true form and a false one: falsehoods can rotate, and true is as common as false."""
        place, right = (number - 1) // 2, number % 2 == 1
        if place >= min(len(fact.traps), 2):
            return None
        trap = fact.traps[place]
        stem = contrast(fact, fact.span, trap.says) if right else contrast(fact, trap.says, fact.span)
        return cls(slug, (fact.id,), stem, right, trap.says, trap.why) if stem else None

    @classmethod
    def from_draft(cls, id: str, facts: Mapping[str, Fact], draft: Mapping[str, Any]) -> Self:
        """Any claim will do."""
        return cls(id, tuple(facts), draft["stem"], bool(draft["right"]), why=draft.get("why") or "")

    def data(self) -> dict[str, Any]:
        """All but `id` and `facts`, as JSON."""
        lure = {"lure": self.lure, "lure_why": self.lure_why}
        return {"stem": self.stem, "why": self.why, "right": self.right, **lure}

    @classmethod
    def load(cls, id: str, facts: tuple[str, ...], data: Mapping[str, Any]) -> Self:
        """The inverse of `data`."""
        return cls(id, facts, **data)

    def ask(self, seed: int) -> dict[str, Any]:
        """True and False, always in this order."""
        return {"options": [{"id": name, "text": _WORDS[place]} for name, place in _shown(seed).items()]}

    def read(self, form: Form, seed: int) -> Response:
        """Whether the claim was called true."""
        place = _shown(seed).get(only(form, "answer"))
        if place is None:
            raise BadAnswer("Please choose one of the options shown.")
        return {"true": place == 0}

    def form_of(self, response: Response, seed: int) -> dict[str, list[str]]:
        """The option id of True or False."""
        return {"answer": [list(_shown(seed))[0 if response["true"] else 1]]}

    def key(self, seed: int) -> dict[str, list[str]]:
        """The option id of the right word."""
        return self.form_of({"true": self.right}, seed)

    def grade(self, response: Response) -> Grade:
        """1 or 0."""
        score = 1.0 if response["true"] == self.right else 0.0
        return Grade(score, "true" if response["true"] else "false", all_parts(self, score))

    def told(self, response: Response) -> tuple[Text, ...]:
        """The chosen word."""
        return (Message(_word(response["true"])),)

    def explain(self, response: Response) -> tuple[Refutation, ...]:
        """The trap's reason; a hand-written claim has only its `why`."""
        if response["true"] == self.right or not self.lure_why:
            return ()
        return (Refutation(self.lure, self.lure_why),)

    @property
    def guess_rate(self) -> float:
        """One in two."""
        return 1 / 2

    @property
    def options(self) -> tuple[str, ...]:
        """The two words, as message ids."""
        return _WORDS

    @property
    def keys(self) -> tuple[str, ...]:
        """The right word."""
        return (_word(self.right),)

    @property
    def content_keys(self) -> tuple[str, ...]:
        """None: the word says nothing by itself."""
        return ()

    @property
    def shows_falsehood(self) -> bool:
        """A false claim is one."""
        return not self.right

    def rekeyed(self) -> Self:
        """The same claim, judged the other way."""
        return replace(self, right=not self.right)


def _word(true: bool) -> str:
    return _WORDS[0 if true else 1]


def _shown(seed: int) -> dict[str, int]:
    return shown(len(_WORDS), Chance(seed), fixed=True)

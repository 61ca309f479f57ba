"""Text: a name or a phrase, typed as an answer or into the gap of a sentence."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, ClassVar, Self

from quizapp.core.fact import GAP, Fact, TextValue
from quizapp.core.folding import fold, holds
from quizapp.core.message import Message, mark
from quizapp.core.question import BadAnswer, Form, Grade, Question, Refutation, Response, Text, all_parts, typed
from quizapp.core.spelling import is_slip

LONGEST = 200
_MOST_WORDS = 5
_NAMES = frozenset(("person", "place", "organisation", "role", "term"))


@dataclass(frozen=True, slots=True)
class Misreading:
    """A wrong answer that people arrive at, and why it is wrong."""

    text: str
    why: str


@dataclass(frozen=True)
class TypedText(Question):
    """Words to be typed. `accept` are the right ones, the best first; case, accents, punctuation do not count."""

    kind = "text"
    title = mark("Typed answer")
    fields: ClassVar[Mapping[str, str]] = {"accept": "texts?"}

    accept: tuple[str, ...] = ()
    misreadings: tuple[Misreading, ...] = ()

    @classmethod
    def derive(cls, slug: str, fact: Fact, others: Sequence[Fact], number: int, rng: random.Random) -> Self | None:
        """The cloze with a gap of one width, for names and terms of at most five words.

        None where the rest of the cloze gives them away.
        """
        short = isinstance(fact.value, TextValue) and len(fact.value.text.split()) <= _MOST_WORDS
        if number > 1 or fact.kind not in _NAMES or fact.absence or not short:
            return None
        stem = fact.fill(GAP)
        if any(holds(fold(stem), fold(answer)) for answer in fact.answers):
            return None
        return cls(slug, (fact.id,), stem, fact.answers, _misreadings(fact, fact.answers))

    @classmethod
    def from_draft(cls, id: str, facts: Mapping[str, Fact], draft: Mapping[str, Any]) -> Self:
        """A question, or a sentence with a gap. Right are the first fact's answers and what the draft accepts."""
        stem = draft["stem"]
        if stem.count(GAP) > 1 or (GAP not in stem and not stem.rstrip("”\"' ").endswith("?")):
            raise ValueError(f'write a question that ends in "?", or a sentence with one gap "{GAP}"')
        fact = next(iter(facts.values()))
        accept = tuple(dict.fromkeys((*fact.answers, *(draft.get("accept") or ()))))
        if not all(fold(answer) and len(answer) <= LONGEST for answer in accept):
            raise ValueError(f"every accepted answer needs letters or digits, and at most {LONGEST} characters")
        return cls(id, tuple(facts), stem, accept, _misreadings(fact, accept), why=draft.get("why") or "")

    def data(self) -> dict[str, Any]:
        """All but `id` and `facts`, as JSON."""
        misreadings = [asdict(each) for each in self.misreadings]
        return {"stem": self.stem, "why": self.why, "accept": list(self.accept), "misreadings": misreadings}

    @classmethod
    def load(cls, id: str, facts: tuple[str, ...], data: Mapping[str, Any]) -> Self:
        """The inverse of `data`."""
        wrong = tuple(Misreading(**each) for each in data["misreadings"])
        return cls(id, facts, data["stem"], tuple(data["accept"]), wrong, why=data["why"])

    def ask(self, seed: int) -> dict[str, Any]:
        """Whether the stem has a gap to fill."""
        return {"gap": GAP in self.stem}

    def read(self, form: Form, seed: int) -> Response:
        """The text as typed."""
        text = typed(form, "answer", LONGEST)
        if not fold(text):
            raise BadAnswer("Please write your answer in letters or digits.")
        return {"text": text}

    def form_of(self, response: Response, seed: int) -> dict[str, list[str]]:
        """The text as it was typed."""
        return {"answer": [response["text"]]}

    def key(self, seed: int) -> dict[str, list[str]]:
        """The best answer."""
        return {"answer": [self.accept[0]]}

    def grade(self, response: Response) -> Grade:
        """1, 0.5 for a near miss, or 0. The bucket tells right, near, which misreading ("trap-0"), or other."""
        said = fold(response["text"])
        right = [fold(answer) for answer in self.accept]
        wrong = [fold(each.text) for each in self.misreadings]
        if said in right or _closed(said) in map(_closed, right):
            return Grade(1.0, "right", all_parts(self, 1.0))
        if said in wrong:
            return Grade(0.0, f"trap-{wrong.index(said)}", all_parts(self, 0.0))
        if is_slip(said, right, wrong):
            note = Message("Nearly. It is written %(text)s.", {"text": self.accept[0]})
            return Grade(0.5, "near", all_parts(self, 0.5), note)
        return Grade(0.0, "other", all_parts(self, 0.0))

    def told(self, response: Response) -> tuple[Text, ...]:
        """The text as it was typed."""
        return (str(response["text"]),)

    def explain(self, response: Response) -> tuple[Refutation, ...]:
        """The reason of the misreading, if it is a known one."""
        grade = self.grade(response)
        if not grade.bucket.startswith("trap-"):
            return ()
        trap = self.misreadings[int(grade.bucket.removeprefix("trap-"))]
        return (Refutation(trap.text, trap.why),)

    @property
    def guess_rate(self) -> float:
        """Nobody guesses a typed answer."""
        return 0.0

    @property
    def keys(self) -> tuple[str, ...]:
        """Every accepted answer."""
        return self.accept

    def rekeyed(self) -> Self:
        """Another text is right."""
        return replace(self, accept=(f"{self.accept[0]} otherwise",))


def _misreadings(fact: Fact, accept: Sequence[str]) -> tuple[Misreading, ...]:
    """The traps that are not accepted after all."""
    right = {fold(answer) for answer in accept}
    return tuple(Misreading(trap.says, trap.why) for trap in fact.traps if fold(trap.says) not in right)


def _closed(folded: str) -> str:
    """Without blanks: "K-FOR" and "peace keeping" are punctuation, too."""
    return folded.replace(" ", "")

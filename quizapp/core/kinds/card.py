"""Card: the recall prompt on the front, the value on the back. The learner turns it and grades their own recall."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Self

from quizapp.core.fact import Fact
from quizapp.core.message import Message, mark
from quizapp.core.question import BadAnswer, Form, Grade, Question, Refutation, Response, Text, all_parts, only

GRADES = {1: mark("Again"), 2: mark("Hard"), 3: mark("Good"), 4: mark("Easy")}


@dataclass(frozen=True)
class Card(Question):
    """A card. It has no key that could be hidden: who turned it has seen `back`, and says how well they knew it."""

    kind = "card"
    title = mark("Flashcard")
    self_graded = True
    fields: ClassVar[Mapping[str, str]] = {"back": "text"}

    back: str = ""

    @classmethod
    def derive(cls, slug: str, fact: Fact, others: Sequence[Fact], number: int, rng: random.Random) -> Self | None:
        """One a fact: its recall prompt, which is never a claim, and its value."""
        return cls(slug, (fact.id,), fact.prompt, fact.value.text) if number == 1 else None

    @classmethod
    def from_draft(cls, id: str, facts: Mapping[str, Fact], draft: Mapping[str, Any]) -> Self:
        """Any question with an answer."""
        return cls(id, tuple(facts), draft["stem"], draft["back"], why=draft.get("why") or "")

    def data(self) -> dict[str, Any]:
        """All but `id` and `facts`, as JSON."""
        return {"stem": self.stem, "why": self.why, "back": self.back}

    @classmethod
    def load(cls, id: str, facts: tuple[str, ...], data: Mapping[str, Any]) -> Self:
        """The inverse of `data`."""
        return cls(id, facts, **data)

    def ask(self, seed: int) -> dict[str, Any]:
        """The four grades."""
        return {"grades": [{"id": str(grade), "text": text} for grade, text in GRADES.items()]}

    def read(self, form: Form, seed: int) -> Response:
        """The learner's own grade, 1 to 4."""
        grade = only(form, "answer")
        if grade not in {str(known) for known in GRADES}:
            raise BadAnswer("Please say by one of the four buttons how well you knew it.")
        return {"grade": int(grade)}

    def form_of(self, response: Response, seed: int) -> dict[str, list[str]]:
        """The grade given."""
        return {"answer": [str(response["grade"])]}

    def key(self, seed: int) -> dict[str, list[str]]:
        """Good."""
        return {"answer": ["3"]}

    def grade(self, response: Response) -> Grade:
        """Known or not, by the learner's own word."""
        score = float(response["grade"] > 1)
        return Grade(score, f"own-{response['grade']}", all_parts(self, score))

    def own_grade(self, response: Response) -> int | None:
        """The grade given."""
        grade: int | None = response.get("grade")
        return grade

    def told(self, response: Response) -> tuple[Text, ...]:
        """The grade in words."""
        return (Message(GRADES[response["grade"]]),)

    def explain(self, response: Response) -> tuple[Refutation, ...]:
        """Nothing: nobody said anything wrong."""
        return ()

    @property
    def guess_rate(self) -> float:
        """Nobody guesses their own recall."""
        return 0.0

    @property
    def keys(self) -> tuple[str, ...]:
        """The back."""
        return (self.back,)

    def rekeyed(self) -> Self:
        """Another back."""
        return replace(self, back=f"{self.back} otherwise")

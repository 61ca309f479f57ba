"""Choice: one right option among three to five."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, ClassVar, Self

from quizapp.core.chance import Chance, shown
from quizapp.core.fact import Fact
from quizapp.core.message import mark
from quizapp.core.option import Option, drafted, in_order, measured, size_of, sized
from quizapp.core.question import BadAnswer, Form, Grade, Question, Refutation, Response, all_parts, only

DISTRACTORS = 2


@dataclass(frozen=True)
class Choice(Question):
    """One right option among several. `choices` are stored in an order that tells nothing."""

    kind = "choice"
    title = mark("Choice")
    fields: ClassVar[Mapping[str, str]] = {"options": "options"}

    choices: tuple[Option, ...] = ()

    @classmethod
    def derive(cls, slug: str, fact: Fact, others: Sequence[Fact], number: int, rng: random.Random) -> Self | None:
        """The recall prompt with the value, two traps, and where traps are few, values of facts of the same group."""
        if number > 1:
            return None
        wrong = [Option(trap.says, False, trap.why, "", size_of(trap)) for trap in fact.traps]
        strangers = [
            other for other in others if other.answers_to != fact.answers_to and other.value.text not in fact.answers
        ]
        wrong += [
            Option(other.value.text, False, other.statement, other.id, size_of(other.value))
            for other in sorted(strangers, key=lambda other: random.Random(f"{slug}/{other.id}").random())
        ]
        wrong = list({option.text: option for option in reversed(wrong)}.values())[::-1][:DISTRACTORS]
        if len(wrong) < DISTRACTORS:
            return None
        return cls(slug, (fact.id,), fact.prompt, in_order((Option(fact.span, True, size=size_of(fact.value)), *wrong)))

    @classmethod
    def from_draft(cls, id: str, facts: Mapping[str, Fact], draft: Mapping[str, Any]) -> Self:
        """Three to five options, of which one is right."""
        options = drafted(draft["options"], 3, 5)
        if sum(option.right for option in options) != 1:
            raise ValueError("mark exactly one option with right: true")
        return cls(
            id, tuple(facts), draft["stem"], in_order(measured(options, facts.values())), why=draft.get("why") or ""
        )

    def data(self) -> dict[str, Any]:
        """All but `id` and `facts`, as JSON."""
        return {"stem": self.stem, "why": self.why, "choices": [asdict(option) for option in self.choices]}

    @classmethod
    def load(cls, id: str, facts: tuple[str, ...], data: Mapping[str, Any]) -> Self:
        """The inverse of `data`."""
        return cls(id, facts, data["stem"], in_order(Option(**each) for each in data["choices"]), why=data["why"])

    def ask(self, seed: int) -> dict[str, Any]:
        """Options in an order of chance, except numbers and dates, which are sorted."""
        return {
            "options": [{"id": name, "text": self.choices[place].text} for name, place in self._shown(seed).items()]
        }

    def _shown(self, seed: int) -> dict[str, int]:
        return shown(len(self.choices), Chance(seed), fixed=sized(self.choices))

    def read(self, form: Form, seed: int) -> Response:
        """The chosen option's place."""
        chosen = self._shown(seed).get(only(form, "answer"))
        if chosen is None:
            raise BadAnswer("Please choose one of the options shown.")
        return {"chosen": chosen}

    def form_of(self, response: Response, seed: int) -> dict[str, list[str]]:
        """The option id of the chosen place."""
        return {"answer": [name for name, place in self._shown(seed).items() if place == response["chosen"]]}

    def key(self, seed: int) -> dict[str, list[str]]:
        """The option id of the right option."""
        return self.form_of({"chosen": next(place for place, option in enumerate(self.choices) if option.right)}, seed)

    def grade(self, response: Response) -> Grade:
        """1 for the right option, 0 for another. The bucket is the option's place."""
        score = 1.0 if self.choices[response["chosen"]].right else 0.0
        return Grade(score, str(response["chosen"]), all_parts(self, score))

    def told(self, response: Response) -> tuple[str, ...]:
        """The chosen text."""
        return (self.choices[response["chosen"]].text,)

    def explain(self, response: Response) -> tuple[Refutation, ...]:
        """The chosen wrong option's reason."""
        option = self.choices[response["chosen"]]
        return () if option.right else (Refutation(option.text, option.why),)

    @property
    def guess_rate(self) -> float:
        """One in the number of options."""
        return 1 / len(self.choices)

    @property
    def options(self) -> tuple[str, ...]:
        """The texts to choose from."""
        return tuple(option.text for option in self.choices)

    @property
    def keys(self) -> tuple[str, ...]:
        """The right option."""
        return tuple(option.text for option in self.choices if option.right)

    def rekeyed(self) -> Self:
        """The next option is the right one."""
        rights = [option.right for option in self.choices]
        turned = zip(self.choices, rights[-1:] + rights[:-1], strict=True)
        return replace(self, choices=tuple(replace(option, right=right) for option, right in turned))

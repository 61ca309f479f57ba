"""Choice: one right option among three to five."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Self

from quizapp.core.fact import DateValue, Fact, NumberValue
from quizapp.core.message import mark
from quizapp.core.question import BadAnswer, Form, Grade, Question, Refutation, Response, all_parts, only, token

DISTRACTORS = 2


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose. A wrong one has a `why`, and the `fact` it came from; `size` orders numbers and dates."""

    text: str
    right: bool = False
    why: str = ""
    fact: str = ""
    size: str = ""


@dataclass(frozen=True)
class Choice(Question):
    """One right option among several. `choices` are stored sorted by text, so that their order tells nothing."""

    kind = "choice"
    title = mark("Choice")

    choices: tuple[Option, ...] = ()

    @classmethod
    def derive(cls, slug: str, fact: Fact, others: Sequence[Fact], number: int, rng: random.Random) -> Self | None:
        """The recall prompt with the value, two traps, and where traps are few, values of facts of the same group."""
        wrong = [Option(trap.says, False, trap.why, "", _size(trap)) for trap in fact.traps]
        strangers = [
            other for other in others if other.answers_to != fact.answers_to and other.value.text not in fact.answers
        ]
        wrong += [
            Option(other.value.text, False, other.statement, other.id, _size(other.value))
            for other in sorted(strangers, key=lambda other: random.Random(f"{slug}/{other.id}").random())
        ]
        wrong = list({option.text: option for option in reversed(wrong)}.values())[::-1][:DISTRACTORS]
        if number > 1 or len(wrong) < DISTRACTORS:
            return None
        return cls(slug, (fact.id,), fact.prompt, in_order((Option(fact.span, True, size=_size(fact.value)), *wrong)))

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
        """Option ids in the order shown, each with its place in `choices`."""
        rng = random.Random(seed)
        places = list(range(len(self.choices)))
        if not all(option.size for option in self.choices):
            rng.shuffle(places)
        return {token(rng): place for place in places}

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


def in_order(options: Sequence[Option] | Any) -> tuple[Option, ...]:
    """Options sorted by size where all have one, else by text: an order that does not depend on which is right."""
    options = tuple(options)
    if all(option.size for option in options):
        return tuple(sorted(options, key=lambda option: (_number(option.size), option.text)))
    return tuple(sorted(options, key=lambda option: option.text))


def _number(size: str) -> tuple[float, ...]:
    return tuple(float(part) for part in size.split("/"))


def _size(value: Any) -> str:
    """What orders a number or date among others: "1800000" or "2023/9/24"; empty for anything else."""
    if isinstance(value, DateValue) or getattr(value, "date", None):
        return "/".join(str(part) for part in value.date.sort_key())
    if isinstance(value, NumberValue) or getattr(value, "number", None) is not None:
        return str(value.number)
    return ""

"""Several: tick all that apply."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, ClassVar, Self

from quizapp.core.chance import Chance, shown
from quizapp.core.fact import Fact
from quizapp.core.message import Message, mark
from quizapp.core.option import Option, drafted, in_order, measured, sized
from quizapp.core.question import BadAnswer, Form, Grade, Question, Refutation, Response, Text, all_parts

_FEWEST, _MOST = 3, 8


@dataclass(frozen=True)
class Several(Question):
    """One or more right options among several. Each right one stands for its fact."""

    kind = "several"
    title = mark("Several")
    fields: ClassVar[Mapping[str, str]] = {"options": "options"}

    choices: tuple[Option, ...] = ()

    @classmethod
    def derive(cls, slug: str, fact: Fact, others: Sequence[Fact], number: int, rng: random.Random) -> Self | None:
        """Never: one fact does not have several values."""
        return None

    @classmethod
    def from_draft(cls, id: str, facts: Mapping[str, Fact], draft: Mapping[str, Any]) -> Self:
        """Three to eight options, right ones and wrong ones. A right one names its fact, unless there is only one."""
        options = drafted(draft["options"], _FEWEST, _MOST)
        if len({option.right for option in options}) < 2:
            raise ValueError("write at least one right option and at least one wrong one")
        only_fact = next(iter(facts)) if len(facts) == 1 else ""
        options = tuple(replace(each, fact=each.fact or only_fact) if each.right else each for each in options)
        for option in options:
            if option.right and option.fact not in facts:
                raise ValueError(f'the right option "{option.text}" must name one of the tested facts: add fact')
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
        """The places of the ticked options, in stored order."""
        options, ticked = self._shown(seed), set(form.get("answer", ()))
        if not ticked:
            raise BadAnswer("Please tick at least one option.")
        if not ticked <= options.keys():
            raise BadAnswer("Please choose one of the options shown.")
        return {"chosen": sorted(options[name] for name in ticked)}

    def form_of(self, response: Response, seed: int) -> dict[str, list[str]]:
        """The option ids of the ticked places."""
        return {"answer": [name for name, place in self._shown(seed).items() if place in response["chosen"]]}

    def key(self, seed: int) -> dict[str, list[str]]:
        """The option ids of all right options."""
        return self.form_of({"chosen": [place for place, option in enumerate(self.choices) if option.right]}, seed)

    def grade(self, response: Response) -> Grade:
        """Right ticks less wrong ones, as a share of the right options, never below 0. The bucket lists the ticks.

        A fact's part is the share of its own options that were ticked, times the share of wrong options left alone:
        who ticks everything has shown nothing.
        """
        chosen = [self.choices[place] for place in response["chosen"]]
        right = [option for option in self.choices if option.right]
        left_out = [option.text for option in right if option not in chosen]
        slips = sum(not option.right for option in chosen)
        score = max(0.0, (len(right) - len(left_out) - slips) / len(right))
        care = 1 - slips / (len(self.choices) - len(right))
        parts = all_parts(self, score)
        for fact in parts:
            mine = [option in chosen for option in right if option.fact == fact]
            if mine:
                parts[fact] = care * sum(mine) / len(mine)
        note = Message("You left out: %(texts)s.", {"texts": "; ".join(left_out)}) if left_out else None
        return Grade(score, ",".join(str(place) for place in response["chosen"]), parts, note)

    def told(self, response: Response) -> tuple[Text, ...]:
        """The ticked texts, a line each."""
        return tuple(self.choices[place].text for place in response["chosen"])

    def explain(self, response: Response) -> tuple[Refutation, ...]:
        """The reason of each wrong tick."""
        chosen = [self.choices[place] for place in response["chosen"]]
        return tuple(Refutation(option.text, option.why) for option in chosen if not option.right)

    @property
    def guess_rate(self) -> float:
        """One in the ways to tick at least one option but not all of them."""
        return 1 / ((1 << len(self.choices)) - 2)

    @property
    def options(self) -> tuple[str, ...]:
        """The texts to choose from."""
        return tuple(option.text for option in self.choices)

    @property
    def keys(self) -> tuple[str, ...]:
        """The right options."""
        return tuple(option.text for option in self.choices if option.right)

    def rekeyed(self) -> Self:
        """After each right option, the next one is right instead."""
        turned = zip(self.choices, self.choices[-1:] + self.choices[:-1], strict=True)
        return replace(self, choices=tuple(replace(option, right=before.right) for option, before in turned))

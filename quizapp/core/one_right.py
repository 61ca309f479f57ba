"""One right option among several: what all kinds share whose answer is a single choice."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, ClassVar, Self

from quizapp.core.chance import Chance, shown
from quizapp.core.fact import Fact
from quizapp.core.message import Message
from quizapp.core.option import Option, drafted, in_order, measured, sized
from quizapp.core.question import BadAnswer, Form, Grade, Question, Refutation, Response, Text, all_parts, only


@dataclass(frozen=True)
class OneRight(Question):
    """One right option among several. `choices` are stored in an order that tells nothing.

    A kind of this sort adds how it is derived; by hand it has options, unless it says otherwise.
    """

    fields: ClassVar[Mapping[str, str]] = {"options": "options"}
    ours: ClassVar[bool] = False
    """Whether the options are messages of our own, always in their stored order, instead of texts of the bank."""

    choices: tuple[Option, ...] = ()

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
        """Options in an order of chance, except numbers and dates, which are sorted, and our own, which are fixed."""
        return {
            "options": [{"id": name, "text": self.choices[place].text} for name, place in self._shown(seed).items()]
        }

    def _shown(self, seed: int) -> dict[str, int]:
        return shown(len(self.choices), Chance(seed), fixed=self.ours or sized(self.choices))

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

    def told(self, response: Response) -> tuple[Text, ...]:
        """The chosen text."""
        return (self._text(self.choices[response["chosen"]]),)

    def explain(self, response: Response) -> tuple[Refutation, ...]:
        """The chosen wrong option's reason."""
        option = self.choices[response["chosen"]]
        return () if option.right else (Refutation(self._text(option), option.why),)

    def _text(self, option: Option) -> Text:
        return Message(option.text) if self.ours else option.text

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

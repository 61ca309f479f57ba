"""Spot: a passage in which some sentences were altered; mark every error, and nothing else."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, ClassVar, Self

from quizapp.core.chance import Chance, shown
from quizapp.core.fact import Fact
from quizapp.core.message import Message, mark
from quizapp.core.passage import Line, retold
from quizapp.core.question import BadAnswer, Form, Grade, Question, Refutation, Response, Text

ASKED = "Which sentences of this passage were altered, so that they no longer say what the article says?"
"""The stem where none is written. It is a text of the bank, as what follows it is."""
_FEWEST, _MOST = 3, 8


@dataclass(frozen=True)
class Spot(Question):
    """A passage of several facts, in the order of the brief, with errors to be found."""

    kind = "spot"
    title = mark("Find the errors")
    near = "topic"
    fields: ClassVar[Mapping[str, str]] = {"stem": "text?", "passage": "passage"}

    passage: tuple[Line, ...] = ()

    @classmethod
    def derive(cls, slug: str, fact: Fact, others: Sequence[Fact], number: int, rng: random.Random) -> Self | None:
        """A must-know fact among others of its topic, retold with an error or two; None with fewer than three facts."""
        if number > 1 or fact.importance != "must-know":
            return None
        lines = retold(fact, [other for other in others if cls.kind not in other.skip], rng)
        facts = dict.fromkeys((fact.id, *(line.fact for line in lines)))
        return cls(slug, tuple(facts), ASKED, lines) if len(lines) >= _FEWEST else None

    @classmethod
    def from_draft(cls, id: str, facts: Mapping[str, Fact], draft: Mapping[str, Any]) -> Self:
        """Three to eight sentences with an error at least and one left as it is. Each names its tested fact."""
        lone = next(iter(facts)) if len(facts) == 1 else ""
        passage = tuple(
            Line(each["text"], each.get("fact") or lone, bool(each.get("error")), each.get("why") or "")
            for each in draft["passage"]
        )
        if not _FEWEST <= len(passage) <= _MOST:
            raise ValueError(f"write {_FEWEST} to {_MOST} sentences, not {len(passage)}")
        if len({line.error for line in passage}) < 2:
            raise ValueError("mark at least one sentence with error: true, and leave at least one as it is")
        for line in passage:
            if line.fact not in facts:
                raise ValueError(f'the sentence "{line.text}" must name one of the tested facts: add fact')
            if line.error and not line.why:
                raise ValueError(f'say what is true instead of "{line.text}": add why')
        return cls(id, tuple(facts), draft.get("stem") or ASKED, passage, why=draft.get("why") or "")

    def data(self) -> dict[str, Any]:
        """All but `id` and `facts`, as JSON; of a sentence what there is to say, as whoever writes it would."""
        lines = [{name: told for name, told in asdict(line).items() if told} for line in self.passage]
        return {"stem": self.stem, "why": self.why, "passage": lines}

    @classmethod
    def load(cls, id: str, facts: tuple[str, ...], data: Mapping[str, Any]) -> Self:
        """The inverse of `data`."""
        return cls(id, facts, data["stem"], tuple(Line(**each) for each in data["passage"]), why=data["why"])

    def ask(self, seed: int) -> dict[str, Any]:
        """The sentences in their order."""
        return {
            "options": [{"id": name, "text": self.passage[place].text} for name, place in self._shown(seed).items()]
        }

    def _shown(self, seed: int) -> dict[str, int]:
        return shown(len(self.passage), Chance(seed), fixed=True)

    def read(self, form: Form, seed: int) -> Response:
        """The places of the marked sentences."""
        lines, marked = self._shown(seed), set(form.get("answer", ()))
        if not marked:
            raise BadAnswer("Please mark at least one sentence.")
        if not marked <= lines.keys():
            raise BadAnswer("Please choose one of the options shown.")
        return {"marked": sorted(lines[name] for name in marked)}

    def form_of(self, response: Response, seed: int) -> dict[str, list[str]]:
        """The ids of the marked places."""
        return {"answer": [name for name, place in self._shown(seed).items() if place in response["marked"]]}

    def key(self, seed: int) -> dict[str, list[str]]:
        """The ids of all errors."""
        return self.form_of({"marked": [place for place, line in enumerate(self.passage) if line.error]}, seed)

    def grade(self, response: Response) -> Grade:
        """The share of errors that were marked less the share of sound sentences that were, never below 0.

        That is Youden's index, hit rate less false alarm rate: who marks everything, or by a coin, has 0. A fact's part
        is 1 where all its sentences were judged right, else 0. The bucket lists the marked places.
        """
        marked = set(response["marked"])
        errors = [place in marked for place, line in enumerate(self.passage) if line.error]
        sound = [place in marked for place, line in enumerate(self.passage) if not line.error]
        score = max(0.0, sum(errors) / len(errors) - sum(sound) / len(sound))
        slips = {self.passage[place].fact for place in self._misjudged(response)}
        parts = {fact: 0.0 if fact in slips else 1.0 for fact in self.facts}
        return Grade(score, ",".join(str(place) for place in response["marked"]), parts)

    def _misjudged(self, response: Response) -> list[int]:
        marked = set(response["marked"])
        return [place for place, line in enumerate(self.passage) if line.error != (place in marked)]

    def told(self, response: Response) -> tuple[Text, ...]:
        """The marked sentences, a line each."""
        return tuple(self.passage[place].text for place in response["marked"])

    def explain(self, response: Response) -> tuple[Refutation, ...]:
        """What is true instead of a missed error, and that a sound sentence was left as it is."""
        return tuple(
            Refutation(line.text, line.why)
            if line.error
            else Refutation(
                Message("this was altered: %(text)s", {"text": line.text}), Message("It was left as it is.")
            )
            for line in (self.passage[place] for place in self._misjudged(response))
        )

    @property
    def guess_rate(self) -> float:
        """For a part: one in two, as a sentence is marked or not."""
        return 1 / 2

    @property
    def options(self) -> tuple[str, ...]:
        """The sentences."""
        return tuple(line.text for line in self.passage)

    @property
    def keys(self) -> tuple[str, ...]:
        """The altered sentences."""
        return tuple(line.text for line in self.passage if line.error)

    @property
    def content_keys(self) -> tuple[str, ...]:
        """None: no stem gives a false sentence away."""
        return ()

    @property
    def shows_falsehood(self) -> bool:
        """Always: its errors are false claims."""
        return True

    def rekeyed(self) -> Self:
        """After each error, the next sentence is one instead."""
        turned = zip(self.passage, self.passage[-1:] + self.passage[:-1], strict=True)
        return replace(self, passage=tuple(replace(line, error=before.error) for line, before in turned))

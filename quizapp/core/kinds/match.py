"""Match: to each thing on the left, one on the right."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, ClassVar, Self

from quizapp.core.chance import Chance, shown
from quizapp.core.fact import Fact
from quizapp.core.message import Message, mark
from quizapp.core.question import BadAnswer, Form, Grade, Question, Refutation, Response, Text, all_parts, only

_FEWEST, _MOST = 2, 8


@dataclass(frozen=True, slots=True)
class Pair:
    """A left side, the right side that belongs to it, and the fact that says so."""

    left: str
    right: str
    fact: str


@dataclass(frozen=True)
class Match(Question):
    """Pairs to be found. `pairs` are stored sorted by their left side; `extra` are right sides that fit nothing.

    A right side that belongs to two left ones is shown once. Only if none does, each is used at most once.
    """

    kind = "match"
    title = mark("Match")
    fields: ClassVar[Mapping[str, str]] = {"pairs": "pairs", "extra": "texts?"}

    pairs: tuple[Pair, ...] = ()
    extra: tuple[str, ...] = ()

    @classmethod
    def derive(cls, slug: str, fact: Fact, others: Sequence[Fact], number: int, rng: random.Random) -> Self | None:
        """Never: pairs span several facts."""
        return None

    @classmethod
    def from_draft(cls, id: str, facts: Mapping[str, Fact], draft: Mapping[str, Any]) -> Self:
        """Two to eight pairs with different left sides, and right sides that fit nothing."""
        only_fact = next(iter(facts)) if len(facts) == 1 else ""
        pairs = tuple(Pair(each["left"], each["right"], each.get("fact") or only_fact) for each in draft["pairs"])
        extra = tuple(sorted(set(draft.get("extra") or ())))
        if not _FEWEST <= len(pairs) <= _MOST:
            raise ValueError(f"write {_FEWEST} to {_MOST} pairs, not {len(pairs)}")
        if len({pair.left.casefold() for pair in pairs}) < len(pairs):
            raise ValueError("two left sides are alike: change one of them")
        rights = {pair.right for pair in pairs}
        if len(rights) < 2 or rights & set(extra):
            raise ValueError("at least two right sides must differ, and what is extra must fit nothing")
        for pair in pairs:
            if pair.fact and pair.fact not in facts:
                raise ValueError(f'the pair "{pair.left}" must name one of the tested facts')
        return cls(id, tuple(facts), draft["stem"], _sorted(pairs), extra, why=draft.get("why") or "")

    def data(self) -> dict[str, Any]:
        """All but `id` and `facts`, as JSON."""
        pairs = [asdict(pair) for pair in self.pairs]
        return {"stem": self.stem, "why": self.why, "pairs": pairs, "extra": list(self.extra)}

    @classmethod
    def load(cls, id: str, facts: tuple[str, ...], data: Mapping[str, Any]) -> Self:
        """The inverse of `data`."""
        pairs = _sorted([Pair(**each) for each in data["pairs"]])
        return cls(id, facts, data["stem"], pairs, tuple(data["extra"]), why=data["why"])

    def ask(self, seed: int) -> dict[str, Any]:
        """Both sides, each in an order of chance. The field "pair-" and a left one's id holds the id of a right one."""
        lefts, rights = self._shown(seed)
        return {
            "lefts": [{"id": name, "text": self.pairs[index].left} for name, index in lefts.items()],
            "rights": [{"id": name, "text": self.options[index]} for name, index in rights.items()],
            "once": self._once,
        }

    def _shown(self, seed: int) -> tuple[dict[str, int], dict[str, int]]:
        chance = Chance(seed)
        return shown(len(self.pairs), chance), shown(len(self.options), chance)

    @property
    def _once(self) -> bool:
        """Whether each right side is used at most once."""
        return len({pair.right for pair in self.pairs}) == len(self.pairs)

    def read(self, form: Form, seed: int) -> Response:
        """For each stored pair, the place of the chosen right side in `options`."""
        lefts, rights = self._shown(seed)
        chosen = {index: rights.get(only(form, f"pair-{name}")) for name, index in lefts.items()}
        if None in chosen.values():
            raise BadAnswer("Please choose one of the options shown.")
        if self._once and len(set(chosen.values())) < len(chosen):
            raise BadAnswer("Please use each answer only once.")
        return {"rights": [chosen[index] for index in range(len(self.pairs))]}

    def form_of(self, response: Response, seed: int) -> dict[str, list[str]]:
        """The fields of the left sides."""
        lefts, rights = self._shown(seed)
        names = {place: name for name, place in rights.items()}
        return {f"pair-{name}": [names[response["rights"][index]]] for name, index in lefts.items()}

    def key(self, seed: int) -> dict[str, list[str]]:
        """The fields of the right pairs."""
        return self.form_of({"rights": [self.options.index(pair.right) for pair in self.pairs]}, seed)

    def grade(self, response: Response) -> Grade:
        """The share of right pairs; a fact's part is that of its own pairs. The bucket lists the chosen places."""
        right = [self.options[place] == pair.right for pair, place in self._chosen(response)]
        score = sum(right) / len(right)
        parts = all_parts(self, score)
        for fact in parts:
            mine = [ok for pair, ok in zip(self.pairs, right, strict=True) if pair.fact == fact]
            if mine:
                parts[fact] = sum(mine) / len(mine)
        return Grade(score, ",".join(str(place) for place in response["rights"]), parts)

    def _chosen(self, response: Response) -> list[tuple[Pair, int]]:
        return list(zip(self.pairs, response["rights"], strict=True))

    def told(self, response: Response) -> tuple[Text, ...]:
        """The chosen pairs, a line each."""
        return tuple(_line(pair.left, self.options[place]) for pair, place in self._chosen(response))

    def explain(self, response: Response) -> tuple[Refutation, ...]:
        """For each wrong pair, what belongs there."""
        return tuple(
            Refutation(_line(pair.left, self.options[place]), Message("It is %(right)s.", {"right": pair.right}))
            for pair, place in self._chosen(response)
            if self.options[place] != pair.right
        )

    @property
    def guess_rate(self) -> float:
        """For a part: one in the right sides."""
        return 1 / len(self.options)

    @property
    def options(self) -> tuple[str, ...]:
        """The right sides, each once, sorted."""
        return tuple(sorted({*(pair.right for pair in self.pairs), *self.extra}))

    @property
    def keys(self) -> tuple[str, ...]:
        """The right pairs."""
        return tuple(_line(pair.left, pair.right) for pair in self.pairs)

    @property
    def content_keys(self) -> tuple[str, ...]:
        """The right sides that belong somewhere: a stem that tells one may tell where."""
        return tuple(dict.fromkeys(pair.right for pair in self.pairs))

    def rekeyed(self) -> Self:
        """Every left side has the right one of its neighbour."""
        rights = [pair.right for pair in self.pairs]
        turned = zip(self.pairs, rights[1:] + rights[:1], strict=True)
        return replace(self, pairs=tuple(replace(pair, right=right) for pair, right in turned))


def _sorted(pairs: Sequence[Pair]) -> tuple[Pair, ...]:
    return tuple(sorted(pairs, key=lambda pair: pair.left))


def _line(left: str, right: str) -> str:
    return f"{left} – {right}"

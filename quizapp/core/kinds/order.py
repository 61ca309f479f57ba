"""Order: three to six things to be put in their order."""

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import combinations, pairwise
from operator import itemgetter
from typing import Any, ClassVar, Self

from quizapp.core.chance import Chance, shown
from quizapp.core.fact import Fact
from quizapp.core.message import Message, mark
from quizapp.core.question import BadAnswer, Form, Grade, Question, Refutation, Response, Text, all_parts, only

_FEWEST, _MOST = 3, 6


@dataclass(frozen=True, slots=True)
class Item:
    """One thing, the fact it stands for, and its right place from 1."""

    text: str
    fact: str
    place: int


@dataclass(frozen=True)
class Order(Question):
    """Things to be put in order. `items` are stored sorted by text, so that their order tells nothing."""

    kind = "order"
    title = mark("Order")
    fields: ClassVar[Mapping[str, str]] = {"items": "items"}

    items: tuple[Item, ...] = ()

    @classmethod
    def derive(cls, slug: str, fact: Fact, others: Sequence[Fact], number: int, rng: random.Random) -> Self | None:
        """Never: an order spans several facts."""
        return None

    @classmethod
    def from_draft(cls, id: str, facts: Mapping[str, Fact], draft: Mapping[str, Any]) -> Self:
        """Three to six items in the right order."""
        only_fact = next(iter(facts)) if len(facts) == 1 else ""
        items = tuple(
            Item(each["text"], each.get("fact") or only_fact, place)
            for place, each in enumerate(draft["items"], start=1)
        )
        if not _FEWEST <= len(items) <= _MOST:
            raise ValueError(f"write {_FEWEST} to {_MOST} items, in the right order, not {len(items)}")
        if len({item.text.casefold() for item in items}) < len(items):
            raise ValueError("two items are alike: change one of them")
        for item in items:
            if item.fact and item.fact not in facts:
                raise ValueError(f'the item "{item.text}" must name one of the tested facts')
        return cls(id, tuple(facts), draft["stem"], _sorted(items), why=draft.get("why") or "")

    def data(self) -> dict[str, Any]:
        """All but `id` and `facts`, as JSON."""
        return {"stem": self.stem, "why": self.why, "items": [asdict(item) for item in self.items]}

    @classmethod
    def load(cls, id: str, facts: tuple[str, ...], data: Mapping[str, Any]) -> Self:
        """The inverse of `data`."""
        return cls(id, facts, data["stem"], _sorted(Item(**each) for each in data["items"]), why=data["why"])

    def ask(self, seed: int) -> dict[str, Any]:
        """The items in an order of chance; each has a field "place-" and its id for its place from 1."""
        return {"items": [{"id": name, "text": self.items[index].text} for name, index in self._shown(seed).items()]}

    def _shown(self, seed: int) -> dict[str, int]:
        return shown(len(self.items), Chance(seed))

    def read(self, form: Form, seed: int) -> Response:
        """The place given to each stored item. Every place must be given once."""
        given = {index: only(form, f"place-{name}") for name, index in self._shown(seed).items()}
        wanted = [str(place) for place in range(1, len(self.items) + 1)]
        if sorted(given.values()) != wanted:
            raise BadAnswer("Please give every item a place of its own, from 1 to %(last)d.", last=len(wanted))
        return {"places": [int(given[index]) for index in range(len(self.items))]}

    def form_of(self, response: Response, seed: int) -> dict[str, list[str]]:
        """The place fields of `response`."""
        return {f"place-{name}": [str(response["places"][index])] for name, index in self._shown(seed).items()}

    def key(self, seed: int) -> dict[str, list[str]]:
        """The place fields of the right order."""
        return self.form_of({"places": [item.place for item in self.items]}, seed)

    def grade(self, response: Response) -> Grade:
        """The share of pairs in the right order, less what chance gives: 2 · share - 1, never below 0 (Kendall's tau).

        A fact's part is the same over the pairs of its items. The bucket is the order given, by right places.
        """
        pairs = {pair: self._agree(response, *pair) for pair in combinations(range(len(self.items)), 2)}
        score = _tau(list(pairs.values()))
        parts = all_parts(self, score)
        for fact in parts:
            mine = {index for index, item in enumerate(self.items) if item.fact == fact}
            if mine:
                parts[fact] = _tau([agree for pair, agree in pairs.items() if mine & set(pair)])
        return Grade(score, "".join(str(item.place) for item in self._given(response)), parts)

    def _agree(self, response: Response, one: int, other: int) -> bool:
        places = response["places"]
        return bool((places[one] < places[other]) == (self.items[one].place < self.items[other].place))

    def _given(self, response: Response) -> list[Item]:
        """The items as the learner ordered them."""
        return [item for _, item in sorted(zip(response["places"], self.items, strict=True), key=itemgetter(0))]

    def told(self, response: Response) -> tuple[Text, ...]:
        """The texts in the order given, a line each."""
        return tuple(item.text for item in self._given(response))

    def explain(self, response: Response) -> tuple[Refutation, ...]:
        """Every two neighbours that stand the wrong way round."""
        return tuple(
            Refutation(
                Message("“%(first)s” before “%(second)s”", {"first": first.text, "second": second.text}),
                Message("It is the other way round."),
            )
            for first, second in pairwise(self._given(response))
            if first.place > second.place
        )

    @property
    def guess_rate(self) -> float:
        """For a part: the chance that all pairs of an item are right in a random order is at most one in the items."""
        return 1 / len(self.items)

    @property
    def options(self) -> tuple[str, ...]:
        """The texts to be ordered."""
        return tuple(item.text for item in self.items)

    @property
    def keys(self) -> tuple[str, ...]:
        """The texts in their right order."""
        return tuple(item.text for item in sorted(self.items, key=lambda item: item.place))

    @property
    def content_keys(self) -> tuple[str, ...]:
        """None: each text is shown to the learner; only their order is the key."""
        return ()

    def rekeyed(self) -> Self:
        """The right order backwards."""
        last = len(self.items) + 1
        return replace(self, items=tuple(replace(item, place=last - item.place) for item in self.items))


def _sorted(items: Iterable[Item]) -> tuple[Item, ...]:
    return tuple(sorted(items, key=lambda item: item.text))


def _tau(agree: Sequence[bool]) -> float:
    return max(0.0, 2 * sum(agree) / len(agree) - 1)

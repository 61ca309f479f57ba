"""Drift: what was said against how it was retold; whether the retelling keeps it, and if not, where it went."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Self

from quizapp.core.fact import Fact
from quizapp.core.message import mark
from quizapp.core.one_right import OneRight
from quizapp.core.option import Option

LABELS: Mapping[str, str] = {
    "kept": mark("It keeps what was said"),
    "stronger": mark("It says more than was said"),
    "weaker": mark("It says less than was said"),
    "other": mark("It is about something else"),
    "speaker": mark("It has another speaker"),
}
"""What can become of words in retelling, always in this order."""


@dataclass(frozen=True)
class Drift(OneRight):
    """A quotation and a paraphrase of it, with one of `LABELS` to be chosen."""

    kind = "drift"
    title = mark("Retold")
    ours = True
    fields: ClassVar[Mapping[str, str]] = {"stem": "text?", "quote": "text", "paraphrase": "text", "label": "text"}

    quote: str = ""
    paraphrase: str = ""

    @classmethod
    def derive(cls, slug: str, fact: Fact, others: Sequence[Fact], number: int, rng: random.Random) -> Self | None:
        """Never: a trap tells that words were changed, not whether they say more, less or something else."""
        return None

    @classmethod
    def from_draft(cls, id: str, facts: Mapping[str, Fact], draft: Mapping[str, Any]) -> Self:
        """`quote` tells who said what, `paraphrase` how it was retold; the stem puts both side by side."""
        label, why = draft["label"], draft.get("why") or ""
        if label not in LABELS:
            raise ValueError(f"the label must be one of {', '.join(LABELS)}")
        if not why:
            raise ValueError("say what the retelling does to the words: add why")
        stem = draft.get("stem") or _stem(draft["quote"], draft["paraphrase"])
        return cls(id, tuple(facts), stem, _choices(label, why), draft["quote"], draft["paraphrase"], why=why)

    def data(self) -> dict[str, Any]:
        """All but `id` and `facts`, as JSON."""
        told = {"quote": self.quote, "paraphrase": self.paraphrase, "label": self.label}
        return {"stem": self.stem, "why": self.why, **told}

    @classmethod
    def load(cls, id: str, facts: tuple[str, ...], data: Mapping[str, Any]) -> Self:
        """The inverse of `data`."""
        choices = _choices(data["label"], data["why"])
        return cls(id, facts, data["stem"], choices, data["quote"], data["paraphrase"], why=data["why"])

    @property
    def label(self) -> str:
        """Which of `LABELS` is right."""
        return next(name for name, option in zip(LABELS, self.choices, strict=True) if option.right)

    @property
    def content_keys(self) -> tuple[str, ...]:
        """None: a label says nothing by itself."""
        return ()

    def rekeyed(self) -> Self:
        """The next label."""
        names = tuple(LABELS)
        label = names[(names.index(self.label) + 1) % len(names)]
        return replace(self, choices=_choices(label, self.why))


def _stem(quote: str, paraphrase: str) -> str:
    """Both in a text of the bank, so that every page shows them."""
    return f"Said: {quote} Retold: {paraphrase} Does the retelling keep it?"


def _choices(label: str, why: str) -> tuple[Option, ...]:
    return tuple(Option(text, name == label, "" if name == label else why) for name, text in LABELS.items())

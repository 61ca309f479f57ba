"""Choice: one right option among three to five."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from quizapp.core.fact import Fact
from quizapp.core.message import mark
from quizapp.core.one_right import OneRight
from quizapp.core.option import Option, in_order, size_of

DISTRACTORS = 2


@dataclass(frozen=True)
class Choice(OneRight):
    """One right option among several."""

    kind = "choice"
    title = mark("Choice")

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

"""Term: a sentence with a contested word, and the wording that the style list has for it."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from quizapp.core.fact import Fact
from quizapp.core.message import mark
from quizapp.core.one_right import OneRight
from quizapp.core.option import Option, in_order

ASKED = "Which words does this bank’s style list want between the brackets?"
"""Behind the sentence: a text of the bank, as the sentence is."""


@dataclass(frozen=True)
class Term(OneRight):
    """Wordings of which one is the style list's. Which side is right is not asked."""

    kind = "term"
    title = mark("Neutral wording")

    @classmethod
    def derive(cls, slug: str, fact: Fact, others: Sequence[Fact], number: int, rng: random.Random) -> Self | None:
        """Of a contested fact about a term, whose value is the neutral wording and whose traps are contested ones.

        Variant n shows the cloze with trap n, in brackets: in quotation marks it would be somebody's word, which is
        allowed. To leave it as it is is one of the options.
        """
        if fact.kind != "term" or not fact.contested or not fact.source or len(fact.traps) < max(number, 2):
            return None
        shown = fact.traps[number - 1].says
        wrong = (Option(trap.says, False, trap.why) for trap in fact.traps)
        stem = f"{fact.fill(f'[{shown}]')} {ASKED}"
        return cls(slug, (fact.id,), stem, in_order((Option(fact.span, True), *wrong)))

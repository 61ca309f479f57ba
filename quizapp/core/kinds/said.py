"""Who said it: words or a claim without their speaker, to be given back to whoever they are from."""

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self

from quizapp.core.fact import GAP, Fact
from quizapp.core.message import mark
from quizapp.core.naming import gapped, is_person, names
from quizapp.core.one_right import OneRight
from quizapp.core.option import Option, in_order

_DISTRACTORS = 2


@dataclass(frozen=True)
class Said(OneRight):
    """Speakers of whom one said what the stem reports."""

    kind = "said"
    title = mark("Who said it?")
    near = "topic"

    @classmethod
    def derive(cls, slug: str, fact: Fact, others: Sequence[Fact], number: int, rng: random.Random) -> Self | None:
        """The statement of a quotation or claim with a gap for its speaker, and speakers of facts of the same topic.

        A party is not offered beside its own people, who may well have said the same; nor is anyone the stem names.
        """
        if number > 1 or (fact.stance != "claimed" and fact.kind != "quotation"):
            return None
        stem = gapped(fact.statement, fact.speaker)
        if stem is None:
            return None
        near = sorted(_apart(fact, others, stem), key=lambda other: (_unlike(fact, other), _chance(slug, other)))
        wrong = list({other.speaker: other for other in reversed(near)}.values())[::-1][:_DISTRACTORS]
        if len(wrong) < _DISTRACTORS:
            return None
        options = (Option(other.speaker, False, other.statement, other.id) for other in wrong)
        return cls(slug, (fact.id,), stem, in_order((Option(fact.speaker, True), *options)))


def _apart(fact: Fact, others: Sequence[Fact], stem: str) -> Iterable[Fact]:
    """Facts whose speakers can only be wrong. The article's own voice is nobody's word."""
    for other in others:
        told = other.stance == "claimed" or other.party != "article"
        both_people = is_person(fact.speaker) and is_person(other.speaker)
        apart = other.speaker != fact.speaker and (other.party != fact.party or both_people)
        if told and apart and not names(stem.replace(GAP, " "), other.speaker):
            yield other


def _unlike(fact: Fact, other: Fact) -> bool:
    """People among people, bodies among bodies: the odd one out would be guessed."""
    return is_person(fact.speaker) != is_person(other.speaker)


def _chance(slug: str, other: Fact) -> float:
    return random.Random(f"{slug}/{other.speaker}").random()

"""From facts to questions: every kind is asked what it can make of every fact."""

import hashlib
import random
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from quizapp.core.fact import Fact
from quizapp.core.kinds import KINDS
from quizapp.core.question import Question

VARIANTS = 4
"""The most questions of one kind that one fact gives."""
NEIGHBOURS = 20
"""The most facts of one group in which distractors are looked for, so that a group of thousands is never quadratic."""


def derive(facts: Sequence[Fact]) -> tuple[Question, ...]:
    """All derived questions of `facts`, in the order of facts, kinds and variants. Equal facts give equal questions."""
    others = others_of(facts)
    return tuple(question for fact in facts for question in derive_one(fact, others[fact.id]))


def derive_one(fact: Fact, others: Sequence[Fact]) -> tuple[Question, ...]:
    """The derived questions of one fact; `others` are what `others_of` has for it."""
    return tuple(
        question for kind in KINDS.values() if kind.kind not in fact.skip for question in _variants(kind, fact, others)
    )


def others_of(facts: Sequence[Fact]) -> Mapping[str, tuple[Fact, ...]]:
    """For every fact, by id, the facts of its group whose values can stand beside its own.

    What an article does not say is no value, so facts of absence are nobody's neighbours. A group is a ring in the
    order of the hashes of its ids, and a fact's neighbours are those that follow it: in a large group each has its
    own, and a fact that is added changes those of few.
    """
    rings: defaultdict[str, list[tuple[str, Fact]]] = defaultdict(list)
    for rank, fact in sorted(((_rank(fact), fact) for fact in facts), key=lambda pair: pair[0]):
        if not fact.absence:
            rings[fact.group].append((rank, fact))
    return {fact.id: tuple(_following(fact, rings[fact.group])) for fact in facts}


def _following(fact: Fact, ring: Sequence[tuple[str, Fact]]) -> Iterable[Fact]:
    start = bisect_right(ring, _rank(fact), key=lambda pair: pair[0])
    behind = ring[start : start + NEIGHBOURS]
    before = ring[: min(start, NEIGHBOURS - len(behind))]
    return (other for _, other in (*behind, *before) if other.id != fact.id)


def _variants(kind: type[Question], fact: Fact, others: Sequence[Fact]) -> Iterable[Question]:
    for number in range(1, VARIANTS + 1):
        slug = f"{fact.id}.{kind.kind}.{number}"
        question = kind.derive(slug, fact, others, number, random.Random(slug))
        if question is None:
            return
        yield question


def _rank(fact: Fact) -> str:
    return hashlib.sha256(fact.id.encode()).hexdigest()

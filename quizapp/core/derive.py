"""From facts to questions: every kind is asked what it can make of every fact."""

import hashlib
import random
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from quizapp.core.fact import Fact
from quizapp.core.kinds import KINDS
from quizapp.core.question import Question

VARIANTS = 4
"""The most questions of one kind that one fact gives."""
NEIGHBOURS = 20
"""The most facts of one group in which distractors are looked for, so that a group of thousands is never quadratic."""
OF_TOPIC = 40
"""The same for a topic."""


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The facts beside one fact: of its group, of its topic, and those that it links to or that link to it."""

    group: tuple[Fact, ...] = ()
    topic: tuple[Fact, ...] = ()
    links: tuple[Fact, ...] = ()

    def where(self, fits: Callable[[Fact], bool]) -> "Neighbours":
        """Only those that `fits`."""
        return Neighbours(*(tuple(filter(fits, each)) for each in (self.group, self.topic, self.links)))


def derive(facts: Sequence[Fact]) -> tuple[Question, ...]:
    """All derived questions of `facts`, in the order of facts, kinds and variants. Equal facts give equal questions."""
    others = others_of(facts)
    return tuple(question for fact in facts for question in derive_one(fact, others[fact.id]))


def derive_one(fact: Fact, others: Neighbours) -> tuple[Question, ...]:
    """The derived questions of one fact; `others` are what `others_of` has for it."""
    return tuple(
        question for kind in KINDS.values() if kind.kind not in fact.skip for question in _variants(kind, fact, others)
    )


def others_of(facts: Sequence[Fact]) -> Mapping[str, Neighbours]:
    """For every fact, by id, the facts that can stand beside it.

    What an article does not say is no value, so facts of absence are nobody's neighbours. A group, and a topic, is a
    ring in the order of the hashes of its ids, and a fact's neighbours are those that follow it: in a large one each
    has its own, and a fact that is added changes those of few.
    """
    present = [fact for fact in facts if not fact.absence]
    ranked = sorted(((_rank(fact), fact) for fact in present), key=lambda pair: pair[0])
    groups, topics = _rings(ranked, lambda fact: fact.group), _rings(ranked, lambda fact: fact.topic)
    links = _links(present)
    return {
        fact.id: Neighbours(
            tuple(_following(fact, groups[fact.group], NEIGHBOURS)),
            tuple(_following(fact, topics[fact.topic], OF_TOPIC)),
            tuple(links[fact.id].values()),
        )
        for fact in facts
    }


def _rings(ranked: Sequence[tuple[str, Fact]], of: Callable[[Fact], str]) -> Mapping[str, list[tuple[str, Fact]]]:
    rings: defaultdict[str, list[tuple[str, Fact]]] = defaultdict(list)
    for rank, fact in ranked:
        rings[of(fact)].append((rank, fact))
    return rings


def _links(facts: Sequence[Fact]) -> Mapping[str, Mapping[str, Fact]]:
    """Both ends of every link, in the order of the facts."""
    known = {fact.id: fact for fact in facts}
    found: defaultdict[str, dict[str, Fact]] = defaultdict(dict)
    for fact in facts:
        for link in fact.links:
            if link.to in known and link.to != fact.id:
                found[fact.id][link.to] = known[link.to]
                found[link.to][fact.id] = fact
    return found


def _following(fact: Fact, ring: Sequence[tuple[str, Fact]], most: int) -> Iterable[Fact]:
    start = bisect_right(ring, _rank(fact), key=lambda pair: pair[0])
    behind = ring[start : start + most]
    before = ring[: min(start, most - len(behind))]
    return (other for _, other in (*behind, *before) if other.id != fact.id)


def _variants(kind: type[Question], fact: Fact, others: Neighbours) -> Iterable[Question]:
    for number in range(1, VARIANTS + 1):
        slug = f"{fact.id}.{kind.kind}.{number}"
        question = kind.derive(slug, fact, getattr(others, kind.near), number, random.Random(slug))
        if question is None:
            return
        yield question


def _rank(fact: Fact) -> str:
    return hashlib.sha256(fact.id.encode()).hexdigest()

"""From facts to questions: every kind is asked what it can make of every fact."""

import hashlib
import random
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from quizapp.core.fact import Fact
from quizapp.core.kinds import KINDS
from quizapp.core.question import Question

VARIANTS = 4
"""The most questions of one kind that one fact gives."""
POOL = 50
"""The most facts of one group that distractors are looked for in: a group of thousands is never quadratic."""


def derive(facts: Sequence[Fact]) -> tuple[Question, ...]:
    """All derived questions of `facts`, in the order of facts, kinds and variants. Equal facts give equal questions."""
    pools = pools_of(facts)
    return tuple(question for fact in facts for question in derive_one(fact, pools.get(fact.group, ())))


def derive_one(fact: Fact, pool: Iterable[Fact]) -> tuple[Question, ...]:
    """The derived questions of one fact. `pool` is its group's in `pools_of`; `fact` itself may be in there."""
    others = tuple(other for other in pool if other.id != fact.id)
    return tuple(
        question for kind in KINDS.values() if kind.kind not in fact.skip for question in _variants(kind, fact, others)
    )


def pools_of(facts: Iterable[Fact]) -> Mapping[str, tuple[Fact, ...]]:
    """By group, the facts whose values can stand beside each other.

    What an article does not say is no value, so facts of absence are in no pool. A large group is cut to those whose
    ids have the least hashes, so that a fact added elsewhere leaves the pool as it is.
    """
    groups: defaultdict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        if not fact.absence:
            groups[fact.group].append(fact)
    return {group: tuple(sorted(members, key=_rank)[: POOL + 1]) for group, members in groups.items()}


def _variants(kind: type[Question], fact: Fact, others: Sequence[Fact]) -> Iterable[Question]:
    for number in range(1, VARIANTS + 1):
        slug = f"{fact.id}.{kind.kind}.{number}"
        question = kind.derive(slug, fact, others, number, random.Random(slug))
        if question is None:
            return
        yield question


def _rank(fact: Fact) -> str:
    return hashlib.sha256(fact.id.encode()).hexdigest()

"""A passage: facts retold one after another, some of them with an error."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

from quizapp.core.fact import Fact, Trap

_BESIDE, _ALTERED, _LEFT = 4, 2, 2


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of the passage. An `error` has a `why`: what is true instead. `fact` is the fact it tells."""

    text: str
    fact: str
    error: bool = False
    why: str = ""


def retold(fact: Fact, others: Sequence[Fact], rng: random.Random) -> tuple[Line, ...]:
    """`fact` and up to four of `others` that rest on other sentences, in the order of the brief; empty where it can't.

    One or two have a trap in their cloze, and at least two are left as they are where there are three. Only what the
    article itself states is retold: whether a claim is true is nothing to be marked. Only traps that it contradicts are
    taken, so that each error is one.
    """
    told = sorted((fact, *_apart(fact, others)), key=lambda each: each.sentences)
    alterable = [each for each in told if _traps(each)]
    if not _is_plain(fact) or not alterable:
        return ()
    wanted = rng.randint(1, min(_ALTERED, max(1, len(told) - _LEFT), len(alterable)))
    altered = {each.id for each in rng.sample(alterable, wanted)}
    return tuple(_altered(each, rng) if each.id in altered else _left(each) for each in told)


def _is_plain(fact: Fact) -> bool:
    stated = fact.stance == "stated" and not fact.contested and fact.source is None
    return stated and bool(fact.sentences) and not fact.absence


def _apart(fact: Fact, others: Sequence[Fact]) -> list[Fact]:
    """Others on sentences of their own: two facts of one sentence would tell on each other."""
    chosen = [fact]
    for other in others:
        if len(chosen) <= _BESIDE and _is_plain(other) and not _shares(other, chosen):
            chosen.append(other)
    return chosen[1:]


def _shares(fact: Fact, chosen: Sequence[Fact]) -> bool:
    taken = {sentence for each in chosen for sentence in each.sentences}
    return not taken.isdisjoint(fact.sentences) or fact.answers_to in {each.answers_to for each in chosen}


def _traps(fact: Fact) -> list[Trap]:
    return [trap for trap in fact.traps if trap.verdict == "contradicted"]


def _altered(fact: Fact, rng: random.Random) -> Line:
    trap = rng.choice(_traps(fact))
    return Line(_sentence(fact, trap.says), fact.id, True, trap.why)


def _left(fact: Fact) -> Line:
    return Line(_sentence(fact, fact.span), fact.id)


def _sentence(fact: Fact, text: str) -> str:
    filled = fact.fill(text)
    return filled[:1].upper() + filled[1:]

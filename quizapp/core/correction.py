"""Correcting what a bank says: the bank as it is afterwards."""

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Literal

from quizapp.core.bank import Bank, Source
from quizapp.core.fact import Fact, Link, TextValue
from quizapp.core.folding import fold, holds

Kind = Literal["corrected", "superseded", "retracted"]
"""corrected: it was wrong. superseded: it was right, and something newer holds. retracted: it cannot be said at all."""

LONGEST_ID = 80
_DIGITS = re.compile(r"\d+(?:·\d+)*")
"""A number in a folded text."""


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of the fact `slug`: its new wording, or none where it is retracted.

    `since` says in words as of when the new value holds, and `source` where it comes from; `cited` is a source that the
    bank did not have. `keeps_former` leaves the old value of a superseded fact as one of its own, with its date.
    """

    kind: Kind
    slug: str
    fact: Fact | None
    since: str
    source: str
    cited: Source | None = None
    keeps_former: bool = False


def corrected(bank: Bank, change: Change, stale: Collection[str] = ()) -> Bank:
    """The bank after a change, without its questions by hand about the fact, nor the others that are `stale` by it."""
    old = bank.fact[change.slug]
    facts = []
    for fact in bank.facts:
        if fact.id != change.slug:
            facts.append(fact)
        elif change.fact:
            facts.append(change.fact)
    if change.kind == "superseded" and change.keeps_former:
        facts.append(former(old, change.slug, set(bank.fact)))
    questions = tuple(
        question for question in bank.questions if change.slug not in question.facts and question.id not in stale
    )
    sources = bank.sources if change.cited is None else (*bank.sources, change.cited)
    return replace(bank, facts=tuple(facts), questions=questions, sources=sources)


def former(old: Fact, slug: str, taken: Collection[str]) -> Fact:
    """The old value as a fact of its own, which always says as of when it held."""
    stem = f"{slug}-{old.as_of.date}".replace("--", "-")[: LONGEST_ID - 3].lower()
    id = next(name for name in (stem, *(f"{stem}-{n}" for n in range(2, 100))) if name not in taken)
    when = old.as_of.text
    return replace(
        old,
        id=id,
        statement=f"As of {when}: {old.statement}",
        prompt=f"As of {when}: {old.prompt}",
        cloze=f"As of {when}: {old.cloze}",
        subject=old.answers_to,
        time_bound=True,
        review_by=None,
        importance="nice",
        links=(*old.links, Link("later", slug)),
    )


def names_old(words: str, before: Fact, after: Fact) -> bool:
    """Whether `words` hold the value that a fact had `before` and has no more, in full or only its number."""
    said = fold(words)
    gone = _answers(before) - _answers(after)
    return any(holds(said, answer) for answer in gone) or bool(
        (_numbers(before) - _numbers(after)) & set(_DIGITS.findall(said))
    )


def _answers(fact: Fact) -> set[str]:
    return {fold(answer) for answer in fact.answers}


def _numbers(fact: Fact) -> set[str]:
    """Those in the value of a fact that is a number or a date."""
    return set() if isinstance(fact.value, TextValue) else set(_DIGITS.findall(fold(fact.value.text)))

"""As of when: a figure is true of one date, and another figure of another; which date is whose."""

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Self

from quizapp.core.fact import GAP, AsOf, Fact, NumberValue
from quizapp.core.message import mark
from quizapp.core.one_right import OneRight
from quizapp.core.option import Option, in_order

_TELLING = frozenset(("later", "other-account", "conflicts"))
_OPTIONS = 3


@dataclass(frozen=True)
class Asof(OneRight):
    """Dates of which one is that of the figure in the stem."""

    kind = "asof"
    title = mark("As of when?")
    near = "links"

    @classmethod
    def derive(cls, slug: str, fact: Fact, others: Sequence[Fact], number: int, rng: random.Random) -> Self | None:
        """The cloze of a number with a gap for its date; the dates of numbers of one unit that it is linked with.

        Where these are few, its own date in the years before and after. A date that an editor inferred is not asked.
        """
        stem = _stem(fact) if number == 1 else None
        kin = [other for other in others if _is_kin(fact, other)]
        if stem is None or not kin:
            return None
        wrong = [Option(other.as_of.text, False, other.statement, other.id, _size(other.as_of)) for other in kin]
        wrong += [Option(each.text, False, fact.statement, "", _size(each)) for each in _shifted(fact.as_of, rng)]
        right = Option(fact.as_of.text, True, size=_size(fact.as_of))
        options = list({option.text: option for option in (*reversed(wrong), right)}.values())[::-1][:_OPTIONS]
        return cls(slug, (fact.id,), stem, in_order(options)) if len(options) == _OPTIONS else None


def _stem(fact: Fact) -> str | None:
    """The cloze with its value, and a gap where the date stands; "on" and "in" go, which would tell days from months.

    None where the date is inferred, or not there exactly once.
    """
    if not isinstance(fact.value, NumberValue) or fact.as_of.inferred:
        return None
    dated = rf"(?<![\w–-])(?:(?:[Oo]n|[Ii]n) )?{re.escape(fact.as_of.text)}(?!\w)"
    stem, count = re.subn(dated, GAP, fact.fill(fact.span))
    return stem if count == 1 else None


def _is_kin(fact: Fact, other: Fact) -> bool:
    """Whether `other` is a number of the same unit and another date, linked with `fact` in a telling role."""
    roles = {link.role for link in fact.links if link.to == other.id}
    roles |= {link.role for link in other.links if link.to == fact.id}
    if not roles & _TELLING or other.as_of.inferred or other.as_of.date == fact.as_of.date:
        return False
    values = fact.value, other.value
    return all(isinstance(each, NumberValue) for each in values) and len({_unit(each) for each in (fact, other)}) == 1


def _unit(fact: Fact) -> str:
    return fact.value.unit if isinstance(fact.value, NumberValue) else ""


def _shifted(as_of: AsOf, rng: random.Random) -> list[AsOf]:
    """The same day a year before and a year after, in either order."""
    year = as_of.date.year
    if year is None or str(year) not in as_of.text:
        return []
    years = rng.sample((year - 1, year + 1), 2)
    return [AsOf(replace(as_of.date, year=each), as_of.text.replace(str(year), str(each))) for each in years]


def _size(as_of: AsOf) -> str:
    return "/".join(str(part) for part in as_of.date.sort_key())

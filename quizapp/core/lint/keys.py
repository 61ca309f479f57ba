"""Errors of keys and options: E1, E2, E3, E6, E7."""

import re
from collections.abc import Iterator
from decimal import Decimal

from quizapp.core import date_reader, number_reader
from quizapp.core.fact import DateValue, Fact, NumberValue
from quizapp.core.folding import fold
from quizapp.core.lint.agreement import is_kept
from quizapp.core.lint.index import Index, options
from quizapp.core.lint.rule import Hits, rule
from quizapp.core.partial_date import PartialDate

_ABOVE = re.compile(
    r"(all|none|both|neither|any)( of)? (these|those|them|above|answers|options|two|three|given|listed)( \w+)?"
    r"|(both|neither) [a-e] (and|or|nor) [a-e]|[a-e] and [a-e]|all|none|both|neither"
)
_HEDGED = re.compile(r"\b(about|around|some|roughly|approximately|nearly|almost)\b", re.IGNORECASE)


@rule("E1", "no key, or two")
def one_key(index: Index) -> Hits:
    """Choice has one right option, several has one at least and not all; no question is without a key."""
    for question in index.bank.questions:
        rights = [option.right for option in options(question)]
        if question.kind == "choice" and sum(rights) != 1:
            yield question.id, f"{sum(rights)} options are marked right; mark exactly one"
        elif rights and (not any(rights) or all(rights)):
            yield question.id, "all options are right, or none is; mark at least one, and leave a wrong one"
        elif not any(question.keys):
            yield question.id, "there is no right answer; give one"


@rule("E2", "options equal after normalisation")
def distinct_options(index: Index) -> Hits:
    """No two options are the same but for case, diacritics, punctuation and articles."""
    for question in index.bank.questions:
        seen: dict[str, str] = {}
        for text in question.options:
            if twin := seen.get(fold(text)):
                yield question.id, f"“{text}” and “{twin}” are the same option; change one"
            seen[fold(text)] = text


@rule("E3", "key differs from the fact's value")
def key_is_value(index: Index) -> Hits:
    """The key of a question is the value of a tested fact, or is borne out by what is known of it.

    A typed answer is held against the fact's number or date, and what is shown is its text: they must say the same.
    """
    for fact in index.bank.facts:
        for text, meant in _amounts(fact):
            yield fact.id, f"“{text}” is not {meant}; mend the text, or the number or date beside it"
    for question in index.bank.questions:
        facts = index.tested(question)
        if facts and not is_kept(index, question, facts):
            values = ", ".join(f"“{fact.value.text}”" for fact in facts)
            yield (
                question.id,
                f"the key “{'; '.join(question.keys)}” differs from the facts ({values}); mend the key or the fact",
            )


def _amounts(fact: Fact) -> Iterator[tuple[str, Decimal | PartialDate]]:
    """The texts of a fact and its traps that read as another number or date than the one beside them."""
    unit = fact.value.unit if isinstance(fact.value, NumberValue) else ""
    number = fact.value.number if isinstance(fact.value, NumberValue) else None
    date = fact.value.date if isinstance(fact.value, DateValue) else None
    for text, amount, day in (
        (fact.value.text, number, date),
        *((trap.says, trap.number, trap.date) for trap in fact.traps),
    ):
        numbers = number_reader.readings(text, unit)
        if amount is not None and numbers and amount not in numbers:
            yield text, amount
        dates = date_reader.readings(text)
        if day is not None and dates and not any(_agree(each, day) for each in dates):
            yield text, day


def _agree(one: PartialDate, other: PartialDate) -> bool:
    """Whether what both dates tell is the same; one may tell less."""
    pairs = ((one.year, other.year), (one.month, other.month), (one.day, other.day))
    return all(None in pair or pair[0] == pair[1] for pair in pairs)


@rule("E6", "all / none / both of the above")
def no_all_of_the_above(index: Index) -> Hits:
    """No option speaks of the other options."""
    for question in index.bank.questions:
        for text in question.options:
            if _ABOVE.fullmatch(fold(text)):
                yield question.id, f"the option “{text}” speaks of the others; write one that stands alone"


@rule("E7", "number without unit and precision")
def whole_numbers(index: Index) -> Hits:
    """A number has a unit; "about" has a step, and words like it mean "about"."""
    for fact in index.bank.facts:
        value = fact.value
        if not isinstance(value, NumberValue):
            continue
        if not value.unit.strip():
            yield fact.id, "the number has no unit; say what is counted"
        if value.precision == "about" and not (value.step and value.step > 0):
            yield fact.id, "“about” needs a step: the last digit that is meant"
        if value.precision == "exact" and _HEDGED.search(value.text):
            yield fact.id, f"“{value.text}” is not exact; set precision to about, with a step"


RULES = (one_key, distinct_options, key_is_value, no_all_of_the_above, whole_numbers)

"""Errors of keys and options: E1, E2, E3, E6, E7."""

import re
from decimal import Decimal

from quizapp.core.fact import DateValue, Fact, NumberValue, Value
from quizapp.core.folding import fold, holds
from quizapp.core.kinds.date import Date
from quizapp.core.kinds.number import Number
from quizapp.core.lint.amounts import amount, day
from quizapp.core.lint.index import Index, options
from quizapp.core.lint.rule import Hits, rule
from quizapp.core.lint.words import beginnings
from quizapp.core.partial_date import PartialDate
from quizapp.core.question import Question

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
    """The key of a question is the value of a tested fact, or is borne out by what is known of it."""
    for question in index.bank.questions:
        facts = index.tested(question)
        if facts and not _is_kept(index, question, facts):
            values = ", ".join(f"“{fact.value.text}”" for fact in facts)
            yield question.id, f"the key “{question.keys[0]}” is not what is known ({values}); mend the key or the fact"


def _is_kept(index: Index, question: Question, facts: tuple[Fact, ...]) -> bool:
    """Typed keys are other words for one value, so one that agrees will do; every right option must agree."""
    if isinstance(question, Number | Date):
        return any(_measure(question.value) == _measure(fact.value) for fact in facts)
    agree = (any(_agrees(key, fact) for fact in facts) for key in question.keys)
    if question.kind == "text":
        return any(agree)
    if question.kind not in ("choice", "several"):
        return True
    return all(
        agreed or _borne_out(index, question, key, facts) for agreed, key in zip(agree, question.keys, strict=True)
    )


def _measure(value: Value) -> Decimal | PartialDate | None:
    match value:
        case NumberValue(number=number):
            return number
        case DateValue(date=date):
            return date
    return None


def _agrees(key: str, fact: Fact) -> bool:
    answers = [fold(answer) for answer in fact.answers]
    if isinstance(fact.value, NumberValue | DateValue):
        read = amount(key) if isinstance(fact.value, NumberValue) else day(key)
        return fold(key) in answers or (read is not None and read == _measure(fact.value))
    return any(holds(fold(key), answer) or holds(answer, fold(key)) for answer in answers)


def _borne_out(index: Index, question: Question, key: str, facts: tuple[Fact, ...]) -> bool:
    """Whether a key that is no value is sound: neither a trap nor out of the blue.

    Half of its words occur in the facts, their sentences or the question's why. A key over several facts sums them up
    in words of its own.
    """
    told = [text for fact in facts for text in (fact.statement, *fact.answers, *index.sentences_of(fact))]
    if amount(key) is not None or day(key):
        return holds(fold(" ".join(told)), fold(key))
    if fold(key) in {fold(trap.says) for fact in facts for trap in fact.traps}:
        return False
    words = beginnings(key)
    known = beginnings(" ".join((*told, question.why)))
    return len(facts) > 1 or not words or len(words & known) * 2 >= len(words)


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

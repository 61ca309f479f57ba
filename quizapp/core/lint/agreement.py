"""Whether a question's key agrees with what the bank knows of its facts (E3)."""

from collections.abc import Sequence
from decimal import Decimal

from quizapp.core.fact import DateValue, Fact, NumberValue, Value
from quizapp.core.folding import fold, holds
from quizapp.core.kinds.asof import Asof
from quizapp.core.kinds.date import Date
from quizapp.core.kinds.drift import Drift
from quizapp.core.kinds.match import Match
from quizapp.core.kinds.number import Number
from quizapp.core.kinds.order import Order
from quizapp.core.kinds.said import Said
from quizapp.core.kinds.spot import Spot
from quizapp.core.kinds.text import TypedText
from quizapp.core.kinds.truefalse import Truefalse
from quizapp.core.lint.amounts import amount, day
from quizapp.core.lint.index import Index, options
from quizapp.core.lint.words import bare, beginnings
from quizapp.core.partial_date import PartialDate
from quizapp.core.question import Question


def is_kept(index: Index, question: Question, facts: Sequence[Fact]) -> bool:
    """Whether the key of `question`, which tests `facts`, agrees with them. Verdicts have a rule of their own."""
    match question:
        case Number() | Date():
            return any(_measure(question.value) == _measure(fact.value) for fact in facts)
        case TypedText():
            return _accepts_right(index, question.accept, facts)
        case Asof() | Said():
            return any(_tells(question, key, fact) for key in question.keys for fact in facts)
        case Truefalse() | Order() | Match() | Drift() | Spot():
            return _holds_together(index, question)
    keys = [option.text for option in options(question) if option.right]
    return all(
        any(_agrees(index, key, fact) for fact in facts) or _borne_out(index, question, key, facts) for key in keys
    )


def _holds_together(index: Index, question: Truefalse | Order | Match | Drift | Spot) -> bool:
    """Whether nothing that is called true is a falsehood, and nothing that is placed or paired is out of place."""
    match question:
        case Truefalse():
            # One that is called false, and true, is looked at by E5.
            return not (question.right and fold(question.stem) in index.falsehoods)
        case Order():
            placed = sorted(question.items, key=lambda item: item.place)
            return _is_monotone([index.bank.fact[item.fact] for item in placed if item.fact in index.bank.fact])
        case Match():
            return not any(_is_swapped(index, question, place) for place in range(len(question.pairs)))
        case Drift():
            return not (question.label == "kept" and fold(question.paraphrase) in index.falsehoods)
        case Spot():
            lies = index.falsehoods
            return not any(fold(line.text) in (index.truths if line.error else lies) for line in question.passage)


def _tells(question: Asof | Said, key: str, fact: Fact) -> bool:
    """Whether the key is the date of the fact, or holds who asserts it; of "who accuses?" that is its value."""
    if isinstance(question, Asof):
        return fold(key) == fold(fact.as_of.text)
    return any(holds(bare(key), bare(name)) for name in (fact.speaker, *fact.answers))


def _measure(value: Value) -> Decimal | PartialDate | None:
    match value:
        case NumberValue(number=number):
            return number
        case DateValue(date=date):
            return date
    return None


def _accepts_right(index: Index, accept: Sequence[str], facts: Sequence[Fact]) -> bool:
    """A right answer is accepted, and no trap is."""
    folded = {fold(text) for text in accept}
    answers = {answer for fact in facts for answer in index.answers[fact.id]}
    return bool(folded & answers) and not folded & {fold(trap.says) for fact in facts for trap in fact.traps}


def _is_monotone(facts: Sequence[Fact]) -> bool:
    """Whether dates or numbers go one way; what is neither, or has no year, cannot be looked at."""
    numbers = [fact.value.number for fact in facts if isinstance(fact.value, NumberValue)]
    dates = [fact.value.date.sort_key() for fact in facts if isinstance(fact.value, DateValue) and fact.value.date.year]
    return all(
        len(sizes) < len(facts) or list(sizes) in (sorted(sizes), sorted(sizes, reverse=True))
        for sizes in (numbers, dates)
    )


def _is_swapped(index: Index, question: Match, place: int) -> bool:
    """Whether another pair's right side is the value of this pair's fact, and its own is not."""
    pair, fact = question.pairs[place], index.bank.fact.get(question.pairs[place].fact)
    answers = index.answers[fact.id] if fact else frozenset()
    others = {fold(other.right) for other in question.pairs}
    return fold(pair.right) not in answers and fold(pair.left) not in answers and bool(others & answers)


def _agrees(index: Index, key: str, fact: Fact) -> bool:
    answers = index.answers[fact.id]
    if isinstance(fact.value, NumberValue | DateValue):
        read = amount(key) if isinstance(fact.value, NumberValue) else day(key)
        return fold(key) in answers or (read is not None and read == _measure(fact.value))
    return any(holds(fold(key), answer) or holds(answer, fold(key)) for answer in answers)


def _borne_out(index: Index, question: Question, key: str, facts: Sequence[Fact]) -> bool:
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

"""Errors of truth: E5 and E9."""

from collections.abc import Iterator

from quizapp.core.fact import Fact, Trap
from quizapp.core.folding import fold
from quizapp.core.kinds.match import Match
from quizapp.core.lint.amounts import is_true
from quizapp.core.lint.index import Index, options
from quizapp.core.lint.rule import Hits, rule
from quizapp.core.lint.words import names_a_time
from quizapp.core.question import Question


@rule("E5", "a distractor is true by any fact of the bank")
def false_distractors(index: Index) -> Hits:
    """Nothing offered as false is true: no trap, no wrong option, no false claim.

    Facts of one subject or one prompt answer each other's question. One with another as-of date is no threat where the
    question is time-bound and says as of when.
    """
    yield from _true_traps(index)
    for question in index.bank.questions:
        for text in _wrong(index, question):
            if true := _true_option(index, question, text):
                yield question.id, f"the wrong option “{text}” is true by {true}; choose another"
    for question in index.bank.questions:
        if question.shows_falsehood and (facts := index.truths.get(fold(question.stem))):
            yield question.id, f"the false claim is what {facts[0].id} says; choose another"


def _true_traps(index: Index) -> Hits:
    for fact in index.bank.facts:
        for trap in fact.traps:
            if true := _truth(index, fact, trap.says, fact.cloze, trap):
                yield fact.id, f"the trap “{trap.says}” is true by {true}; choose another"


def _wrong(index: Index, question: Question) -> Iterator[str]:
    """The wrong options, and what fits nothing in a match. A trap in a derived question is told of at its fact."""
    derived = "." in question.id
    for option in options(question):
        if not option.right and not (derived and not option.fact):
            yield option.text
    if isinstance(question, Match):
        yield from question.extra


def _true_option(index: Index, question: Question, text: str) -> str:
    if facts := index.truths.get(fold(text)):
        return facts[0].id
    asked = (fact for fact in index.tested(question) if _asks_value(index, question, fact))
    return next((true for fact in asked if (true := _truth(index, fact, text, question.stem))), "")


def _asks_value(index: Index, question: Question, fact: Fact) -> bool:
    """A question by hand may ask something else about a fact; then its value is a fair wrong option."""
    return isinstance(question, Match) or any(fold(key) in index.answers[fact.id] for key in question.keys)


def _truth(index: Index, fact: Fact, text: str, asked: str, trap: Trap | None = None) -> str:
    """The id of a fact that makes `text` a right answer to `fact`, or nothing."""
    folded = fold(text)
    for other in index.siblings(fact):
        if _apart(fact, other) and fact.time_bound and names_a_time(asked):
            continue
        if folded in index.answers[other.id] or is_true(text, other, trap):
            return other.id
    same = index.truths.get(fold(fact.fill(text)), ())
    return same[0].id if same else ""


def _apart(fact: Fact, other: Fact) -> bool:
    return fact.as_of.date != other.as_of.date


@rule("E9", "the fact is superseded or retracted and the question still live")
def live_facts(index: Index) -> Hits:
    """Every tested fact is in the bank and was not withdrawn."""
    for question in index.bank.questions:
        for id in question.facts:
            if id in index.withdrawn or id not in index.bank.fact:
                yield question.id, f"it tests {id}, which is withdrawn or unknown; take the question out or mend it"


RULES = (false_distractors, live_facts)

"""Errors of proof and feedback: E4, E8, E13."""

import re
from collections.abc import Iterator

from quizapp.core.fact import GAP, Fact
from quizapp.core.folding import holds
from quizapp.core.lint.index import CLAIMS, TASKS, Index, options
from quizapp.core.lint.rule import Hits, rule
from quizapp.core.lint.words import bare
from quizapp.core.question import Question
from quizapp.core.whole_words import stand

_IN_SENTENCE = frozenset(("number", "date", "person", "place", "quotation"))
"""Kinds of fact whose value stands in its sentence word for word."""
_SAME_SIGN = str.maketrans({"“": '"', "”": '"', "„": '"', "’": "'", "‘": "'", "–": "-", "—": "-", "\u00a0": " "})


@rule("E4", "evidence sentence missing, or it does not contain the value")
def proved(index: Index) -> Hits:
    """Every fact has a sentence that carries its value, or a source and an as-of date of its own.

    An absence has no sentence that must say so.
    """
    for fact in index.bank.facts:
        if fact.source is not None:
            yield from _sourced(index, fact)
        elif not fact.evidence and not fact.absence:
            yield fact.id, "no sentence proves it; add evidence, or the source it comes from"
        for message in _evidence(index, fact):
            yield fact.id, message


def _sourced(index: Index, fact: Fact) -> Hits:
    if fact.source not in {source.id for source in index.bank.sources}:
        yield fact.id, f"the source “{fact.source}” is not in the list; add it"
    if fact.as_of == index.bank.brief.as_of:
        yield fact.id, "a fact from elsewhere has the article's as-of date; give its own"


def _evidence(index: Index, fact: Fact) -> Iterator[str]:
    for each in fact.evidence:
        for quote in each:
            sentence = index.bank.sentence.get(quote.sentence)
            if sentence is None:
                yield f"there is no sentence {quote.sentence}; point at one of the brief"
            elif not stand(_plain(sentence.text), _plain(quote.words)):
                yield f"“{quote.words}” does not stand in {quote.sentence}; quote it word for word"
            elif len(each) == 1 and not _carried(fact, sentence.text):
                yield f"{quote.sentence} does not contain “{fact.value.text}”; choose the sentence that does"


def _carried(fact: Fact, sentence: str) -> bool:
    if fact.absence or fact.kind not in _IN_SENTENCE:
        return True
    digits = re.findall(r"\d[\d.,]*", fact.value.text)
    return any(holds(bare(sentence), bare(answer)) for answer in (*fact.answers, *digits[:1]))


def _plain(text: str) -> str:
    return " ".join(text.translate(_SAME_SIGN).split())


@rule("E8", "a cloze answer visible in its stem or another blank")
def hidden_answers(index: Index) -> Hits:
    """What is asked for does not stand in the prompt, the rest of the cloze, or beside the gap."""
    for fact in index.bank.facts:
        for name, text in (("prompt", fact.prompt), ("cloze", fact.fill(GAP))):
            if seen := _seen(text, fact.answers):
                yield fact.id, f"the {name} shows the answer “{seen}”; word it without"
    for question in index.written:
        if question.kind == "text":
            if seen := _seen(question.stem, question.keys):
                yield question.id, f"the stem shows the answer “{seen}”; word it without"
            if question.stem.count(GAP) > 1:
                yield question.id, "there are two blanks, and one answer would show in the other; leave one"


def _seen(text: str, answers: tuple[str, ...]) -> str:
    return next((answer for answer in answers if holds(bare(text), bare(answer))), "")


@rule("E13", "no feedback")
def explained(index: Index) -> Hits:
    """Whoever is wrong is told why: every trap, every wrong option, every question by hand."""
    for fact in index.bank.facts:
        for says in (trap.says for trap in fact.traps if not trap.why.strip()):
            yield fact.id, f"the trap “{says}” has no why; say why it is false"
    for question in index.with_options:
        for text in (option.text for option in options(question) if not option.right and not option.why.strip()):
            yield question.id, f"the wrong option “{text}” has no why; say why it is wrong"
    for question in index.written:
        if _is_mute(index, question):
            yield question.id, "a wrong answer is not explained; add a why, or traps to the fact"


def _is_mute(index: Index, question: Question) -> bool:
    """A not-stated claim has no sentence to show, so that it needs its why most of all."""
    if question.why.strip() or options(question):
        return False
    return question.kind in CLAIMS | TASKS or not any(fact.traps or fact.absence for fact in index.tested(question))


RULES = (proved, hidden_answers, explained)

"""Errors of attribution: E10 (who says so) and E11 (as of when)."""

import re
from collections.abc import Iterator

from quizapp.core.fact import Fact
from quizapp.core.folding import fold, holds
from quizapp.core.kinds.verdict import Verdict
from quizapp.core.lint.index import Index
from quizapp.core.lint.rule import Hits, rule
from quizapp.core.lint.words import names_a_time
from quizapp.core.question import Question

_ACCUSES = re.compile(
    r"\b(accus|blam|violat|discriminat|provok|threaten|denounc)\w*|\b(arms|armed|arming|attack(s|ed|ing)?)\b",
    re.IGNORECASE,
)
_REPORTS = re.compile(
    r"\b(accord|accus|alleg|announc|argu|ask|assess|blam|call|charg|claim|confirm|criticis|declar|demand|den(y|ies|ied)"
    r"|denounc|describ|estimat|explain|hold|insist|maintain|mention|quot|reject|report|said|say|speak|spoke|state[sd]"
    r"|suspect|tell|told|think|urg|view|word|accept|assert|attribut|complain|object|put|account|list|nam(e|ed|es))\w*"
    r"|[’']s “",
    re.IGNORECASE,
)
_ASKING = frozenset(("choice", "number", "date", "text", "truefalse", "said", "direction", "drift", "term"))
_ASKING_WHEN = frozenset(("asof",))
"""Kinds whose key is the as-of date."""


@rule("E10", "an accusation without its speaker")
def attributed(index: Index) -> Hits:
    """Whoever reads an accusation reads whose it is: in the statement, the prompt, the cloze, and every stem."""
    for fact in filter(_is_accusation, index.bank.facts):
        for name, text in (("statement", fact.statement), ("prompt", fact.prompt), ("cloze", fact.cloze)):
            if not names_speaker(index, fact, text + _named_by_key(fact, text)):
                yield fact.id, f"the {name} does not say that {fact.speaker} says so; name the speaker"
    for question in index.written:
        for message in _unattributed(index, question):
            yield question.id, message


def _unattributed(index: Index, question: Question) -> Iterator[str]:
    if isinstance(question, Verdict) and question.label == "claimed" and not question.speaker:
        yield "a claimed claim without its speaker; add speaker"
    if question.kind in _ASKING | _ASKING_WHEN:
        for fact in filter(_is_accusation, index.tested(question)):
            # "Who accuses Serbia?" names the speaker in its key.
            if not names_speaker(index, fact, f"{question.stem} {' '.join(question.keys)}"):
                yield f"the stem does not say that {fact.speaker} says so; name the speaker"


def _named_by_key(fact: Fact, text: str) -> str:
    return f" {fact.value.text}" if text is fact.prompt else ""


def _is_accusation(fact: Fact) -> bool:
    """Somebody's claim, or a verb of accusation in what a party says; the article's own report accuses nobody."""
    own_voice = "article" in fold(fact.speaker).split()
    return fact.stance == "claimed" or (not own_voice and bool(_ACCUSES.search(fact.statement)))


def names_speaker(index: Index, fact: Fact, text: str) -> bool:
    """Whether `text` names who asserts `fact`, with a word of saying.

    One name of several will do ("Kirby" for "John Kirby"), and so will its adjective: names agree by five letters.
    """
    if not _REPORTS.search(text):
        return False
    said_by = [fact.speaker, *(party.name for party in index.bank.parties if party.id == fact.party)]
    said_by += [source.name for source in index.bank.sources if source.id == fact.source]
    starts = {word[:5] for word in fold(text).split()}
    names = {fold(word)[:5] for name in said_by for word in re.split(r"[\s’'–/-]+", name) if word[:1].isupper()}
    return bool(starts & names) or any(holds(fold(text), fold(name)) for name in said_by)


@rule("E11", "a time-bound fact asked without its as-of")
def dated(index: Index) -> Hits:
    """What may have changed since is asked as of a date: in the prompt, the cloze, and every stem by hand."""
    for fact in index.bank.facts:
        for name, text in (("prompt", fact.prompt), ("cloze", fact.cloze)):
            if fact.time_bound and not names_a_time(text):
                yield fact.id, f"the {name} does not say as of when; add “as of …”, “in …” or “at the time”"
    for question in index.written:
        bound = any(fact.time_bound for fact in index.tested(question))
        if question.kind in _ASKING and bound and not names_a_time(question.stem):
            yield question.id, "the stem does not say as of when; add “as of …”, “in …” or “at the time”"


RULES = (attributed, dated)

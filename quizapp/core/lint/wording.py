"""Warnings about wording: W1, W5, W9, W10, W14, W16."""

import re

from quizapp.core.fact import GAP
from quizapp.core.folding import fold
from quizapp.core.lint.index import Index, options
from quizapp.core.lint.rule import Hit, Hits, rule
from quizapp.core.lint.words import content_words, unquoted, word_run

_NEGATIVE = re.compile(r"\b(not|never|except|cannot|least likely)\b|n[’']t\b")
_RUN = 8
"""So many words in a row are somebody else's text."""


@rule("W1", "negative stem, unless the NOT is in capitals")
def positive_stems(index: Index) -> Hits:
    """A small "not" in a question is overlooked. Sentences with a gap may say what did not happen."""
    for id, stem in index.asked():
        if GAP not in stem and (word := _NEGATIVE.search(unquoted(stem))):
            yield id, f"the stem has “{word.group()}”; ask without, or write it in capitals"


@rule("W5", "a content word of the stem stands in the key alone")
def no_clang(index: Index) -> Hits:
    """A word that only stem and key share points at the key."""
    for question in index.with_options:
        if question.kind != "choice":
            continue
        wrong = {word for option in options(question) if not option.right for word in content_words(option.text)}
        keys = {word for key in question.keys for word in content_words(key)}
        for word in sorted((keys - wrong) & content_words(question.stem)):
            yield question.id, f"“{word}” stands in the stem and in the key alone; use another word in one of them"


@rule("W9", "stem under 5 or over 40 words, option over 15")
def fair_length(index: Index) -> Hits:
    """Long enough to be one question, short enough to be read at once."""
    asked = dict.fromkeys(index.asked())
    for id, stem in {**asked, **{(question.id, question.stem): None for question in index.written}}:
        # A claim may be short: there is nothing to work out before one can judge it.
        if len(stem.split()) > 40 or (len(stem.split()) < 5 and (id, stem) in asked):
            yield id, f"the stem has {len(stem.split())} words; use 5 to 40"
    for question in index.with_options:
        for text in question.options:
            if len(text.split()) > 15:
                yield question.id, f"the option “{text}” has {len(text.split())} words; use 15 at most"


@rule("W10", "neither question mark nor blank")
def asks_something(index: Index) -> Hits:
    """A stem asks a question or leaves a blank; claims and tasks do neither."""
    for id, stem in index.asked():
        if "?" not in stem and GAP not in stem:
            yield id, "the stem asks nothing; end it with a question mark, or leave a blank"


@rule("W14", "a contested term outside quotation marks")
def neutral_terms(index: Index) -> Hits:
    """A term that takes a side stands in quotation marks, as somebody's word. Facts about a term show it."""
    terms = {fold(term.term): term for term in index.bank.terms}
    if not terms:
        return
    pattern = re.compile(rf"\b({'|'.join(map(re.escape, sorted(terms, key=len, reverse=True)))})s?\b")
    about_terms = {fact.id for fact in index.bank.facts if fact.kind == "term"}
    about_terms |= {question.id for question in index.written if about_terms & set(question.facts)}
    found: dict[Hit, None] = {}
    for id, text in index.prose():
        if id not in about_terms:
            for hit in pattern.findall(fold(unquoted(text))):
                message = f"“{terms[hit].term}” is contested: {terms[hit].why} Say “{terms[hit].instead}”, or quote it"
                found[(id, message)] = None
    yield from found


@rule("W16", "eight or more consecutive words of the source")
def own_words(index: Index) -> Hits:
    """The source's sentences are somebody else's; without a stored source there is nothing to compare."""
    source = set(_runs(index.source_text or ""))
    if not source:
        return
    texts = [*index.prose()]
    texts += [(fact.id, trap.why) for fact in index.bank.facts for trap in fact.traps]
    texts += [(question.id, question.why) for question in index.written]
    for id, text in texts:
        if copied := next((run for run in _runs(text) if run in source), None):
            yield id, f"“{' '.join(copied)}” is copied from the source; say it in other words"


def _runs(text: str) -> list[tuple[str, ...]]:
    words = word_run(text)
    return [words[start : start + _RUN] for start in range(len(words) - _RUN + 1)]


RULES = (positive_stems, no_clang, fair_length, asks_something, neutral_terms, own_words)

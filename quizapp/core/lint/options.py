"""Warnings about options: W2, W3, W4, W6, W7, W8, W15 and the single question's part of W13."""

import re
from decimal import Decimal
from itertools import takewhile

from quizapp.core.lint.amounts import amount, are_sizes, day
from quizapp.core.lint.index import Index, options
from quizapp.core.lint.rule import Hits, rule
from quizapp.core.lint.words import content_words, unquoted
from quizapp.core.partial_date import PartialDate
from quizapp.core.question import Question

_TOO_SURE = re.compile(
    r"\b(always|never|completely|absolutely|entirely|totally|every|everyone|nobody|nothing|only"
    r"|usually|often|sometimes|generally|possibly|perhaps|probably|maybe|frequently|rarely)\b",
    re.IGNORECASE,
)
_SEEDS = range(3)
"""Numbers and dates are shown sorted under every seed; three show it."""


@rule("W2", "absolute or vague words in options")
def no_absolutes(index: Index) -> Hits:
    """Such words give a wrong option away, unless every option has one, or they are quoted."""
    for question in index.with_options:
        found = {text: _TOO_SURE.search(unquoted(text)) for text in question.options}
        if not all(found.values()):
            for option in options(question):
                if not option.right and (word := found[option.text]):
                    yield question.id, f"“{word.group()}” in the option “{option.text}” gives it away; leave it out"


@rule("W3", "key 1.5 times the longest distractor and 8 characters more")
def no_long_key(index: Index) -> Hits:
    """A key that is much the longest is guessed."""
    for question in index.with_options:
        wrong = [len(option.text) for option in options(question) if not option.right]
        for key in question.keys if wrong and question.kind == "choice" else ():
            if len(key) >= 1.5 * max(wrong) and len(key) - max(wrong) >= 8:
                yield question.id, f"the key “{key}” is much the longest; shorten it or lengthen a wrong option"


@rule("W4", "key is the only option of its type")
def same_type(index: Index) -> Hits:
    """One number among names stands out, and so does one name among phrases."""
    for question in index.with_options:
        if question.kind == "choice" and len(question.options) > 2:
            capitals = all(text[:1].isupper() for text in question.options)
            types = {text: _type_of(text, capitals) for text in question.options}
            for key in question.keys:
                if list(types.values()).count(types[key]) == 1 and len(set(types.values())) == 2:
                    yield question.id, f"the key “{key}” is the only {types[key]}; make another option of its type"


def _type_of(text: str, capitals: bool) -> str:
    """Number, date, name or phrase. Where all options begin with capitals, the first word's tells nothing."""
    if day(text):
        return "date"
    if amount(text) is not None:
        return "number"
    words = [word for word in unquoted(text).split() if len(word) >= 4 or word[:1].isupper()]
    telling = words[1:] if capitals and len(words) > 1 else words
    return "name" if telling and all(word[:1].isupper() for word in telling) else "phrase"


@rule("W6", "a/an or plural gives it away")
def fitting_grammar(index: Index) -> Hits:
    """Every option fits the stem as well as the key does."""
    for question in index.with_options:
        if question.kind != "choice" or not question.keys:
            continue
        key, wrong = question.keys[0], [option.text for option in options(question) if not option.right]
        for told in (_article(question.stem), _count(question.stem, question.options)):
            if told and _fits(key, told) and wrong and not any(_fits(text, told) for text in wrong):
                yield question.id, f"only the key fits “{told}” in the stem; write “a/an”, or options of one number"


def _article(stem: str) -> str:
    found = re.search(r"(?<![\w/])(an?)\s*(?:_{2,}|:|…|\.\.\.)?\s*[.?]?$|(?<![\w/])(an?) _{2,}", stem)
    return (found.group(1) or found.group(2)) if found else ""


def _count(stem: str, texts: tuple[str, ...]) -> str:
    """The verb that tells one from many, where the options are single words."""
    found = re.search(r"^(?:Who|What|Which) (are|were|is|was)\b|_{2,} (are|were|is|was)\b", stem)
    single = all(len(text.split()) == 1 for text in texts)
    return (found.group(1) or found.group(2)) if found and single else ""


def _fits(text: str, told: str) -> bool:
    vowel, plural = text[:1].casefold() in "aeio", text.endswith("s")
    return {"a": not vowel, "an": vowel, "are": plural, "were": plural}.get(told, not plural)


@rule("W7", "fewer than 3 or more than 5 options")
def three_to_five(index: Index) -> Hits:
    """Three good options are best; more than five are a list."""
    for question in index.with_options:
        if not 3 <= len(question.options) <= 5:
            yield question.id, f"it has {len(question.options)} options; give three to five"


@rule("W8", "numbers or dates out of order")
def sorted_numbers(index: Index) -> Hits:
    """Numbers and dates are shown from least to greatest; they are shuffled where an option has no size."""
    for question in index.with_options:
        if are_sizes(question.options) and not _is_sorted(question):
            yield question.id, "numbers or dates are shown out of order; test facts with numbers or dates, so they sort"


def _is_sorted(question: Question) -> bool:
    orders = [[_size(option["text"]) for option in question.ask(seed)["options"]] for seed in _SEEDS]
    return all(order == sorted(order) for order in orders)


def _size(text: str) -> tuple[Decimal, ...]:
    date: PartialDate | None = day(text)
    return tuple(map(Decimal, date.sort_key())) if date else (amount(text) or Decimal(0),)


@rule("W15", "a shared prefix that belongs in the stem")
def no_shared_prefix(index: Index) -> Hits:
    """Words that every option starts with are read once, in the stem."""
    for question in index.with_options:
        columns = zip(*(text.split() for text in question.options), strict=False)
        shared = [words[0] for words in takewhile(lambda words: len(set(words)) == 1, columns)]
        if len(shared) >= 2 and content_words(" ".join(shared)):
            yield question.id, f"every option starts with “{' '.join(shared)}”; move that into the stem"


@rule("W13", "numeric distractors beyond 0.25-4 times the key")
def near_numbers(index: Index) -> Hits:
    """A number far from the key is no real alternative. Whether the key is always in the middle is told of the bank."""
    for question in index.with_options:
        key = amount(question.keys[0]) if question.kind == "choice" and question.keys else None
        for option in options(question) if key and not day(question.keys[0]) else ():
            size = amount(option.text)
            if key and size is not None and not option.right and not key / 4 <= size <= key * 4:
                yield question.id, f"“{option.text}” is beyond 0.25-4 times the key; choose a nearer number"


RULES = (
    no_absolutes,
    no_long_key,
    same_type,
    fitting_grammar,
    three_to_five,
    sorted_numbers,
    no_shared_prefix,
    near_numbers,
)

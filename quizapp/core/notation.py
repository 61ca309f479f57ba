"""How an answer is written down on paper: "B", "A C", "T", "2 1 3", "1.8 million", "A s03".

`write` is what the key says, `read` turns what a teacher types from a sheet into the form that a browser would send.
Both see only what `ask` shows, so that there is one way in which answers are read and graded.
"""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from string import ascii_uppercase
from typing import Any

from quizapp.core.one_right import OneRight
from quizapp.core.question import BadAnswer, Form, Question

NOT_KNOWN = "?"
"""Written for "I don't know"."""
_TRUE, _FALSE = ("T", "TRUE", "YES"), ("F", "FALSE", "NO")
_SIGNS = re.compile(r"[\s,;.:/+&–—-]+")

View = Mapping[str, Any]


def read(question: Question, seed: int, typed: str, sentences: Collection[str] = ()) -> Form:
    """The form that sends `typed` as the answer to `ask(seed)`. `sentences` are the ids that the brief shows.

    Raises BadAnswer, with a message that tells what could be read. Whether the form is a whole answer is for the kind
    to say, when it reads it.
    """
    if typed.strip() == NOT_KNOWN:
        return {"unknown": ["1"]}
    reader = _choice if isinstance(question, OneRight) else _READERS.get(question.kind)
    return reader(question.ask(seed), typed, sentences) if reader else {"answer": [typed]}


def write(question: Question, seed: int) -> str:
    """The key to `ask(seed)` as it is written on a sheet. Reading it back earns full marks."""
    key = question.key(seed)
    writer = _lettered if isinstance(question, OneRight) else _WRITERS.get(question.kind)
    return writer(question.ask(seed), key) if writer else key["answer"][0]


# -- letters ----------------------------------------------------------------------------------------------------


def _letters(typed: str, options: Sequence[View]) -> list[str]:
    """The ids of the options that the letters of `typed` name, in their order."""
    letters = _SIGNS.sub("", typed).upper()
    shown = ascii_uppercase[: len(options)]
    if not letters or not set(letters) <= set(shown):
        raise BadAnswer("Write letters from A to %(last)s.", last=shown[-1])
    return [options[shown.index(letter)]["id"] for letter in letters]


def _letters_of(ids: Sequence[str], options: Sequence[View]) -> str:
    shown = [option["id"] for option in options]
    return " ".join(sorted(ascii_uppercase[shown.index(each)] for each in ids))


def _lettered(view: View, key: Mapping[str, list[str]]) -> str:
    return _letters_of(key["answer"], view["options"])


def _choice(view: View, typed: str, _: Collection[str]) -> Form:
    chosen = _letters(typed, view["options"])
    if len(chosen) > 1:
        raise BadAnswer("Write one letter: only one answer counts here.")
    return {"answer": chosen}


def _several(view: View, typed: str, _: Collection[str]) -> Form:
    return {"answer": _letters(typed, view["options"])}


def _truefalse(view: View, typed: str, _: Collection[str]) -> Form:
    word = typed.strip().rstrip(".").upper()
    if word not in _TRUE + _FALSE:
        raise BadAnswer("Write T for true or F for false.")
    return {"answer": [view["options"][0 if word in _TRUE else 1]["id"]]}


def _match(view: View, typed: str, _: Collection[str]) -> Form:
    chosen = _letters(typed, view["rights"])
    if len(chosen) != len(view["lefts"]):
        raise BadAnswer("Write %(count)d letters, one for each line from top to bottom.", count=len(view["lefts"]))
    return {f"pair-{left['id']}": [right] for left, right in zip(view["lefts"], chosen, strict=True)}


# -- numbers and sentences --------------------------------------------------------------------------------------


def _order(view: View, typed: str, _: Collection[str]) -> Form:
    digits, items = _SIGNS.sub("", typed), view["items"]
    if sorted(digits) != [str(place) for place in range(1, len(items) + 1)]:
        raise BadAnswer("Write each number from 1 to %(last)d once, from top to bottom.", last=len(items))
    return {f"place-{item['id']}": [digit] for item, digit in zip(items, digits, strict=True)}


def _verdict(view: View, typed: str, sentences: Collection[str]) -> Form:
    first, *others = [part for part in re.split(r"[\s,;+&]+", typed) if part] or [""]
    label = _letters(first, view["labels"])
    if len(label) > 1:
        raise BadAnswer("Write one letter, then the numbers of the sentences that prove it.")
    return {"answer": label, "evidence": [_sentence(each, sentences) for each in others]}


def _sentence(typed: str, sentences: Collection[str]) -> str:
    """The id of a sentence; its number alone will do where only one has it."""
    known = [each for each in sentences if each.casefold() == typed.casefold()]
    known = known or [each for each in sentences if _number(each) == _number(typed) != ""]
    if len(known) != 1:
        raise BadAnswer("There is no sentence %(id)s in the brief.", id=typed[:20])
    return known[0]


def _number(sentence: str) -> str:
    digits = re.fullmatch(r"\D*?0*(\d+)", sentence)
    return digits[1] if digits else ""


_READERS: dict[str, Callable[[View, str, Collection[str]], Form]] = {
    "several": _several,
    "spot": _several,
    "truefalse": _truefalse,
    "match": _match,
    "order": _order,
    "verdict": _verdict,
}
_WRITERS: dict[str, Callable[[View, Mapping[str, list[str]]], str]] = {
    "several": _lettered,
    "spot": _lettered,
    "truefalse": lambda view, key: "T" if key["answer"][0] == view["options"][0]["id"] else "F",
    "match": lambda view, key: " ".join(
        _letters_of(key[f"pair-{left['id']}"], view["rights"]) for left in view["lefts"]
    ),
    "order": lambda view, key: " ".join(key[f"place-{item['id']}"][0] for item in view["items"]),
    "verdict": lambda view, key: " ".join([_letters_of(key["answer"], view["labels"]), *key["evidence"]]),
}

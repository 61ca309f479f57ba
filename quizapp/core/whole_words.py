"""Words in a text that stand for themselves, not for a part of a longer word or number."""

import re
from collections.abc import Iterator
from itertools import islice

_SIGN_BEFORE, _SIGN_AFTER = re.compile(r"\d[.,'’]\Z"), re.compile(r"[.,'’]\d")
_BLANK_BEFORE, _THREE = re.compile(r"(?<!\d)\d{1,3}[ \u00a0\u202f]\Z"), re.compile(r"\d{3}(?!\d)")
_SHORT, _BLANK_AFTER = re.compile(r"(?<!\d)\d{1,3}\Z"), re.compile(r"[ \u00a0\u202f]\d{3}(?!\d)")
_WORD = re.compile(r"[€£$]?\w(?:\S*\w)?[%€°]?")
_REACH = 8


def places(text: str, words: str, start: int = 0, end: int | None = None) -> Iterator[int]:
    """Where `words` begin between `start` and `end`: "300" has no place in "1300" or "1,300", nor "one" in "none"."""
    end = len(text) if end is None else end
    place = text.find(words, start, end) if words else -1
    while place >= 0:
        if is_whole(text, place, place + len(words)):
            yield place
        place = text.find(words, place + 1, end)


def stand(text: str, words: str) -> bool:
    """Whether `words` have a place in `text`."""
    return next(places(text, words), None) is not None


def is_whole(text: str, start: int, end: int) -> bool:
    """Whether no word or number goes on beyond either end of the span."""
    return not (_joined(text, start) or _joined(text, end))


def _joined(text: str, edge: int) -> bool:
    """Whether the signs on both sides of `edge` belong to one word or number."""
    before, after = text[max(0, edge - _REACH) : edge], text[edge : edge + _REACH]
    if before[-1:].isalnum() and after[:1].isalnum():
        return True
    if after[:1].isdigit():
        return bool(_SIGN_BEFORE.search(before) or (_BLANK_BEFORE.search(before) and _THREE.match(after)))
    if before[-1:].isdigit():
        return bool(_SIGN_AFTER.match(after) or (_SHORT.search(before) and _BLANK_AFTER.match(after)))
    return False


def spans(text: str) -> list[tuple[int, int]]:
    """Where the words of `text` begin and end, without the marks around them."""
    return [found.span() for found in _WORD.finditer(text)]


def distinct(text: str, start: int, end: int) -> tuple[int, int]:
    """The span, with as many words after it, then before it, as make its words stand only there in `text`."""
    later = [last for _, last in spans(text) if last > end]
    earlier = [first for first, _ in reversed(spans(text)) if first < start]
    wider = [
        (start, end),
        *((start, last) for last in later),
        *((first, later[-1] if later else end) for first in earlier),
    ]
    return next((span for span in wider if _is_alone(text, text[slice(*span)])), (start, end))


def _is_alone(text: str, words: str) -> bool:
    return len(list(islice(places(text, words), 2))) == 1

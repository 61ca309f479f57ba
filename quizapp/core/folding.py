"""Folding: the form in which two texts are compared, blind to case, diacritics, punctuation and articles."""

import re
import unicodedata
from functools import lru_cache

_ARTICLES = frozenset(("a", "an", "the"))
# Letters that Unicode does not decompose, as people type them on a plain keyboard.
_PLAIN = str.maketrans({"ł": "l", "đ": "d", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ð": "d"})
_APOSTROPHES = re.compile(r"['’ʼ‘`´]")
_BETWEEN_DIGITS = re.compile(r"(?<=\d)[.,](?=\d)")
_NOT_WORD = re.compile(r"[^\w·]+|_+")


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """Return the words of `text` in their plainest form, parted by single blanks.

    "The Vučić–Blinken call" becomes "vucic blinken call". Signs between digits are kept apart from their
    neighbours ("1.8" becomes "1·8"), so that numbers do not fall into pieces.
    """
    plain = text.casefold()
    if not plain.isascii():  # What is ASCII has no diacritics to lose, and is most of what is folded.
        # Twice: some signs become capitals only when they are taken apart, and some come apart only as small letters.
        plain = unicodedata.normalize("NFKD", text).casefold().translate(_PLAIN)
        plain = unicodedata.normalize("NFKD", plain)
        plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    plain = _BETWEEN_DIGITS.sub("·", _APOSTROPHES.sub("", plain))
    words = _NOT_WORD.sub(" ", plain).split()
    return " ".join([word for word in words if word not in _ARTICLES] or words)


def holds(text: str, part: str) -> bool:
    """Whether the folded `part` stands in the folded `text` on word boundaries."""
    return bool(part) and f" {part} " in f" {text} "

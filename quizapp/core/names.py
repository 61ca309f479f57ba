"""Names by which a class or a room knows people: typed ones made clean, and harmless ones made up."""

import random
import unicodedata
from collections.abc import Collection, Iterator

from quizapp.core.folding import fold
from quizapp.core.harm import is_harmless
from quizapp.core.message import Message, mark
from quizapp.core.name_words import ADJECTIVES, CREATURES

__all__ = ["LONGEST", "BadName", "alike", "clean_name", "is_harmless", "made_name", "tidy_name"]

LONGEST = 24
"""Signs of a name."""
MOST_TYPED = 200
MOST_MARKS = 3
"""Marks in a row above or below one letter; more of them climb over the neighbouring lines."""
TRIES = 40
LENGTH = mark("Take a name of 1 to %(most)d characters.")
LETTERS = mark("A name needs at least one letter or digit.")
MARKS = mark("This name has too many marks on one letter.")
HARM = mark("This name will not do here. Take another one.")
_FILLERS = frozenset("\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\u034f")
"""What counts as a letter or a mark and yet is not seen."""

_SHAPES = str.maketrans("авекмнорстухіјѕαβεζηικμνορτυχ", "abekmhopctyxijsabezhikmnoptyx")
"""Cyrillic and Greek letters whose capital looks like a Latin one, each with that."""


class BadName(ValueError):
    """A name that cannot be; `message` says why."""

    def __init__(self, message: Message) -> None:
        """Hold the message."""
        self.message = message
        super().__init__(str(message))


def tidy_name(typed: str, longest: int = LONGEST) -> str:
    """The name without what cannot be seen, 1 to `longest` signs. Raises BadName. A teacher may write any such name."""
    plain = unicodedata.normalize("NFKC", typed[:MOST_TYPED])
    seen = "".join(" " if sign.isspace() else sign for sign in plain if sign.isspace() or _is_seen(sign))
    name = " ".join(seen.split())
    if not 1 <= len(name) <= longest:
        raise BadName(Message(LENGTH, {"most": longest}))
    if not any(sign.isalnum() for sign in name):
        raise BadName(Message(LETTERS))
    if _marks(name) > MOST_MARKS:
        raise BadName(Message(MARKS))
    return name


def clean_name(typed: str) -> str:
    """The tidied name of somebody who chose it themselves. Raises BadName, too, for what a class should not read."""
    name = tidy_name(typed)
    if not is_harmless(name):
        raise BadName(Message(HARM))
    return name


def made_name(rng: random.Random, taken: Collection[str]) -> str:
    """A name such as "Amber Finch" that is like none of `taken`."""
    used = {alike(name) for name in taken}
    return next(name for name in _candidates(rng) if alike(name) not in used)


def alike(name: str) -> str:
    """The form in which no two names in a class or a room may be the same.

    It is blind to case, accents and punctuation, and to which alphabet a letter of the same shape is from.
    """
    return (fold(name) or name.casefold()).translate(_SHAPES)


def _candidates(rng: random.Random) -> Iterator[str]:
    for _ in range(TRIES):
        yield f"{rng.choice(ADJECTIVES)} {rng.choice(CREATURES)}"
    plain = f"{rng.choice(ADJECTIVES)} {rng.choice(CREATURES)}"
    number = 2
    while True:
        yield f"{plain} {number}"
        number += 1


def _is_seen(sign: str) -> bool:
    return unicodedata.category(sign)[0] != "C" and sign not in _FILLERS and not _is_selector(sign)


def _is_selector(sign: str) -> bool:
    return "\ufe00" <= sign <= "\ufe0f" or "\U000e0100" <= sign <= "\U000e01ef" or "\u180b" <= sign <= "\u180f"


def _marks(name: str) -> int:
    """The longest row of combining marks."""
    longest = row = 0
    for sign in name:
        row = row + 1 if unicodedata.category(sign)[0] == "M" else 0
        longest = max(longest, row)
    return longest

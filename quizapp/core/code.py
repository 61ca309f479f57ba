"""Codes that people read aloud and type: short ones to join a class or a room, longer ones to come back as oneself.

Only letters that are told apart by eye: no I, no O, no L, and no digits. Case, blanks and hyphens do not matter.
"""

import random
import unicodedata

LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 6
"""Letters of a code to join by: one of 148 million, and it is only good while it is open."""
PERSONAL_LENGTH = 15
"""Letters of a personal code: 67 bits."""
LONGEST = 100
"""Signs of what was typed that are looked at."""
_PARTS = dict.fromkeys(map(ord, " \t\r\n-_.·‐‑‒–—−"))
_ALIKE = str.maketrans("АВЕКМНРСТХУΑΒΕΖΗΚΜΝΡΤΥΧ", "ABEKMHPCTXYABEZHKMNPTYX")
"""Cyrillic and Greek capitals that look like ours: a keyboard may be set to them."""


def new_code(rng: random.Random) -> str:
    """A code of LENGTH letters. It may be in use: whoever gives it out looks (`storage.codes.in_use`)."""
    return _letters(rng, LENGTH)


def new_personal_code(rng: random.Random) -> str:
    """A code of PERSONAL_LENGTH letters, which stands for one pupil."""
    return _letters(rng, PERSONAL_LENGTH)


def read_code(typed: str) -> str | None:
    """The code that was typed, or None if it cannot be one."""
    return _read(typed, LENGTH)


def read_personal_code(typed: str) -> str | None:
    """The personal code that was typed, or None if it cannot be one."""
    return _read(typed, PERSONAL_LENGTH)


def grouped(code: str) -> str:
    """The code in groups of three, as it is shown and read aloud."""
    return " ".join(code[start : start + 3] for start in range(0, len(code), 3))


def _letters(rng: random.Random, count: int) -> str:
    return "".join(rng.choice(LETTERS) for _ in range(count))


def _read(typed: str, length: int) -> str | None:
    plain = unicodedata.normalize("NFKC", typed[:LONGEST]).upper().translate(_PARTS).translate(_ALIKE)
    return plain if len(plain) == length and all(letter in LETTERS for letter in plain) else None

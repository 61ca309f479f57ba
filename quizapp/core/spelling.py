"""Near misses: a right answer with a slip of the keyboard in it."""

from collections.abc import Iterable

from rapidfuzz.distance import DamerauLevenshtein


def is_slip(said: str, right: Iterable[str], wrong: Iterable[str] = ()) -> bool:
    """Whether the folded `said` is a misspelling of a `right` text, and not nearer to a `wrong` one.

    A slip is one edit where the shorter text has 4 to 7 letters and two where it has 8 or more; an edit adds, drops or
    changes a letter or swaps two. Texts that differ in a digit are different answers.
    """
    edits = [(_edits(said, text), text) for text in right if _same_digits(said, text)]
    near = [count for count, text in edits if count <= min(_slips(said), _slips(text))]
    return bool(near) and all(_edits(said, text) > min(near) for text in wrong)


def _slips(text: str) -> int:
    letters = sum(sign.isalpha() for sign in text)
    return 0 if letters < 4 else 1 if letters < 8 else 2


def _edits(one: str, other: str) -> int:
    return DamerauLevenshtein.distance(one, other)


def _same_digits(one: str, other: str) -> bool:
    return [sign for sign in one if sign.isdigit()] == [sign for sign in other if sign.isdigit()]

"""Which text of a new row is which of an old one: equal ones, alike ones between them, then those that were moved."""

from bisect import bisect_left
from collections.abc import Sequence

from rapidfuzz import fuzz, process

ALIKE = 85
"""The similarity (rapidfuzz ratio, 0 to 100) from which a text is the same one in other words."""
_WINDOW = 50
_COMPARED = 1000


def pairs(new: Sequence[str], old: Sequence[str]) -> dict[int, int]:
    """The place in `old` of each text of `new` that is there, by its place in `new`. No old text is used twice.

    Texts that changed are found in the order of the old row only, and by their first 1,000 characters, so that the
    time grows with the number of texts and not with its square.
    """
    found: dict[int, int] = {}
    past_new = past_old = 0
    for here, there in _landmarks(new, old):
        found |= _alike(new, old, (past_new, here), (past_old, there))
        found[here] = there
        past_new, past_old = here + 1, there + 1
    found |= _alike(new, old, (past_new, len(new)), (past_old, len(old)))
    return found | _moved(new, old, found)


def _landmarks(new: Sequence[str], old: Sequence[str]) -> list[tuple[int, int]]:
    """The longest row of texts that stand once in both, in the same order (patience diff)."""
    there = _singles(old)
    both = [(here, there[text]) for text, here in _singles(new).items() if text in there]
    ends: list[int] = []
    places: list[int] = []
    before: list[int] = []
    for number, (_, place) in enumerate(both):
        length = bisect_left(places, place)
        before.append(ends[length - 1] if length else -1)
        places[length : length + 1], ends[length : length + 1] = [place], [number]
    row = []
    number = ends[-1] if ends else -1
    while number >= 0:
        row.append(both[number])
        number = before[number]
    return row[::-1]


def _singles(texts: Sequence[str]) -> dict[str, int]:
    seen: dict[str, int] = {}
    twice = set()
    for place, text in enumerate(texts):
        if text in seen:
            twice.add(text)
        seen.setdefault(text, place)
    return {text: place for text, place in seen.items() if text not in twice}


def _alike(new: Sequence[str], old: Sequence[str], here: tuple[int, int], there: tuple[int, int]) -> dict[int, int]:
    """Pairs inside one gap, in order: each new text looks at the next old ones, no further than the window."""
    found: dict[int, int] = {}
    past, end = there
    for place in range(*here):
        choices = [text[:_COMPARED] for text in old[past : min(end, past + _WINDOW)]]
        best = process.extractOne(new[place][:_COMPARED], choices, scorer=fuzz.ratio, score_cutoff=ALIKE)
        if best:
            found[place] = past + best[2]
            past += best[2] + 1
    return found


def _moved(new: Sequence[str], old: Sequence[str], found: dict[int, int]) -> dict[int, int]:
    used = set(found.values())
    left = {text: place for place, text in enumerate(old) if place not in used}
    return {place: left.pop(text) for place, text in enumerate(new) if place not in found and text in left}

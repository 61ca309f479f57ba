"""A place in a text, kept by its words and the words around it, so that it is found again after the text was edited.

The form is the TextQuoteSelector of the W3C Web Annotation Data Model.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz

AROUND = 32
"""Characters of context that are kept on each side."""
ALIKE = 85
"""The similarity (0 to 100) from which changed words are still the same place."""
SUPPORT = 60
"""The similarity (0 to 100) that the words around a place must have with those that were kept."""
_FURTHER = 0.9
_MOST_PLACES = 10_000
_MOST_EDGES = 20
_EDGE = 12
_SHORTEST_CHANGED, _LONGEST_CHANGED = 8, 1000


@dataclass(frozen=True, slots=True)
class Selector:
    """The words themselves, and at most AROUND characters before and after them."""

    exact: str
    prefix: str
    suffix: str

    def to_json(self) -> dict[str, str]:
        """The object that the W3C's data model describes."""
        return {"type": "TextQuoteSelector", "exact": self.exact, "prefix": self.prefix, "suffix": self.suffix}

    @classmethod
    def from_json(cls, data: Mapping[str, object]) -> "Selector":
        """Read what `to_json` wrote; prefix and suffix may be left out. Raises ValueError for anything else."""
        texts = [data.get("exact"), data.get("prefix", ""), data.get("suffix", "")]
        exact, prefix, suffix = (text if isinstance(text, str) else None for text in texts)
        if data.get("type") != "TextQuoteSelector" or not exact or prefix is None or suffix is None:
            raise ValueError("not a TextQuoteSelector")
        return cls(exact, prefix[-AROUND:], suffix[:AROUND])


def select(text: str, start: int, end: int) -> Selector:
    """The selector of `text[start:end]`. Raises ValueError for a span that is empty or outside of the text."""
    if not 0 <= start < end <= len(text):
        raise ValueError(f"{start} to {end} is no span of a text of {len(text)} characters")
    return Selector(text[start:end], text[max(0, start - AROUND) : start], text[end : end + AROUND])


def find(text: str, selector: Selector) -> tuple[int, int] | None:
    """Where the selected words stand now; None where they are lost, or where two places fit equally well.

    The same words with the likeliest context win. Words that were changed are looked for next to what is left of
    their context. A text with more than 10,000 places to choose from is not searched through: None.
    """
    whole = selector.prefix + selector.exact + selector.suffix
    place = text.find(whole)
    if place >= 0 and len(whole) > len(selector.exact):
        start = place + len(selector.prefix)
        return (start, start + len(selector.exact)) if text.find(whole, place + 1) < 0 else None
    same = [(start, start + len(selector.exact)) for start in _places(text, selector.exact, _MOST_PLACES)]
    if len(same) == _MOST_PLACES:
        return None
    return _best(text, selector, same) or _best(text, selector, list(_changed(text, selector)))


def _places(text: str, words: str, most: int) -> Iterator[int]:
    """Where `words` stand, the first `most` times."""
    place = text.find(words) if words else -1
    while place >= 0 and most:
        yield place
        most -= 1
        place = text.find(words, place + 1)


def _best(text: str, selector: Selector, spans: list[tuple[int, int]]) -> tuple[int, int] | None:
    """The span whose context agrees most, if enough; None if it is not alone in that."""
    ranked = sorted(((_agreement(text, selector, *span), span) for span in set(spans)), reverse=True)
    if not ranked or ranked[0][0] < SUPPORT:
        return None
    return ranked[0][1] if len(ranked) == 1 or ranked[0][0] > ranked[1][0] else None


def _agreement(text: str, selector: Selector, start: int, end: int) -> float:
    """How alike the context is, from 0 to 100. Without any context, 100.

    Half a side weighs as much as a whole one: next to the edge of a text, little is left to agree with.
    """
    prefix, suffix = selector.prefix, selector.suffix
    if not prefix and not suffix:
        return 100.0
    left, right = min(len(prefix), AROUND // 2), min(len(suffix), AROUND // 2)
    before = _alike_near(prefix, text[max(0, start - len(prefix)) : start], text[max(0, start - 2 * AROUND) : start])
    after = _alike_near(suffix, text[end : end + len(suffix)], text[end : end + 2 * AROUND])
    return (before * left + after * right) / (left + right)


def _alike_near(words: str, adjacent: str, around: str) -> float:
    """How alike the adjacent text is; a little less if `words` stand further off, since something was put between."""
    return max(fuzz.ratio(words, adjacent), _FURTHER * fuzz.partial_ratio(words, around)) if words else 0.0


def _changed(text: str, selector: Selector) -> Iterator[tuple[int, int]]:
    """Spans next to a remaining edge of the context whose words are alike."""
    size = len(selector.exact)
    if not _SHORTEST_CHANGED <= size <= _LONGEST_CHANGED:
        return
    for left in _places(text, selector.prefix[-_EDGE:], _MOST_EDGES):
        start = left + len(selector.prefix[-_EDGE:])
        right = text.find(selector.suffix[:_EDGE], start + 1, start + 2 * size + _EDGE) if selector.suffix else -1
        yield from _alike(text, selector.exact, start, right if right >= 0 else start + size + _EDGE)
    for right in _places(text, selector.suffix[:_EDGE], _MOST_EDGES):
        yield from _alike(text, selector.exact, max(0, right - size - _EDGE), right)


def _alike(text: str, words: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The whole window if it is alike, else the part of it that is most alike, if any is."""
    window = text[start:end]
    if fuzz.ratio(words, window) >= ALIKE:
        yield start, start + len(window)
        return
    found = fuzz.partial_ratio_alignment(words, window, score_cutoff=ALIKE) if len(window) > len(words) else None
    if found:
        yield start + found.dest_start, start + found.dest_end

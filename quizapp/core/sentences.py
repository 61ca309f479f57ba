"""Text taken apart into paragraphs and sentences, and sentences numbered so that an id outlives a change of wording.

Paragraphs are parted by blank lines; in a text that has none, every line is a paragraph. A sentence ends with a full
stop, question mark, exclamation mark or ellipsis, and the quotation marks after it, where the next word begins one.
"""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from quizapp.core.abbreviations import NEVER_LAST, SELDOM_LAST, STARTERS
from quizapp.core.alignment import pairs
from quizapp.core.bank import Sentence

MOST = 200_000
_LONGER = 7
_HEADING_WORDS, _HEADING_SIGNS = 20, 150

# Controls, soft hyphens, zero-width and bidirectional signs, tags and lone surrogates: none of them is seen.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e007f]"
)
_CLOSERS = "”’\"')\\]»›"
# The lookbehind keeps a long run of stops from being tried from each of its signs.
_STOP = re.compile(rf"(?<![.!?…])[.!?…]++[{_CLOSERS}]*+(?=\s)|(?<![。！？])[。！？]++[{_CLOSERS}」』]*+")
_START = re.compile(r"\s*+[“‘\"'(\[«„—–-]*+\s?(\S)")
_BLANKS = re.compile(r"\s*+")
_LINE_SIGN = r"(?>\r\n|[\n\r\v\f\x85\u2028\u2029])"
_BLANK_LINE = re.compile(rf"{_LINE_SIGN}[^\S\n\r\v\f\x85\u2028\u2029]*+{_LINE_SIGN}\s*+")
_LINE_END = re.compile(rf"{_LINE_SIGN}\s*+")
_LAST_WORD = re.compile(r"(?:[^\W\d_]|[.&])+$")
_NEXT_WORDS = re.compile(r"[^\W\d_]+")
_FINAL = re.compile(rf"[.!?…:;,。！？][{_CLOSERS}]*$")

_SPOKEN = re.compile(r"(?:[^\W\d_]+\s){1,3}(?:said|says|asked|asks|wrote|writes|added|replied|told|shouted|cried)\b")
_MERIDIEM = frozenset(("a.m", "p.m", "am", "pm"))
_CALENDAR = re.compile(r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|[A-Z]{3}\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Part:
    """One sentence. `paragraph` counts from 1; `start` and `end` are its place in the text that was split.

    `text` has single blanks and no signs that cannot be seen, so it may be shorter than its place.
    """

    paragraph: int
    heading: bool
    text: str
    start: int
    end: int


def split(text: str) -> tuple[Part, ...]:
    """The sentences of `text`, in order. A short paragraph without a final sign is a heading.

    Raises ValueError above MOST sentences: no article has so many, and each costs some memory.
    """
    removed = [found.start() - place for place, found in enumerate(_UNSEEN.finditer(text))]
    clean = _UNSEEN.sub("", text) if removed else text
    parts: list[Part] = []
    for number, (start, end) in enumerate(_paragraphs(clean), start=1):
        heading = _is_heading(clean[start:end])
        for first, last in _sentences(clean, start, end):
            if len(parts) == MOST:
                raise ValueError(f"a text of more than {MOST} sentences is no article")
            words = " ".join(clean[first:last].split())
            begin, until = first + bisect_right(removed, first), last + bisect_right(removed, last - 1)
            parts.append(Part(number, heading, words, begin, until))
    return tuple(parts)


def number(
    parts: Sequence[Part], earlier: Sequence[Sentence] = (), taken: Collection[str] = ()
) -> tuple[Sentence, ...]:
    """`parts` with ids s01, s02 …; a sentence that stands among the `earlier` ones, about as it was, keeps its id.

    New ids go on after the highest of `earlier` and of the ids `taken` by older wordings, which none may get again.
    """
    kept = pairs([part.text for part in parts], [sentence.text for sentence in earlier])
    used = [*(sentence.id for sentence in earlier), *taken]
    free = max((int(each[1:]) for each in used if re.fullmatch(r"s[0-9]{1,9}", each)), default=0)
    numbered = []
    for place, part in enumerate(parts):
        free += place not in kept
        id = earlier[kept[place]].id if place in kept else f"s{free:02d}"
        numbered.append(Sentence(id, part.paragraph, part.text, part.heading))
    return tuple(numbered)


# -- splitting --------------------------------------------------------------------------------------------------


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Where each paragraph begins and ends, without the blanks around it."""
    bare = text.strip()
    start = text.find(bare)
    end = start + len(bare)
    breaks = _BLANK_LINE if _BLANK_LINE.search(text, start, end) else _LINE_END
    for found in breaks.finditer(text, start, end):
        yield start, start + len(text[start : found.start()].rstrip())
        start = found.end()
    if start < end:
        yield start, end


def _is_heading(paragraph: str) -> bool:
    short = len(paragraph) <= _HEADING_SIGNS and len(paragraph.split()) <= _HEADING_WORDS
    return short and not _FINAL.search(paragraph)


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for stop in _STOP.finditer(text, start, end):
        if _ends(text, start, stop, end):
            yield start, stop.end()
            start = _BLANKS.match(text, stop.end()).end()  # type: ignore[union-attr]  # No blank is a match, too.
    if start < end:
        yield start, end


def _ends(text: str, start: int, stop: re.Match[str], end: int) -> bool:
    """Whether the sentence that began at `start` is over at this stop."""
    first = _START.match(text, stop.end(), end)
    if not first or first[1].islower() or first[1] in ",;:":
        return False
    signs = stop.group()
    ahead = text[first.start(1) : first.start(1) + 80]
    if signs == ".":
        return _stop_ends(text[max(start, stop.start() - 20) : stop.start()], ahead)
    # “Why?” Smith asked. The question ends, the sentence goes on.
    return not (signs[0] in "?!" and signs[-1] in "”’\"'" and _SPOKEN.match(ahead))


def _stop_ends(before: str, ahead: str) -> bool:
    """Whether a full stop between these words ends a sentence, and not an abbreviation alone."""
    if (
        len(before) >= _LONGER and before[-_LONGER:].isalpha()
    ):  # Most words are no abbreviations, by their length alone.
        return True
    found = _LAST_WORD.search(before)
    word = found.group() if found else ""
    plain = word.casefold()
    starter = _NEXT_WORDS.match(ahead)
    starts = starter is not None and starter.group().casefold() in STARTERS
    if plain in NEVER_LAST:
        return plain == "no" and not ahead[0].isdigit()
    if plain in _MERIDIEM and "." in plain:
        return not _CALENDAR.match(ahead)
    if plain in SELDOM_LAST and word[0].isupper():
        return starts
    initials = re.fullmatch(r"[A-Z](?:\.[A-Z])*", word)
    return starts if initials else True

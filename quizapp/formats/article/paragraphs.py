"""What an article is once it is read: plain paragraphs, whatever file they came in."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

MAX_BYTES = 10_000_000
"""The largest file read."""
MAX_CHARACTERS = 1_000_000
"""The longest text read: a long book, where an article is expected."""
MAX_PARAGRAPHS = 5_000
"""The most paragraphs, headings included."""
LONGEST_TITLE = 300
"""Characters of a title; what is longer is none."""

_LINE_ENDS = re.compile(r"\r\n?|[\x85\u2028\u2029]")
_BLANKS = re.compile(r"[\t\v\f\x1c-\x1f\xa0]")
_DROPPED = re.compile(
    r"[^\n\x20-\x7e\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]"
    r"|[\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
    r"|[\U0001fffe\U0001ffff\U0010fffe\U0010ffff]"
)
_PARTING = re.compile(r"\n[^\S\n]*\n")

Piece = tuple[str, bool]
"""A text, and whether it is a heading. Its lines are one paragraph; a blank line begins another."""


class Unreadable(ValueError):
    """The file cannot be read as an article; the message says how to mend it."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Some sentences on one line, single-spaced and without invisible signs; never empty."""

    text: str
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Article:
    """An article as plain text. `title` is empty where the file tells none."""

    title: str
    paragraphs: tuple[Paragraph, ...]

    @property
    def text(self) -> str:
        """The paragraphs, parted by blank lines."""
        return "\n\n".join(paragraph.text for paragraph in self.paragraphs)


def clean(text: str) -> str:
    r"""`text` with "\n" at the end of lines and no other control character.

    Tabs, form feeds and no-break spaces become spaces. Dropped are the other control characters, half surrogates,
    non-characters, and what is invisible: zero-width signs, soft hyphens and marks of direction. Raises Unreadable for
    a NUL, which no text holds, and for a text that is too long.
    """
    if "\0" in text:
        raise Unreadable("this is not a text: it holds a zero byte; save the article as .txt, .md, .html or .docx")
    if len(text) > MAX_CHARACTERS:
        raise Unreadable(f"the text has more than {MAX_CHARACTERS:,} characters, the most that is read; shorten it")
    return _DROPPED.sub("", _BLANKS.sub(" ", _LINE_ENDS.sub("\n", text)))


def assembled(title: str, pieces: Iterable[Piece]) -> Article:
    """The article made of `pieces`, which are cleaned here. Raises Unreadable where they are too many, or none."""
    paragraphs: list[Paragraph] = []
    length = 0
    for piece, heading in pieces:
        length += len(piece)
        if length > MAX_CHARACTERS:
            raise Unreadable(f"the text has more than {MAX_CHARACTERS:,} characters, the most that is read; shorten it")
        lines = (" ".join(each.split()) for each in _PARTING.split(clean(piece)))
        paragraphs += [Paragraph(line, heading) for line in lines if line]
        if len(paragraphs) > MAX_PARAGRAPHS:
            raise Unreadable(
                f"the text has more than {MAX_PARAGRAPHS:,} paragraphs, the most that are read; shorten it"
            )
    if not paragraphs:
        raise Unreadable("there is no text in it; paste the article's text instead")
    tidy = " ".join(clean(title[: 2 * LONGEST_TITLE]).split())
    return Article(tidy if len(tidy) <= LONGEST_TITLE else "", tuple(paragraphs))

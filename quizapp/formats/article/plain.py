"""Plain text: blank lines part paragraphs, and where there are none, every line is one."""

import re

from quizapp.formats.article.encoding import text_of
from quizapp.formats.article.paragraphs import Article, Piece, assembled, clean

WRAPPED = 100
"""Characters of the longest line that a program may have broken; a longer one is a paragraph as it stands."""

_BLOCK = re.compile(r"\n[^\S\n]*\n\s*")
_LONGEST_HEADING = 120
_ENDS = tuple(".!?…:;,”\"»)’'")


def read_plain(data: bytes) -> Article:
    """The article in a text file. Raises Unreadable."""
    blocks = _BLOCK.split(clean(text_of(data)).strip())
    texts = blocks[0].split("\n") if len(blocks) == 1 else [text for block in blocks for text in _paragraphs(block)]
    pieces: list[Piece] = [(text, _is_heading(text)) for text in texts if text.strip()]
    if len(pieces) == 1:
        pieces = [(pieces[0][0], False)]
    return assembled(pieces[0][0] if pieces and pieces[0][1] else "", pieces)


def _paragraphs(block: str) -> list[str]:
    """The block as one paragraph, unless its lines are too long to have been wrapped."""
    lines = block.split("\n")
    return lines if max(map(len, lines)) > WRAPPED else [block]


def _is_heading(text: str) -> bool:
    """Whether it looks like a headline: one short line that does not end as a sentence does."""
    line = text.strip()
    return "\n" not in line and len(line) <= _LONGEST_HEADING and not line.endswith(_ENDS)

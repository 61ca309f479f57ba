"""Markdown (CommonMark): its paragraphs, headings, list items and code as plain text.

The parser's time is bounded by what it is given: in the worst texts it takes 0.1 ms for a sign that means something,
and looks for the end of a link up to the end of the paragraph.
"""

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

from quizapp.formats.article.encoding import text_of
from quizapp.formats.article.paragraphs import Article, Unreadable, assembled, clean

MAX_NESTING = 20
"""Lists (each counts twice) and quotes in each other; deeper ones are refused."""
MAX_LINES = 10_000
MAX_SIGNS = 5_000
"""Signs that may mean something, such as a bracket, in the whole text."""
MAX_PARSED = 4_000
"""Characters of the longest paragraph in which links and emphasis are looked for; a longer one is taken literally."""

_SIGN = re.compile(r"[\[\]!*_`<&\\]")
_FRONT_MATTER = re.compile(r"---[^\S\n]*\n((?:.*\n){0,200}?)---[^\S\n]*(?:\n|\Z)")
_TITLE = re.compile(r"^title:[^\S\n]*(.+)$", re.MULTILINE)


def read_markdown(data: bytes) -> Article:
    """The article in a Markdown file; its title is that of the front matter, or the first heading of level 1.

    Raises Unreadable.
    """
    text = clean(text_of(data)).lstrip()
    front = _FRONT_MATTER.match(text)
    body = text[front.end() :] if front else text
    if body.count("\n") > MAX_LINES or sum(1 for _ in _SIGN.finditer(body)) > MAX_SIGNS:
        raise Unreadable(
            f"this Markdown has more than {MAX_LINES:,} lines, or more than {MAX_SIGNS:,} signs such as brackets and "
            "stars; save it as plain text (.txt)"
        )
    pieces = list(_pieces(_tokens(body)))
    told = _TITLE.search(front[1]) if front else None
    title = told[1].strip().strip("\"'") if told else next((text for text, level in pieces if level == 1), "")
    return assembled(title, ((text, level > 0) for text, level in pieces))


def _tokens(text: str) -> list[Token]:
    parser = MarkdownIt("commonmark", {"maxNesting": MAX_NESTING}).disable("inline")
    environment: dict[str, object] = {}
    tokens = parser.parse(text, environment)
    # What stands deeper, the parser leaves out without a word.
    if any(token.level >= MAX_NESTING - 1 for token in tokens):
        raise Unreadable("lists and quotes are nested too deep here; save the article as plain text (.txt)")
    for token in tokens:
        if token.type == "inline" and len(token.content) > MAX_PARSED:
            token.children = [Token("text", "", 0, content=token.content)]
        elif token.type == "inline":
            token.children = []
            parser.inline.parse(token.content, parser, environment, token.children)
    return tokens


def _pieces(tokens: list[Token]) -> Iterator[tuple[str, int]]:
    """Each text with the level of its heading, 0 for none. HTML tells nothing."""
    level = 0
    for token in tokens:
        if token.type == "heading_open":
            level = int(token.tag[1:])
        elif token.type == "heading_close":
            level = 0
        elif token.type == "inline":
            yield "".join(map(_word, token.children or ())), level
        elif token.type in ("fence", "code_block"):
            yield token.content, 0


def _word(token: Token) -> str:
    if token.type in ("text", "code_inline", "text_special"):
        return token.content
    return " " if token.type in ("softbreak", "hardbreak") else ""

"""Web pages: the text of their article, as plain text that is never HTML again.

The standard library's parser takes quadratic time for some broken markup, so that is taken out before: comments,
declarations, scripts, and whatever is open at the end.
"""

import re
from collections import Counter, defaultdict
from html.parser import HTMLParser

from quizapp.formats.article.encoding import text_of
from quizapp.formats.article.paragraphs import Article, Piece, Unreadable, assembled

MAX_TAGS = 200_000
MAX_MARKUP = 4_000_000
"""Characters that are left of a page without its comments and scripts."""

_BLOCK = re.compile(
    "address|article|aside|blockquote|body|caption|center|dd|details|dialog|div|dl|dt|fieldset|figcaption|figure|footer|"
    "form|h[1-6]|head|header|hgroup|hr|html|li|main|nav|ol|p|pre|search|section|summary|table|tbody|td|tfoot|th|thead|"
    "title|tr|ul"
)
"""Elements that begin and end a paragraph."""
_SKIPPED = re.compile(
    "aside|button|dialog|footer|form|header|iframe|math|nav|noscript|object|select|svg|template|textarea"
)
"""Elements that are no part of the article."""
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_OPENING = re.compile(r"<!--|<(script|style)\b|<[!?]", re.IGNORECASE)
_HUGE_REFERENCE = re.compile(r"&#(?:[0-9]{8,}|[xX][0-9a-fA-F]{8,});?")
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s{0,9}=[\s\"']{0,9}([\w.-]{1,40})", re.IGNORECASE)
_KNOWN = frozenset({"utf-8", "utf8", "windows-1252", "cp1252", "iso-8859-1", "latin1", "us-ascii", "ascii", "utf-16"})


def read_html(data: bytes) -> Article:
    """The text of the longest <article>, else of <main>, else of the page, without what stands around it.

    The title is the first <h1>, or the page's <title>. Raises Unreadable.
    """
    page = _Page()
    page.feed(_sound(_decoded(data)))
    page.close()
    page.part()
    return assembled(page.heading or page.title, page.best())


def _decoded(data: bytes) -> str:
    told = _CHARSET.search(data, 0, 4096)
    name = told[1].decode().lower() if told else "utf-8"
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        if name not in _KNOWN:
            raise Unreadable(f"this page is written in {name}; save it as UTF-8, or paste its text") from None
        return text_of(data)


def _sound(text: str) -> str:
    """The page without comments, declarations and scripts, every tag closed. Raises Unreadable: it is too large."""
    found = _HUGE_REFERENCE.sub("\N{REPLACEMENT CHARACTER}", "".join(_kept(text.replace("\0", ""))))
    if len(found) > MAX_MARKUP or found.count("<") > MAX_TAGS:
        raise Unreadable("this page holds too much beside its text; paste the text instead")
    end = found.rfind(">") + 1
    return found[:end] + found[end:].replace("<", "&lt;")


def _kept(text: str) -> list[str]:
    """The pieces between comments, declarations and scripts. One that does not end takes the rest along."""
    kept, start = [], 0
    while opening := _OPENING.search(text, start):
        kept.append(text[start : opening.start()])
        start = _end(text, opening)
    return [*kept, text[start:]]


def _end(text: str, opening: re.Match[str]) -> int:
    """The place behind what begins with `opening`."""
    start, last = opening.end(), ">"
    if opening[1]:
        closing = re.compile(f"</{opening[1]}", re.IGNORECASE).search(text, start)
        start = closing.end() if closing else len(text)
    elif opening[0] == "<!--":
        start, last = start - 2, "-->"
    end = text.find(last, start)
    return end + len(last) if end >= 0 else len(text)


class _Page(HTMLParser):
    """Gathers texts by where they stand. It counts open tags instead of keeping them, so no depth is too deep."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.title = ""
        self.heading = ""
        self._open: Counter[str] = Counter()
        self._skipped = 0
        self._articles = 0
        self._words: list[str] = []
        self._pieces: defaultdict[str, list[Piece]] = defaultdict(list)

    def best(self) -> list[Piece]:
        """The pieces of the longest article, else of main, else all."""
        articles = [pieces for name, pieces in self._pieces.items() if name.startswith("article")]
        longest = max(articles, key=lambda pieces: sum(len(text) for text, _ in pieces), default=None)
        return longest or self._pieces.get("main") or self._pieces["all"]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a part."""
        if tag == "br":
            self._words.append("\n")
        if _BLOCK.fullmatch(tag):
            self.part()
        self._skipped += bool(_SKIPPED.fullmatch(tag))
        self._articles += tag == "article" and not self._open["article"]
        self._open[tag] += 1

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag like <br/>; of others the slash means nothing, except in what is skipped anyway."""
        if not _SKIPPED.fullmatch(tag):
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """End a part; a tag that was never opened ends nothing."""
        if _BLOCK.fullmatch(tag):
            self.part()
        if self._open[tag]:
            self._open[tag] -= 1
            self._skipped -= bool(_SKIPPED.fullmatch(tag))

    def handle_data(self, data: str) -> None:
        """Keep what can be seen."""
        if not self._skipped or self._is_headline():
            self._words.append(data.replace("\n", " "))

    def part(self) -> None:
        """Put the words so far where they belong."""
        text, self._words = "".join(self._words).replace("\0", ""), []
        if not text.strip():
            return
        if self._open["title"]:
            self.title = self.title or text
            return
        if self._is_headline():
            self.heading = self.heading or text
        if not self._skipped:
            self._put((text, any(self._open[tag] for tag in _HEADINGS)))

    def _is_headline(self) -> bool:
        """Whether this is the headline, which may stand in the header of the article itself."""
        return bool(self._open["h1"] and (self._open["article"] or not self._skipped))

    def _put(self, piece: Piece) -> None:
        self._pieces["all"].append(piece)
        if self._open["main"]:
            self._pieces["main"].append(piece)
        if self._open["article"]:
            self._pieces[f"article {self._articles}"].append(piece)

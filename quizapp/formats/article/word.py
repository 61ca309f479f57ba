"""Word files (.docx): the text of the main document, with tracked insertions and without what was deleted."""

import re
from xml.sax import SAXParseException
from xml.sax.handler import ContentHandler, feature_external_ges, feature_namespaces
from xml.sax.xmlreader import AttributesNSImpl

from defusedxml import DefusedXmlException
from defusedxml.expatreader import DefusedExpatParser

from quizapp.formats.article.paragraphs import Article, Piece, Unreadable, assembled
from quizapp.formats.article.word_package import DAMAGED, OLE, document, old

MAX_ELEMENTS = 300_000
MAX_DEPTH = 200

_SPACES = frozenset(
    {
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    }
)
_LEFT_OUT = frozenset({"del", "moveFrom", "pPrChange", "rPrChange"})
"""What was deleted or moved away, and how things looked before."""
_REPEATED = ("http://schemas.openxmlformats.org/markup-compatibility/2006", "Fallback")
"""The same once more, for old programs."""
_SIGNS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_HEADING = re.compile(r"(heading|title|subtitle)[ 0-9]{0,3}", re.IGNORECASE)

Name = tuple[str | None, str]


def read_word(data: bytes) -> Article:
    """The article in a .docx file; its title is the first paragraph of style Title. Raises Unreadable."""
    if data.startswith(OLE):
        raise Unreadable(old(data))
    body = _Body()
    parser = DefusedExpatParser(forbid_dtd=True)
    parser.setFeature(feature_namespaces, True)
    parser.setFeature(feature_external_ges, False)
    parser.setContentHandler(body)
    try:
        for chunk in document(data):
            parser.feed(chunk)
        parser.close()
    except DefusedXmlException:
        raise Unreadable("this Word file defines entities, which no Word program does; save it again") from None
    except SAXParseException:
        raise Unreadable(DAMAGED) from None
    return assembled(body.title, body.pieces)


class _Body(ContentHandler):
    """Gathers paragraphs. Those of a text box stand inside another paragraph, so several can be open."""

    def __init__(self) -> None:
        super().__init__()
        self.title = ""
        self.pieces: list[Piece] = []
        self._open: list[list[str]] = []
        self._style = ""
        self._in_text = False
        self._left_out = 0
        self._depth = 0
        self._elements = 0

    def startElementNS(self, name: Name, qname: str | None, attrs: AttributesNSImpl) -> None:  # noqa: N802
        """Begin an element."""
        self._elements += 1
        self._depth += 1
        if self._depth > MAX_DEPTH or self._elements > MAX_ELEMENTS:
            raise Unreadable("this Word file is too large, or too deeply nested; paste its text instead")
        ours = name[0] in _SPACES
        if self._left_out or name == _REPEATED or (ours and name[1] in _LEFT_OUT):
            self._left_out += 1
        elif ours:
            self._begin(name[1], attrs.get((name[0], "val"), ""))

    def endElementNS(self, name: Name, qname: str | None) -> None:  # noqa: N802
        """End an element."""
        self._depth -= 1
        if self._left_out:
            self._left_out -= 1
        elif name[0] in _SPACES and name[1] == "p":
            self._end()
        self._in_text = False

    def characters(self, content: str) -> None:
        """Keep the text of a run."""
        if self._in_text and self._open:
            self._open[-1].append(content)

    def _begin(self, tag: str, value: str) -> None:
        self._in_text = tag == "t"
        if tag == "p":
            self._open.append([])
            self._style = ""
        elif tag == "pStyle":
            self._style = value
        elif tag == "outlineLvl" and value in tuple("012345"):
            self._style = self._style or "heading"
        elif tag in _SIGNS and self._open:
            self._open[-1].append(_SIGNS[tag])

    def _end(self) -> None:
        text = "".join(self._open.pop())
        if self._style.casefold() == "title" and not self.title:
            self.title = text
        self.pieces.append((text, bool(_HEADING.fullmatch(self._style))))
        self._style = ""

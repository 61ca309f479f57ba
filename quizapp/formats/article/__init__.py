"""Articles as people have them: plain text, Markdown, a web page, a Word file. All become paragraphs of plain text."""

from collections.abc import Callable, Mapping

from quizapp.formats.article.html import read_html
from quizapp.formats.article.markdown import read_markdown
from quizapp.formats.article.paragraphs import MAX_BYTES, Article, Paragraph, Unreadable
from quizapp.formats.article.plain import read_plain
from quizapp.formats.article.word import read_word
from quizapp.formats.article.word_package import OLE, ZIP
from quizapp.formats.problem import Problem

__all__ = ["MAX_BYTES", "Article", "Paragraph", "read"]

_READERS: Mapping[str, Callable[[bytes], Article]] = {
    "": read_plain,
    "txt": read_plain,
    "text": read_plain,
    "md": read_markdown,
    "markdown": read_markdown,
    "html": read_html,
    "htm": read_html,
    "xhtml": read_html,
    "docx": read_word,
}
_PAGE = (b"<!doctype html", b"<html")
_MENDING = "save the article as .txt, .md, .html or .docx"


def read(name: str, data: bytes) -> Article | Problem:
    """The article in the file `name`, "" for pasted text; or what is wrong with it and how to mend it.

    The ending of the name tells the format, unless the content is plainly a Word file or a web page. Nothing is raised,
    whatever the bytes; the time taken is linear in their number.
    """
    try:
        return _reader(name, data)(data)
    except Unreadable as error:
        return Problem(name, 0, "", str(error))


def _reader(name: str, data: bytes) -> Callable[[bytes], Article]:
    """The reader for a file. Raises Unreadable where there is none."""
    if len(data) > MAX_BYTES:
        raise Unreadable(f"the file has more than {MAX_BYTES:,} bytes, the most that is read; paste the text instead")
    start, ending = data[:200].removeprefix(b"\xef\xbb\xbf").lstrip().lower(), _ending(name)
    if data.startswith((OLE, ZIP + b"\x03\x04")):
        return read_word
    if start.startswith(b"%pdf-") or start.startswith(b"{\\rtf"):
        raise Unreadable(f"PDF and RTF files are not read; {_MENDING}")
    if ending == "docx":
        raise Unreadable(f"this is not a Word file; {_MENDING}")
    if ending not in _READERS:
        raise Unreadable(f"files of this kind are not read; {_MENDING}")
    return read_html if start.startswith(_PAGE) else _READERS[ending]


def _ending(name: str) -> str:
    """What stands behind the last dot, in small letters."""
    _, dot, ending = name.strip().rpartition(".")
    return ending.lower() if dot else ""

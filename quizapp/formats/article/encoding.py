"""From bytes to text, where people's own programs wrote the bytes."""

import codecs
import re

from quizapp.formats.article.paragraphs import Unreadable

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


def text_of(data: bytes) -> str:
    """UTF-8, or UTF-16 with a byte order mark; where it is neither, Windows-1252 without control characters.

    Raises Unreadable for anything else.
    """
    try:
        if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return data.decode("utf-16")
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _windows(data)


def _windows(data: bytes) -> str:
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        text = "\0"
    if _CONTROL.search(text):
        raise Unreadable("the characters of this file cannot be read; save it as UTF-8")
    return text

"""From bytes to text: UTF-8 or nothing."""

import re

from quizapp.formats.problem import Problem

MAX_BYTES = 16 * 1024 * 1024
"""The largest file read: several times the largest bank we foresee."""

UNPRINTABLE = re.compile(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Signs that no text may hold: control characters but tab and line ends, half surrogates, and non-characters."""


def decode(data: bytes, file: str, limit: int = MAX_BYTES) -> str | Problem:
    """The text of a file, with plain line ends and without a byte order mark, or what is wrong with it."""
    if len(data) > limit:
        return Problem(file, 0, "", f"the file has more than {limit:,} bytes, the most that is read; split the bank")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # With a byte order mark the codec counts from behind it, so the offset is found again on the raw bytes.
        offset = error.start + (3 if data.startswith(b"\xef\xbb\xbf") and len(error.object) < len(data) else 0)
        what = f"byte 0x{data[offset]:02x} at offset {offset} is not UTF-8; save the file as UTF-8"
        return Problem(file, data.count(b"\n", 0, offset) + 1, "", what)
    found = UNPRINTABLE.search(text)
    if found:
        line = text.count("\n", 0, found.start()) + 1
        return Problem(file, line, "", f"control character U+{ord(found.group()):04X}; delete it")
    return text.replace("\r\n", "\n")

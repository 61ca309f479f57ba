"""What stands between quotation marks, which may open in one sentence and close in another."""

import re
from dataclasses import dataclass

_CLOSING = {"“": "”", "„": "“”", "«": "»", '"': '"', "‘": "’", "'": "'"}
_MARK = re.compile(r"[“”„«»\"]|(?<!\w)[‘'](?=[^\W\d]|[“\"])|[’'](?!\w)")


@dataclass(frozen=True, slots=True)
class Quoted:
    """The text between two marks, without them; `opened` and `closed` tell whether both stand in this sentence."""

    start: int
    end: int
    opened: bool
    closed: bool


def quoted(text: str, closing: str = "") -> tuple[tuple[Quoted, ...], str]:
    """The quoted parts of a sentence, and the sign that will close the last one, if it is still open at the end.

    `closing` is that sign of the sentence before. One pass: a mark of another sort inside a quotation is text.
    """
    found: list[Quoted] = []
    start, opened = 0, not closing
    for match in _MARK.finditer(text):
        mark = match.group()
        if closing:
            if mark in closing:
                found.append(Quoted(start, match.start(), opened, True))
                closing = ""
        elif mark in _CLOSING:
            start, opened, closing = match.end(), True, _CLOSING[mark]
    if closing and closing != "'":
        found.append(Quoted(start, len(text), opened, False))
    return tuple(each for each in found if text[each.start : each.end].strip()), "" if closing == "'" else closing


def masked(text: str, parts: tuple[Quoted, ...]) -> str:
    """`text` with a sign that is no letter in place of all that is quoted, so that places stay the same."""
    for each in parts:
        text = text[: each.start] + "·" * (each.end - each.start) + text[each.end :]
    return text

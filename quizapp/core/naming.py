"""Whether a text names somebody, and the text with a gap instead."""

import re

from quizapp.core.fact import GAP

_POSSESSIVE = "’'"


def gapped(text: str, name: str) -> str | None:
    """`text` with a gap in place of `name`, or None where it is not there exactly once or clings to another word."""
    found = _places(text, name)
    if len(found) != 1 or text[found[0].end() : found[0].end() + 1] in tuple(_POSSESSIVE):
        return None
    return f"{text[: found[0].start()]}{GAP}{text[found[0].end() :]}"


def names(text: str, name: str) -> bool:
    """Whether `name` stands in `text` as whole words, whatever the case; of a person, the last name is enough."""
    words = (name, name.rsplit(maxsplit=1)[-1]) if is_person(name) else (name,)
    return any(_places(text, each) for each in words)


def is_person(name: str) -> bool:
    """Whether it looks like a person's full name: two words or more, all with capitals, no possessive.

    "John Kirby" is one; "Reuters", "the spokesman" and "Serbia’s chief of staff" are none.
    """
    words = name.split()
    return len(words) > 1 and all(word[:1].isupper() and not set(word) & set(_POSSESSIVE) for word in words)


def _places(text: str, name: str) -> list[re.Match[str]]:
    return list(re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE))

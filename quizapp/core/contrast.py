"""The contrast form of a cloze: "…about 50 thousand, not about 120 thousand, ethnic Serbs"."""

import re

from quizapp.core.fact import Fact

_SMALL = re.compile(
    "(?:an?|the|about|around|roughly|some|more|less|fewer|no|none|nobody|neither|at|in|on|by|from|his|her|its|their"
    r"|hundreds|thousands|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b",
    re.IGNORECASE,
)
"""First words that are capital only because they begin a sentence."""


def contrast(fact: Fact, said: str, denied: str) -> str | None:
    """The cloze with "`said`, not `denied`" in its gap, or None where a word clings to the gap ("{Kosovo}'s")."""
    before, rest = fact.cloze.split("{", 1)
    after = rest.split("}", 1)[1]
    if after and (after[0].isalnum() or after[0] in "-–'’"):
        return None
    if not before.strip(" “\"'"):
        said, denied = said[:1].upper() + said[1:], _inside(denied)
    sign = after.lstrip()[:1]
    comma = "," if sign.isalnum() or sign in ("(", "“") else ""
    return f"{before}{said}, not {denied}{comma}{after}"


def _inside(text: str) -> str:
    """`text` as it stands inside a sentence: "The police" becomes "the police", "Kirby" stays."""
    return text[:1].lower() + text[1:] if _SMALL.match(text) else text

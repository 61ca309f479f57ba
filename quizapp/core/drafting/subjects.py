"""Who it is that a verb belongs to: the words of the subject, and the name in them."""

import re

from quizapp.core.drafting.names import named_in
from quizapp.core.drafting.verbs import FINITE

_ADVERBS = re.compile(
    r"(?:\b(?:has|have|had|also|later|then|now|earlier|previously|again|since|always|never|still|already|often|once"
    r"|initially|recently|[a-z]+ly|did|does|do|would|will|on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
    r"|in a statement|(?:this|last) (?:week|month|year)|yesterday|today|is|are|was|were|be|been)(?=[\s,]|$),?\s?)+$"
)
_BREAK = re.compile(
    r"[;:”\"“»«·()]|\s[-–—]\s|—|\b(?:while|because|although|though|when|whether|where|if|but|after which|as|than|that"
    r"|which|what)\s"
)
_RELATIVE = re.compile(r"^(?:who|which|whose)\b|\b(?:who|which)$")
_INTRO = re.compile(
    r"^(?:in|on|at|during|after|before|since|for|from|by|with|without|under|over|despite|following|speaking|asked"
    r"|earlier"
    r"|later|meanwhile|however|additionally|moreover|still|yet|also|instead|then|now|late|early|finally|according|last"
    r"|this|today|yesterday|but|and|so|as|when|while|if|because|although|quoting|citing|to|elsewhere|nevertheless"
    r"|afterwards|again|two|[a-z]+ly)\b",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"^(?:(?:and|but|so|yet|still|then|meanwhile|however|also|additionally|earlier|later)\b,?\s)+", re.IGNORECASE
)
_SUBJECT = re.compile(r"(?:[^\W\d_][\w.’'&/-]*|[“”·]+)(?:\s[\w.’'&/-]+){0,11}")
ASIDE = re.compile(r",\s(?:which|who|whose|where|when|as)\s[^,]*,$")


def subject_before(before: str) -> tuple[int, str]:
    """Where the subject right before a verb begins, and its words; empty where the verb has none of its own."""
    bare = ASIDE.sub("", _ADVERBS.sub("", before).rstrip())
    start = max((found.end() for found in _BREAK.finditer(bare)), default=0)
    for joint in re.finditer(r",? and(?: |$)", bare[start:]):
        if FINITE.search(bare, start, start + joint.start()) and not bare[: start + joint.start()].count(",") % 2:
            start += joint.end()
            break
    words = bare[start:]
    lead = len(words) - len(words.lstrip(" ,’'"))
    lead += len(found.group()) if (found := _LEAD.match(words[lead:])) else 0
    start, words = start + lead, words[lead:]
    skip = _passed_over(words)
    start, words = start + skip, words[skip:].strip(" ,")
    if _RELATIVE.search(words) or (_INTRO.match(words) and not words[:1].isupper()):
        return start, re.sub(r",? ?(?:who|which)$", "", words) if words not in ("who", "which") else ""
    return start, words


def first_subject(before: str) -> tuple[str, int]:
    """What stands before the first finite verb of the sentence: the subject of "X has … and blames Y"."""
    lead = _LEAD.match(before)
    start = lead.end() if lead else 0
    found = FINITE.search(before, start)
    return plain(before[start : found.start()]) if found else "", start


def plain(words: str) -> str:
    """The name alone, if there is one; else the words before the first comma."""
    name = named_in(words)
    if name:
        return name
    first = words.split(",", maxsplit=1)[0].strip(' ,.“”"')
    found = _SUBJECT.match(first)
    return re.sub(r"\s(?:who|which|and|also)$", "", found.group()) if found else ""


def _passed_over(words: str) -> int:
    """How many characters stand before the subject: an introduction, or a whole statement that "X says" trails."""
    segments = words.split(", ")
    if words.endswith(","):
        first = next((place for place, each in enumerate(segments) if not _INTRO.match(each)), 0)
    else:
        first = len(segments) - 1
        while first and (segments[first].isdigit() or (named_in(segments[first - 1]) == segments[first - 1] != "")):
            first -= 1
    return sum(len(each) + 2 for each in segments[:first])

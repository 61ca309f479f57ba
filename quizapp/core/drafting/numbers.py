"""Numbers that count or measure something, with their unit and how exact they are meant to be.

Left out are years and dates, ordinals, times of day, and numbers that only name a thing: a route, a room, a model.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import islice

from quizapp.core.bank import Sentence
from quizapp.core.drafting.dates import dated
from quizapp.core.drafting.figures import Figure, figures
from quizapp.core.drafting.proposal import Proposal, propose
from quizapp.core.drafting.units import COUNTED_ALONE, unit_after
from quizapp.core.fact import NumberValue
from quizapp.core.message import mark
from quizapp.core.word_list import words

_MOST = 40
"""Figures that are looked at in one sentence."""
_LABELS = frozenset(
    words(
        """
    route road highway motorway flight no nos number room rooms page pages chapter article section resolution
    channel line lines gate terminal platform level grade phase stage paragraph clause item model bus tram train
    pier berth group ward zone district lot apartment flat floor act part volume size type version category
    class tier exit junction unit euro covid factor
    """
    )
)
_HOUR = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_TIME = re.compile(
    rf"\b(?:\d{{1,2}}(?:[.:]\d{{2}})?|{_HOUR})\s?(?:a\.?m\b|p\.?m\b|o.clock|GMT\b|UTC\b|CET\b|BST\b)"
    rf"|\b(?:\d{{1,2}}|{_HOUR}) (?:in the (?:morning|afternoon|evening)|at night|that (?:morning|evening|night)"
    rf"|sharp)\b"
    r"|(?<!stood )(?<!stands )(?<!remained )(?<!remains )(?<!put )(?<!set )(?<!kept )(?<!estimated )(?<!toll )"
    rf"\b(?:at|past|until|till) (?:around |about |just (?:before|after) )?"
    rf"(?:(?:1?\d|2[0-4])(?:\.\d{{2}})?|{_HOUR})(?=[,.](?!\d)|;|$| (?:on|when|and) )"
    r"|\b(?:at|by|from|until|till|to|before|after|around) \d{1,2}[.:][0-5]\d\b(?!\s?(?:%|per|m\b|million|billion|km"
    r"|\w+s\b))|\b\d{1,2}:\d{2}(?::\d{2})?\b",
    re.IGNORECASE,
)
_PHONE = re.compile(r"(?<!\w)(?:\+\d|0\d)[\d ()/-]{3,20}\d")
_NAMES_NUMBER = re.compile(r"[^\W\d_]+(?=[.]?[ -]$)")
_RANGE = re.compile(r"\s?[-–]\s?|,? (?:to|and|or) (?:about |around |nearly |almost |even |perhaps |as many as )?")
_SHARE = re.compile(r"[- ](?:thirds?|quarters?|fifths?|tenths?|half|halves|fold)\b")
_STREET = re.compile(r" (?:[A-Z]\w+ ){1,2}(?:Street|Road|Avenue|Lane|Square|Quay|Drive|Way)\b")
_NOT_ONE_BEFORE = frozenset(
    words(
        """
    no the this that each every any some which another last first number day square
    """
    )
)
_NOT_ONE_AFTER = frozenset(
    words(
        """
    of another day point side thing way hand time more who that can which or and in on to by is was from day's
    side's knows step reason word as would could should has had at for with if may might will must goes
    day-to-day
    """
    )
)
_ONE_AFTER = frozenset(
    words(
        """
    and or only just least exactly with killed injured lost arrested has have had of but
    """
    )
)
_PROMPT = re.compile(r"(?P<aux>was|were|is|are|have|had|has|will|died|took)\b(?P<rest>[^,;:“”\"]{2,120})\.")
_BEGINS = re.compile(r"(?:^|[.!?:]\s|[“\"‘'«])$")
_WEEKDAY = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day")
_NOTE = mark("Check what is counted, where and when.")
_ABOUT = mark("The sentence gives this number as approximate: check the last digit that is meant.")
_ROUNDED = mark("This number may be rounded: decide whether it is exact.")


def read(sentence: Sentence) -> Iterator[Proposal]:
    """A proposal for each number that counts or measures."""
    text = sentence.text
    taken = _not_amounts(text)
    found = [each for each in islice(figures(text), _MOST) if each.figure_start not in taken and _counts(text, each)]
    for place, each in enumerate(found):
        unit, end = unit_after(text, each)
        following = found[place + 1] if place + 1 < len(found) else None
        if following and _RANGE.fullmatch(text, each.end, following.figure_start):
            scaled, unit = _as_in_range(each, unit, following, unit_after(text, following)[0])
            yield _proposal(sentence, scaled, unit, end)
        else:
            yield _proposal(sentence, each, unit, end)


def _not_amounts(text: str) -> set[int]:
    spans = [(each.start, each.end) for each in dated(text)]
    spans += [match.span() for pattern in (_TIME, _PHONE) for match in pattern.finditer(text)]
    return {place for span in spans for place in range(*span)}


def _counts(text: str, each: Figure) -> bool:
    """Whether a figure is an amount and not a name, an address, a fraction or the pronoun "one"."""
    before, after = text[: each.figure_start], text[each.end :]
    if _SHARE.match(after) or _STREET.match(after) or (after[:1].isalpha() and not unit_after(text, each)[0]):
        return False
    if each.number == 1 and each.spelled and not each.about:
        return _is_one(before, after)
    if each.spelled and text[each.figure_start].isupper() and not _BEGINS.search(before):
        return False
    return each.about or bool(each.money) or not _is_label(before, after, each)


def _is_label(before: str, after: str, each: Figure) -> bool:
    """As in "Route 66", "Boeing 737", "G-20": the word before gives the number its sense."""
    word = _NAMES_NUMBER.search(before[-30:])
    if not word:
        return before[-1:] == "#"
    if before[-1] == "-":
        return not each.spelled
    counted = bool(unit_after(f"x{after}", None)[0])
    if word.group().casefold() in _LABELS and not each.scaled:
        return not counted or word.group()[0].isupper()
    first = not before[: len(before[:-30]) + word.start()].strip(" “\"'‘(")
    return (
        not first
        and word.group()[0].isupper()
        and not each.spelled
        and not counted
        and not _WEEKDAY.match(word.group())
    )


def _is_one(before: str, after: str) -> bool:
    """Whether "one" counts: "one policeman was killed", not "one of them" or "no one"."""
    previous = re.findall(r"[^\W\d_]+", before[-20:])
    following = re.match(r" ([^\W\d_]+)", after) or re.match(r"-([^\W\d_]+)", after)
    last = previous[-1].casefold() if previous else ""
    if not following or following[1] in _NOT_ONE_AFTER or last in _NOT_ONE_BEFORE:
        return False
    return following[1] in COUNTED_ALONE or last in _ONE_AFTER


def _as_in_range(each: Figure, unit: str, other: Figure, other_unit: str) -> tuple[Figure, str]:
    """In "10 to 15 million euros" the first number takes the scale and the unit of the second."""
    if other.scaled and not each.scaled and not other.spelled and each.number < other.number:
        bare = next(10**power for power in (12, 9, 6, 3, 0) if other.number >= 10**power)
        if other.number / bare > each.number:
            each = replace(each, number=each.number * bare, step=each.step * bare, scaled=True)
    return each, unit or other_unit


def _proposal(sentence: Sentence, each: Figure, unit: str, end: int) -> Proposal:
    words = sentence.text[each.start : each.end]
    rounded = each.about or each.scaled
    note = _ABOUT if each.about else _ROUNDED if each.scaled else _NOTE
    value = NumberValue(each.number, unit, "about" if each.about else "exact", words, each.step if rounded else None)
    prompt = _prompt(sentence.text, each, end)
    return propose("number", sentence, (each.start, each.end), note, value, prompt=prompt)


def _prompt(text: str, each: Figure, end: int) -> str:
    """As "Three attackers were killed." asks "How many attackers were killed?"; others are left to the editor."""
    found = _PROMPT.match(text, end + 1)
    counted = text[each.end : end].strip()
    alone = text[: each.start].rstrip(" ,").count(" ") <= 2 and not each.money and each.number != Decimal(1)
    if not found or not counted or not alone or not counted[0].isalpha() or found.end() != len(text):
        return ""
    return f"How many {counted} {found['aux']}{found['rest']}?"

"""Dates that a sentence gives. What it leaves out (a year, a day) is never filled in.

A weekday, "last year" or a month alone is no date that could be kept, and a numeric date that two countries would
read differently is not guessed at.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from quizapp.core.bank import Sentence
from quizapp.core.date_reader import MONTHS, readings
from quizapp.core.drafting.proposal import Proposal, propose
from quizapp.core.fact import DateValue
from quizapp.core.message import mark
from quizapp.core.partial_date import PartialDate
from quizapp.core.word_list import words

_MONTH = "(?:" + "|".join(rf"{name}|{name[:3]}\b\.?" for name in MONTHS) + r"|Sept\b\.?)"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_YEAR = r"(?:1\d\d\d|20\d\d)(?![\d,.]\d|\d|s\b)"
_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s(?:the\s)?)?"
_TO = r"\s?(?:-|–|—|to|and|or|until)\s?"
_DATE = re.compile(
    rf"(?<![\w.,/-]){_WEEKDAY}(?:(?P<first>{_DAY}){_TO})?(?P<last>{_DAY}(?:\sof)?\s{_MONTH}(?:,?\s{_YEAR})?)"
    rf"|(?<!\w){_WEEKDAY}(?P<month>{_MONTH}\s)(?P<day>{_DAY})(?:{_TO}(?P<until>{_DAY}(?!\w|\s{_MONTH})))?"
    rf"(?P<year>,?\s{_YEAR})?(?!\d|[.,]\d|\w)|(?<!\w){_MONTH},?\s{_YEAR}"
    r"|(?<![\w.,/-])(?:\d{4}-\d{2}-\d{2}|\d{1,2}(?P<sign>[./])\d{1,2}(?P=sign)\d{4})(?![\w/-])"
)
_BARE_YEAR = re.compile(r"(?<![\w.,/:€$£#+])(?<!\D-)(?:1[5-9]|20)\d\d(?![\w%/]|[.,:]\d|-[^\W\d])")
_YEAR_BEFORE = frozenset(
    words(
        """
    in since until till during the early late mid a an its their his her last year summer spring autumn winter
    """
    )
)
_COUNT_BEFORE = frozenset(
    words(
        """
    about around some nearly almost roughly approximately than least over to under
    """
    )
)
_COUNTED = re.compile(r"\s(?!(?:was|is|has|as|its|this)\b)(?:[a-z]{3,}s|people|men|women|children|km|kg|m)\b")
_PROMPT = re.compile(r"(?P<who>[^,;:“”\"]{3,80}?) (?P<was>was|were) (?P<what>[^,;:“”\"]{3,80}?) (?:on|in)")
_PRONOUNS = frozenset(
    words(
        """
    it he she they this that these those we i you there who which
    """
    )
)
_NOTE = mark("Check which day, month or year this is, and what happened then.")
_NO_YEAR = mark("The sentence gives no year. Leave it out unless the article tells it.")


@dataclass(frozen=True, slots=True)
class Dated:
    """A date and its place in a text."""

    start: int
    end: int
    date: PartialDate


def dated(text: str) -> tuple[Dated, ...]:
    """The dates in `text`, in order; both ends of a range of days are one each."""
    found = [each for match in _DATE.finditer(text) for each in _of_match(match)]
    taken = {place for each in found for place in range(each.start, each.end)}
    found += [
        Dated(*match.span(), PartialDate(int(match.group())))
        for match in _BARE_YEAR.finditer(text)
        if match.start() not in taken and _is_year(text, match)
    ]
    return tuple(sorted(found, key=lambda each: each.start))


def read(sentence: Sentence) -> Iterator[Proposal]:
    """A proposal for each date."""
    for each in dated(sentence.text):
        words = sentence.text[each.start : each.end]
        note = _NOTE if each.date.year else _NO_YEAR
        value = DateValue(each.date, words)
        prompt = _prompt(sentence.text, each)
        yield propose("date", sentence, (each.start, each.end), note, value, prompt=prompt)


def _of_match(match: re.Match[str]) -> Iterator[Dated]:
    """One date, or two where the days are a range."""
    text, year = match.group(), match["year"] or ""
    if match["first"]:
        rest = match["last"].split(None, 1)[1]
        yield from _one(f"{match['first']} {rest}", match.start(), match.end("first"))
        yield from _one(match["last"], match.start("last"), match.end())
    elif match["until"]:
        yield from _one(f"{match['month']}{match['day']}{year}", match.start(), match.end("day"))
        yield from _one(f"{match['month']}{match['until']}{year}", match.start("until"), match.end())
    else:
        yield from _one(text, *match.span())


def _one(words: str, start: int, end: int) -> Iterator[Dated]:
    meant = readings(words)
    if len(meant) == 1:
        yield Dated(start, end, meant[0])


def _is_year(text: str, match: re.Match[str]) -> bool:
    """Whether four digits are a year; "2000 soldiers" are not, "the 2008 elections" are."""
    before = re.findall(r"[^\W\d_]+", text[max(0, match.start() - 20) : match.start()])
    word = before[-1].casefold() if before else ""
    if word in _YEAR_BEFORE:
        return True
    return not _COUNTED.match(text, match.end()) and not (word in _COUNT_BEFORE and " than " in text[: match.start()])


def _prompt(text: str, each: Dated) -> str:
    """As "X was opened in 2008." asks "When was X opened?"; other sentences are left to the editor."""
    found = _PROMPT.fullmatch(text, 0, each.start - 1)
    if not found or text[each.end :] != ".":
        return ""
    who = found["who"]
    if who.casefold() in _PRONOUNS:
        return ""
    who = who[0].lower() + who[1:] if who.split()[0] in ("The", "A", "An", "Its", "Their") else who
    return f"When {found['was']} {who} {found['what']}?"

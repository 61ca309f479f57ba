"""Amounts as articles write them: figures, words, scales, currencies, and the words that make them approximate."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from quizapp.core.number_reader import readings
from quizapp.core.word_list import words

_ONES = words(
    """
    one two three four five six seven eight nine
    """
)
_TEENS = words(
    """
    ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen
    """
)
_TENS = words(
    """
    twenty thirty forty fifty sixty seventy eighty ninety
    """
)
_ONE, _TEN = "|".join(_ONES), "|".join(_TENS)
_SMALL = rf"(?:(?:{_TEN})(?:[- ](?:{_ONE})\b)?|{'|'.join(_TEENS)}|{_ONE})"
_SCALES = {
    **{"hundred": 100, "dozen": 12, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12},
    **{"k": 10**3, "m": 10**6, "mn": 10**6, "bn": 10**9, "b": 10**9, "tn": 10**12},
}
_WHOLE = r"hundred|dozen|thousand|million|billion|trillion"
# Letters that are units, too, are scales only beside a currency or before what is counted: "5m" is a length.
_LETTER = r"(?P<letter>[mkb])\b(?(money)|(?=\s(?:people|men|women|kron[aeo]r|[a-z]+s)\b))"
_SCALE = rf"(?:\s(?P<scale>{_WHOLE})\b|\s?(?P<short>mn|bn|tn)\b|{_LETTER})"
_ABOUT = (
    r"(?:(?:about|around|some|nearly|almost|roughly|approximately|approx\.|circa|ca\.|(?:just |well )?(?:over|under)"
    r"|(?:no |slightly )?(?:more|fewer|less) than|at (?:least|most)|up to|as (?:many|much|few|little) as|close to"
    r"|(?:an )?estimated|a little (?:over|under)|not quite|upwards of|above|below|in excess of)\s|[~≈])"
)
_MONEY = r"(?P<money>(?:US|AU|A|CA|C|NZ|HK)?[€$£¥]|(?:EUR|USD|GBP|CHF)\s)\s?"
_DIGITS = r"\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d{1,3}(?: \d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?"
_FIGURE = re.compile(
    rf"(?P<about>\b(?i:{_ABOUT})|[~≈])?(?:(?<![\w.,:/+–-])|(?<=\d[-–]))(?:"
    rf"(?:{_MONEY})?(?P<digits>{_DIGITS})(?:{_SCALE})?(?!\d|[:/]\d|[.,]\d)"
    rf"|(?P<half>(?i:half an?))\s(?P<halved>{_WHOLE})\b"
    rf"|(?P<words>(?i:an?|{_SMALL}))(?P<and>\sand a half)?[ -](?P<first>{_WHOLE})\b(?P<second>\s(?:thousand|million))?"
    rf"(?:\sand\s(?P<rest>{_SMALL})\b)?"
    rf"|(?P<plain>(?i:{_SMALL}))\b)(?P<so>(?= or (?:so|more|less|fewer|thereabouts)\b|-odd\b|-plus\b|\+))?"
)
_SCALE_GROUPS = ("scale", "short", "letter", "halved", "first", "second")
_STARTS = ("money", "digits", "half", "words", "plain")


@dataclass(frozen=True, slots=True)
class Figure:
    """An amount at a place of a text; `step` is its last digit that is meant, `money` the sign of a currency."""

    start: int
    end: int
    number: Decimal
    step: Decimal
    about: bool
    money: str
    scaled: bool
    spelled: bool
    figure_start: int


def figures(text: str) -> Iterator[Figure]:
    """Everything in `text` that has the form of an amount; whether it counts something is for the caller to say."""
    for match in _FIGURE.finditer(text):
        base, step = _base(match)
        scale = _scale(match)
        number = base * scale + (_word(match["rest"]) if match["rest"] else 0)
        start = min(place for place in (match.start(name) for name in _STARTS) if place >= 0)
        yield Figure(
            *match.span(),
            _tidy(number),
            Decimal(1) if match["rest"] else _tidy(step * scale),
            match["about"] is not None or match["so"] is not None,
            (match["money"] or "").strip(),
            scale != 1,
            not match["digits"],
            start,
        )


def _base(match: re.Match[str]) -> tuple[Decimal, Decimal]:
    """The figure without its scale, and the value of its last digit: 1.8 has 0.1, 50 has 10."""
    if match["half"]:
        return Decimal("0.5"), Decimal("0.1")
    if match["digits"]:
        number = Decimal(re.sub("[, ]", "", match["digits"]))
        return number, _last_digit(number)
    number = _word(match["words"] or match["plain"])
    return (number + Decimal("0.5"), Decimal("0.5")) if match["and"] else (number, _last_digit(number))


def _last_digit(number: Decimal) -> Decimal:
    """Zeros at the end of a whole number are taken not to be meant, decimals are."""
    _, point, decimals = f"{number:f}".partition(".")
    return Decimal(1).scaleb(-len(decimals) if point else number.normalize().adjusted() - _digits(number) + 1)


def _digits(number: Decimal) -> int:
    return len(number.normalize().as_tuple().digits)


def _word(word: str) -> Decimal:
    return Decimal(1) if word.casefold() in ("a", "an") else readings(word)[0]


def _scale(match: re.Match[str]) -> Decimal:
    scale = Decimal(1)
    for name in _SCALE_GROUPS:
        if match[name]:
            scale *= _SCALES[match[name].strip()]
    return scale


def _tidy(number: Decimal) -> Decimal:
    """Without zeros after the point and without an exponent: 1800000 and not 1.80E+6."""
    return Decimal(f"{number.normalize():f}")

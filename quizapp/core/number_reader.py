"""Numbers as people type them, by one bounded grammar that is checked before anything is converted.

    number  = [about] [sign] (figure | words) [scale] [unit]
    figure  = digits, whole or in groups of three, with at most one decimal sign and at most 15 digits in all
    words   = zero … ninety-nine, "a hundred", "three hundred"
    scale   = thousand, k, million, m, mn, billion, bn, b, trillion, tn

Groups are parted by blanks, apostrophes, commas or points, always by the same one. A comma or point before exactly
three digits ("1,800", "1.800") may part a group or mark decimals, so such a number has two readings, the grouped one
first, unless its other signs settle it: "1,800,000", "1,800.5", "1.800,5" and "0.125" have one. A comma or point before
any other number of digits marks decimals: "1,8 million" is 1.8 million. Whoever calls decides what two readings mean.
Exponents, nan, infinity, fractions, superscripts and Roman numerals are not numbers here.
"""

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

LONGEST = 32
"""Characters that a typed number may have."""
_MOST_DIGITS = 15

_ABOUT = re.compile(r"(?:(?:about|around|roughly|approximately|circa|some)\b|approx\b\.?|ca\b\.?|c\.|[~≈≅])\s*")
_SCALES = {
    **dict.fromkeys(("k", "thousand"), 10**3),
    **dict.fromkeys(("m", "mn", "mio", "million", "millions"), 10**6),
    **dict.fromkeys(("b", "bn", "billion", "billions"), 10**9),
    **dict.fromkeys(("tn", "trillion", "trillions"), 10**12),
}
_SCALED = re.compile(rf"(?P<figure>.*?)\s?(?P<scale>{'|'.join(sorted(_SCALES, key=len, reverse=True))})\.?")

_GROUPED = (
    re.compile(r"[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?"),
    re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?"),
    re.compile(r"[1-9]\d{0,2}(?: \d{3})+(?:[.,]\d+)?"),
    re.compile(r"[1-9]\d{0,2}(?:'\d{3})+(?:[.,]\d+)?"),
)
_PLAIN = re.compile(r"\d+(?:[.,]\d+)?|[.,]\d+")
_TWO_KINDS = re.compile(r"[1-9]\d{0,2}(?:[ ']\d{3})+[.,]\d{3}")

_ONES = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_WORDS = {
    **{word: number for number, word in enumerate(_ONES)},
    **{word: 20 + 10 * place for place, word in enumerate(_TENS)},
    **{f"{ten}-{_ONES[one]}": 20 + 10 * place + one for place, ten in enumerate(_TENS) for one in range(1, 10)},
}
_PERCENT = frozenset(("%", "percent", "per cent"))


def readings(text: str, unit: str = "") -> tuple[Decimal, ...]:
    """Every amount that `text` may mean, the likeliest first; none where it is not a number of this grammar.

    The `unit` may follow the number, in singular or plural. A unit that looks like a scale ("m") gives two readings.
    """
    return _readings(text[: LONGEST + 1], unit[: LONGEST + 1])  # What is too long is not kept, nor read.


@lru_cache(maxsize=4096)
def _readings(text: str, unit: str) -> tuple[Decimal, ...]:
    line = _normal(text)
    line = _ABOUT.sub("", line, count=1) if _ABOUT.match(line) else line
    found = [number for bare in _without_unit(line, _normal(unit)) for number in _signed(bare)]
    return tuple(dict.fromkeys(found))


def plain_text(number: Decimal) -> str:
    """`number` in digits, in a form that has one reading."""
    digits = f"{number:f}"
    whole, point, decimals = digits.partition(".")
    decimals = decimals.rstrip("0")
    return f"{whole}{point}{decimals}{'0' if len(decimals) == 3 else ''}" if decimals else whole


def _normal(text: str) -> str:
    """Folded to plain digits, signs and blanks; empty where too long, or where folding would change an amount."""
    # "10²" would become 102 and "1½" 11/2.
    if len(text) > LONGEST or any(unicodedata.category(sign) in ("No", "Nl") for sign in text):
        return ""
    text = "".join(_digit(sign) for sign in unicodedata.normalize("NFKC", text).casefold())
    text = re.sub("[’ʼ‘`´]", "'", re.sub("[−–‐]", "-", text))
    return " ".join(text.split()) if len(text) <= LONGEST else ""


def _digit(sign: str) -> str:
    value = unicodedata.decimal(sign, None)
    return sign if value is None else str(value)


def _without_unit(line: str, unit: str) -> Iterator[str]:
    yield line
    stem = unit.removesuffix("s")
    for name in _PERCENT if unit in _PERCENT else {stem, f"{stem}s", unit} - {"", "s"}:
        if line.endswith(name) and len(line) > len(name):
            rest = line.removesuffix(name)
            # "3 km" with the unit "m" is not "3 k"; a sign such as % may cling.
            if rest[-1] == " " or rest[-1].isdigit() or not name[0].isalpha():
                yield rest.rstrip()


def _signed(line: str) -> Iterator[Decimal]:
    sign = -1 if line[:1] == "-" else 1
    for number in _scaled(line[1:].lstrip() if line[:1] in ("-", "+") else line):
        yield sign * number


def _scaled(line: str) -> Iterator[Decimal]:
    yield from _figures(line)
    found = _SCALED.fullmatch(line)
    if found:
        figure, scale = found["figure"], _SCALES[found["scale"]]
        for number in (Decimal(1),) if figure == "a" else _figures(figure):
            yield number * scale


def _figures(figure: str) -> Iterator[Decimal]:
    if sum(sign.isdigit() for sign in figure) > _MOST_DIGITS:
        return
    for pattern in _GROUPED:
        if pattern.fullmatch(figure):
            yield _grouped(figure)
    if _TWO_KINDS.fullmatch(figure):
        yield Decimal(re.sub(r"\D", "", figure))
    if _PLAIN.fullmatch(figure):
        yield Decimal(figure.replace(",", "."))
    yield from _spelled(figure)


def _grouped(figure: str) -> Decimal:
    """The group sign is the first one; another one after it marks the decimals."""
    group = next(sign for sign in figure if not sign.isdigit())
    return Decimal(figure.replace(group, "").replace(",", "."))


def _spelled(figure: str) -> Iterator[Decimal]:
    words = figure.split()
    hundreds = 1
    if words[1:] == ["hundred"]:
        hundreds, words = 100, ["one" if words[0] == "a" else words[0]]
    name = "-".join(words)
    if name in _WORDS and (hundreds == 1 or 0 < _WORDS[name] < 10):
        yield Decimal(_WORDS[name] * hundreds)

"""The types of single values. YAML's own guesses are not used: the schema says what a text is read as.

Each reader takes the text as written and returns the value, or raises ValueError with a message that tells the author
how to mend it.
"""

import re
from decimal import Decimal
from typing import Annotated

from pydantic import BeforeValidator, PlainValidator

from quizapp.core.partial_date import PartialDate
from quizapp.formats.decoding import UNPRINTABLE

_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")
_DATE = re.compile(r"[0-9-]{4,10}")
_SLUG = re.compile(r"[a-z0-9-]{1,80}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")
_MAX_SIGNS = 32
_MAX_DIGITS = 15
MAX_TEXT = 5000
"""Signs of one text: a statement, a summary, a reason."""


def clip(text: str) -> str:
    """`text` in quotes, short enough for a message."""
    return f'"{text if len(text) <= 40 else text[:39] + "…"}"'


def is_slug(text: str) -> bool:
    """Whether `text` can be an id."""
    return bool(_SLUG.fullmatch(text))


def read_text(value: object) -> str:
    """A text with something in it, without blanks at its ends."""
    if not isinstance(value, str):
        what = "a list" if isinstance(value, list) else "a map (name: value)"
        raise ValueError(f"must be a text, not {what}; if it is one, put it in quotes")
    found = UNPRINTABLE.search(value)
    if found:
        raise ValueError(f"holds the control character U+{ord(found.group()):04X}; delete it")
    text = value.strip()
    if not text:
        raise ValueError("is empty; write something, or leave the field out where it is optional")
    if len(text) > MAX_TEXT:
        raise ValueError(f"is {len(text):,} signs long; a text has at most {MAX_TEXT:,}")
    return text


def read_slug(value: object) -> str:
    """An id."""
    text = read_text(value)
    if not is_slug(text):
        raise ValueError(f'{clip(text)} is not an id; an id has 1 to 80 signs of a-z, 0-9 and "-"')
    return text


def read_number(value: object) -> Decimal:
    """A number in plain digits, short enough that no arithmetic on it can take long."""
    text = read_text(value)
    if len(text) > _MAX_SIGNS or sum(sign.isdigit() for sign in text) > _MAX_DIGITS:
        raise ValueError(f"{clip(text)} is too long for a number; at most {_MAX_DIGITS} digits are read")
    if not _NUMBER.fullmatch(text):
        if re.fullmatch(r"-?0[0-9.]+", text):
            raise ValueError(f"{clip(text)} begins with a zero; write the number without it")
        raise ValueError(f"{clip(text)} is not a number; write plain digits such as 1800000 or 2.5")
    return Decimal(text)


def read_step(value: object) -> Decimal:
    """The size of the last digit that is meant."""
    step = read_number(value)
    if step <= 0:
        raise ValueError("must be above 0: it is the last digit that is meant, such as 1000")
    return step


def read_date(value: object) -> PartialDate:
    """A date, of which parts may be unknown."""
    text = read_text(value)
    try:
        return PartialDate.parse(text)
    except ValueError as error:
        raise ValueError(f"{clip(text)} is not a date: {error}" if _DATE.fullmatch(text) else _no_date(text)) from None


def _no_date(text: str) -> str:
    return f"{clip(text)} is not a date like 2008, 2023-09, 2023-09-24 or --09-24"


def read_flag(value: object) -> bool:
    """Yes or no."""
    text = read_text(value)
    if text not in ("true", "false"):
        raise ValueError(f"{clip(text)} is not true or false; write one of these two words")
    return text == "true"


def read_language(value: object) -> str:
    """A language tag."""
    text = read_text(value)
    if not _LANGUAGE.fullmatch(text):
        raise ValueError(f"{clip(text)} is not a language tag such as en or pt-BR")
    return text


Text = Annotated[str, PlainValidator(read_text)]
Slug = Annotated[str, PlainValidator(read_slug)]
Number = Annotated[Decimal, PlainValidator(read_number)]
Step = Annotated[Decimal, PlainValidator(read_step)]
Date = Annotated[PartialDate, PlainValidator(read_date)]
Flag = Annotated[bool, PlainValidator(read_flag)]
Language = Annotated[str, PlainValidator(read_language)]
Word = BeforeValidator(read_text)
"""In front of a Literal: `Annotated[Literal["a", "b"], Word]`."""

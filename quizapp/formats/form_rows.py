"""Lists of small maps as rows of fields on a page: the fields of a row are those of the form that reads it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from quizapp.formats.document import Form
from quizapp.formats.wording import wording

MOST = 60
"""Rows that a page has room for."""

MISSING = "this is missing; fill it in"

Fields = Mapping[str, str]
"""What a page sends, by the name of the field."""

Problems = dict[str, str]
"""What is wrong, by the name of the field; "" is the whole."""


@dataclass(frozen=True, slots=True)
class Column:
    """A field of each row; a `flag` is a box to tick."""

    name: str
    flag: bool


def columns(form: type[Form]) -> tuple[Column, ...]:
    """The columns of the rows that `form` reads."""
    return tuple(Column(name, isinstance(each.default, bool)) for name, each in form.model_fields.items())


def field(name: str, place: int, column: str) -> str:
    """How the field of a row is called; places count from 1."""
    return f"{name}{place}_{column}"


def told(error: ErrorDetails, form: type[Form]) -> str:
    """What to tell beside the field about `error`, which the validation of `form` gave."""
    return MISSING if error["type"] == "missing" else wording(error, form)


def rows_of(name: str, form: type[Form], entries: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """The fields that say `entries`."""
    return {
        field(name, place, column.name): said(entry.get(column.name))
        for place, entry in enumerate(entries, start=1)
        for column in columns(form)
    }


def said(value: Any) -> str:
    """A scalar as it stands in a field."""
    if value is True:
        return "true"
    return "" if value is None or value is False else str(value)


def filled(name: str, form: type[Form], fields: Fields) -> list[tuple[int, dict[str, str]]]:
    """The rows in which anything is written, each with its place; a tick alone makes none."""
    rows = []
    for place in range(1, MOST + 1):
        given = {each: fields.get(field(name, place, each.name), "").strip() for each in columns(form)}
        if any(text for column, text in given.items() if not column.flag):
            rows.append((place, {column.name: text for column, text in given.items() if text}))
    return rows


def read_rows(name: str, form: type[Form], fields: Fields, problems: Problems) -> list[Any]:
    """The rows as `form` reads them; what is wrong with others is added to `problems`."""
    read = []
    for place, row in filled(name, form, fields):
        try:
            read.append(form.model_validate(row))
        except ValidationError as error:
            for each in error.errors(include_url=False):
                problems.setdefault(field(name, place, str(each["loc"][0])), told(each, form))
    return read


def lines(text: str) -> list[str]:
    """The lines that hold something."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def shown(name: str, form: type[Form], fields: Fields, spare: int) -> Sequence[int]:
    """The places of the rows to be shown: those filled, and `spare` empty ones behind them."""
    last = max((place for place, _ in filled(name, form, fields)), default=0)
    return range(1, min(last + spare, MOST) + 1)

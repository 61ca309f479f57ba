"""Facts as JSON: how a revision of a fact is stored."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from quizapp.core.fact import AsOf, DateValue, Fact, Link, NumberValue, Quote, TextValue, Trap, Value
from quizapp.core.partial_date import PartialDate
from quizapp.core.plain import plain


def fact_to_data(fact: Fact) -> dict[str, Any]:
    """Every field of `fact` as JSON; decimals and dates are texts."""
    data: dict[str, Any] = plain(fact)
    return data


def fact_from_data(data: Mapping[str, Any]) -> Fact:
    """The inverse of `fact_to_data`. A field that is missing, because it is newer than the data, has its default."""
    return Fact(**{name: _READERS.get(name, _same)(value) for name, value in data.items()})


def as_of_from_data(data: Mapping[str, Any]) -> AsOf:
    """An as-of date from the JSON of its dataclass."""
    return AsOf(**{**data, "date": PartialDate.parse(data["date"])})


def _same(value: Any) -> Any:
    return value


def _value(data: Mapping[str, Any]) -> Value:
    if "number" in data:
        return NumberValue(**{**data, "number": Decimal(data["number"]), "step": _decimal(data.get("step"))})
    if "date" in data:
        return DateValue(PartialDate.parse(data["date"]), data["text"])
    return TextValue(data["text"])


def _trap(data: Mapping[str, Any]) -> Trap:
    return Trap(**{**data, "number": _decimal(data.get("number")), "date": _date(data.get("date"))})


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _date(text: str | None) -> PartialDate | None:
    return None if text is None else PartialDate.parse(text)


_READERS: dict[str, Callable[[Any], Any]] = {
    "value": _value,
    "as_of": as_of_from_data,
    "review_by": _date,
    "aliases": tuple,
    "critical_of": tuple,
    "skip": tuple,
    "evidence": lambda sets: tuple(tuple(Quote(**quote) for quote in each) for each in sets),
    "traps": lambda traps: tuple(map(_trap, traps)),
    "links": lambda links: tuple(Link(**link) for link in links),
}

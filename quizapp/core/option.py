"""Options to choose from, stored in an order that does not depend on which of them is right."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from quizapp.core import date_reader, number_reader
from quizapp.core.fact import DateValue, Fact, NumberValue, TextValue, Trap


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose. A wrong one has a `why`, and the `fact` it came from; `size` orders numbers and dates."""

    text: str
    right: bool = False
    why: str = ""
    fact: str = ""
    size: str = ""


def in_order(options: Iterable[Option]) -> tuple[Option, ...]:
    """Options sorted by size where all have one, else by text."""
    options = tuple(options)
    if sized(options):
        return tuple(sorted(options, key=lambda option: (_parts(option.size), option.text)))
    return tuple(sorted(options, key=lambda option: option.text))


def sized(options: Sequence[Option]) -> bool:
    """Whether the options are all numbers or all dates, which are never shuffled."""
    return all(option.size for option in options)


def size_of(value: NumberValue | DateValue | TextValue | Trap) -> str:
    """What orders a number or a date among others: "1800000" or "2023/9/24"; empty for anything else."""
    match value:
        case DateValue(date=date) | Trap(date=date) if date is not None:
            return "/".join(str(part) for part in date.sort_key())
        case NumberValue(number=number) | Trap(number=number) if number is not None:
            return f"{number:f}"
    return ""


def measured(options: Sequence[Option], facts: Iterable[Fact]) -> tuple[Option, ...]:
    """Hand-written options with their sizes, where all are numbers (in a unit of `facts`) or all are dates."""
    units = [fact.value.unit for fact in facts if isinstance(fact.value, NumberValue)]
    numbers = [_number(option.text, units) for option in options]
    sizes = numbers if all(numbers) else [_date(option.text) for option in options]
    return (
        tuple(replace(each, size=size) for each, size in zip(options, sizes, strict=True))
        if all(sizes)
        else (*options,)
    )


def _number(text: str, units: Sequence[str]) -> str:
    found = [number for unit in units or ("",) for number in number_reader.readings(text, unit)]
    return f"{found[0]:f}" if found else ""


def _date(text: str) -> str:
    found = date_reader.readings(text)
    return "/".join(str(part) for part in found[0].sort_key()) if found else ""


def _parts(size: str) -> tuple[float, ...]:
    return tuple(float(part) for part in size.split("/"))


def drafted(options: Sequence[Mapping[str, Any]], fewest: int, most: int) -> tuple[Option, ...]:
    """Options as somebody wrote them. Raises ValueError for a wrong number of them, two alike, or a missing why."""
    if not fewest <= len(options) <= most:
        raise ValueError(f"write {fewest} to {most} options, not {len(options)}")
    if len({option["text"].casefold() for option in options}) < len(options):
        raise ValueError("two options are alike: change one of them")
    made = tuple(
        Option(each["text"], bool(each.get("right")), each.get("why") or "", each.get("fact") or "") for each in options
    )
    for option in made:
        if not option.right and not option.why:
            raise ValueError(f'say why the option "{option.text}" is wrong: add why')
    return made

"""What differs between two states of something that is kept as JSON."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Absent:
    """Stands where one state has nothing."""


ABSENT = Absent()


@dataclass(frozen=True, slots=True)
class Difference:
    """A place that holds something else `after` than `before`: a scalar, an empty list or map, or ABSENT.

    Where the items of a list have ids, the list itself holds these in their order, and its items go by them.
    """

    path: Path
    before: Any
    after: Any

    @property
    def where(self) -> str:
        """The place for people: `traps[0].why`."""
        steps = (f"[{step.strip()}]" if _is_item(step) else f".{step}" for step in map(str, self.path))
        return "".join(steps).removeprefix(".")


def differences(before: Any, after: Any) -> tuple[Difference, ...]:
    """All places in which two JSONs differ, in the order of `before`, then of `after`; none where they are equal."""
    old, new = dict(_flat(before, ())), dict(_flat(after, ()))
    return tuple(
        Difference(path, old.get(path, ABSENT), new.get(path, ABSENT))
        for path in {**old, **new}
        if old.get(path, ABSENT) != new.get(path, ABSENT)
    )


def _is_item(step: str) -> bool:
    return step.startswith(" ") or step.isdecimal()


def _flat(data: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    """Every scalar and every empty list or map with its place: from these, the whole can be told."""
    if isinstance(data, Mapping) and data:
        for name, value in data.items():
            yield from _flat(value, (*path, str(name)))
    elif isinstance(data, Sequence) and not isinstance(data, str) and data:
        yield from _flat_list(data, path)
    else:
        yield path, data


def _flat_list(items: Sequence[Any], path: Path) -> Iterator[tuple[Path, Any]]:
    ids = _ids(items)
    if ids:
        yield path, ids
    for place, item in enumerate(items):
        yield from _flat(item, (*path, f" {ids[place]}" if ids else place))


def _ids(items: Sequence[Any]) -> tuple[str, ...]:
    """The ids of the items, if each has one of its own; else nothing."""
    ids = tuple(item["id"] for item in items if isinstance(item, Mapping) and isinstance(item.get("id"), str))
    return ids if len(set(ids)) == len(items) else ()

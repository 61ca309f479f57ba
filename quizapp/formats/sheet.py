"""A table on its way into a file: words and numbers, some of them typed by pupils."""

from collections.abc import Sequence
from dataclasses import dataclass

Cell = str | int | float | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with a title and the names of its columns."""

    title: str
    head: Sequence[str]
    rows: Sequence[Sequence[Cell]]

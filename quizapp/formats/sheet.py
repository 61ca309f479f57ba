"""A table on its way into a file: words and numbers, some of them typed by pupils."""

from collections.abc import Sequence
from dataclasses import dataclass

Cell = str | int | float | None

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""With what a cell begins that spreadsheets may run; the wide forms are read so in East Asian ones."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with a title and the names of its columns."""

    title: str
    head: Sequence[str]
    rows: Sequence[Sequence[Cell]]


def is_formula(text: str) -> bool:
    """Whether a spreadsheet may take `text` for something to run, blanks before it or not."""
    return text.startswith(FORMULA) or text.lstrip().startswith(FORMULA)

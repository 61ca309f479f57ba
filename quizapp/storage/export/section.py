"""A part of an export: rows of one kind, read in slices that hold nobody up."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import SQLColumnExpression
from sqlalchemy.orm import Session

from quizapp.storage.types import AnySelect

Row = dict[str, Any]
SLICE = 200
"""Rows at most that are read at once: a few milliseconds of work."""


@dataclass(frozen=True, slots=True)
class Section:
    """A name and a statement for its rows.

    With `along`, a column, the statement is run for `step` of the `keys` at a time, so that the database, too, sorts
    little at once.
    """

    name: str
    rows: AnySelect
    along: SQLColumnExpression[int] | None = None
    keys: AnySelect | None = None
    step: int = SLICE
    finish: Callable[[Session, list[Row]], None] | None = None
    """Changes the rows of a slice in place."""

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of what a row holds, in its order."""
        return tuple(self.rows.selected_columns.keys())

    def slices(self, db: Session) -> Iterator[list[Row]]:
        """All rows, at most SLICE at a time. Between two slices the caller may let others go on."""
        for statement in self._statements(db):
            found = db.execute(statement.execution_options(yield_per=SLICE))
            for part in found.mappings().partitions():
                rows = [dict(row) for row in part]
                if self.finish:
                    self.finish(db, rows)
                yield rows

    def _statements(self, db: Session) -> Iterator[AnySelect]:
        if self.along is None or self.keys is None:
            yield self.rows
            return
        for keys in db.execute(self.keys.execution_options(yield_per=self.step)).scalars().partitions():
            yield self.rows.where(self.along.in_(keys))

"""CSV that spreadsheets open: UTF-8 with a mark, lines ended as RFC 4180 says, no cell that could run as a formula."""

import csv
import io

from quizapp.core.formula import is_formula
from quizapp.formats.sheet import Cell, Sheet

MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
"""Without it, Excel takes UTF-8 for something else."""


def write(sheet: Sheet) -> bytes:
    """The sheet as a file. A text that could be a formula gets an apostrophe in front; numbers stay numbers."""
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow([_safe(each) for each in sheet.head])
    writer.writerows([_safe(each) for each in row] for row in sheet.rows)
    return (MARK + file.getvalue()).encode("utf-8", "replace")


def _safe(cell: Cell) -> Cell:
    if isinstance(cell, str) and is_formula(cell):
        return f"'{cell}"
    return cell

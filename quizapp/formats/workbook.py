"""An Excel workbook. Every text is stored as a text, so that none can run as a formula.

Writing one takes 0.1 to 1 s of pure computation, and openpyxl 0.3 s to load: `write_apart` has it done by a process of
its own, so that no request waits. Run as a module, this reads sheets as JSON and writes the workbook.
"""

import json
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict
from io import BytesIO
from typing import Any

from quizapp.formats.sheet import Cell, Sheet

LONGEST = 60
"""Seconds after which the process is stopped."""
LONGEST_TEXT = 32767
"""Signs that a cell holds."""
_NO_TITLE = re.compile(r"[\[\]:*?/\\]")
_NO_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff￾￿]")
"""What XML cannot hold."""


def write_apart(sheets: Sequence[Sheet]) -> bytes:
    """The workbook, made by another process. Raises subprocess.SubprocessError if that fails."""
    order = json.dumps([asdict(sheet) for sheet in sheets]).encode()
    command = [sys.executable, "-m", "quizapp.formats.workbook"]
    return subprocess.run(command, input=order, capture_output=True, check=True, timeout=LONGEST).stdout  # noqa: S603 - our own


def write(sheets: Sequence[Sheet]) -> bytes:
    """The workbook, a page a sheet; heads are bold and stay in sight."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    book, bold = Workbook(write_only=True), Font(bold=True)
    for sheet in sheets:
        page = book.create_sheet(_NO_TITLE.sub(" ", sheet.title)[:31])
        page.freeze_panes = "B2"
        for place, width in enumerate(_widths(sheet)):
            page.column_dimensions[_letters(place)].width = width
        head = [_cell(WriteOnlyCell(page), text) for text in sheet.head]
        for each in head:
            each.font = bold
        page.append(head)
        for row in sheet.rows:
            page.append([_cell(WriteOnlyCell(page), value) for value in row])
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _cell(cell: Any, value: Cell) -> Any:
    if isinstance(value, str):
        cell.value = _NO_TEXT.sub("", value)[:LONGEST_TEXT]
        cell.data_type = "s"  # Whatever it begins with.
    else:
        cell.value = value
    return cell


def _widths(sheet: Sheet) -> list[float]:
    """As wide as the first rows, from 6 to 60 signs."""
    shown = [sheet.head, *sheet.rows[:50]]
    longest = [max(len(str(row[place])) for row in shown if len(row) > place) for place in range(len(sheet.head))]
    return [min(60, max(6, each + 2)) for each in longest]


def _letters(place: int) -> str:
    """The name of a column, from A for 0."""
    name = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(65 + rest) + name
    return name


def main() -> None:
    """What the process does."""
    sheets = [Sheet(**each) for each in json.load(sys.stdin)]
    sys.stdout.buffer.write(write(sheets))


if __name__ == "__main__":
    main()

"""Checking one bank folder, the same way on command and before it is loaded."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quizapp.core.bank import Bank


@dataclass(frozen=True, slots=True, order=True)
class Line:
    """One thing to print, whether a fault of form or a finding of a rule."""

    file: str
    line: int
    id: str
    rule: str
    message: str
    level: str
    waived: bool = False

    def __str__(self) -> str:
        """As compilers print it: `file:line: id: rule: message`."""
        return ": ".join(part for part in (f"{self.file}:{self.line}", self.id, self.rule, self.message) if part)

    @property
    def is_error(self) -> bool:
        """Whether nothing is published while it stands."""
        return self.level == "error"


def checked(folder: Path) -> tuple[Bank | None, list[Line]]:
    """Read the bank in `folder` and hold it against the rules: the bank, if its form is right, and what was found."""
    from quizapp.core.lint import check
    from quizapp.formats.folder import read_folder

    bank, problems = read_folder(folder)
    faults = [Line(each.file, each.line, each.path, "form", each.message, "error") for each in problems]
    findings = check(bank) if bank else ()
    return bank, faults + [
        Line(each.file, each.line, each.id, each.rule, each.message, each.level, each.waived) for each in findings
    ]

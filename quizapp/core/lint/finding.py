"""What a check finds."""

from dataclasses import dataclass
from typing import Literal

Level = Literal["error", "warning"]
BANK = "bank"
"""The id of findings about the bank as a whole."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding: the rule, the fact, question, sentence or "bank" it is about, and where that stands.

    `message` says what is wrong and how to mend it. A waived finding stays in the list with the waiver's reason.
    """

    rule: str
    level: Level
    id: str
    file: str
    line: int
    message: str
    waived: bool = False
    reason: str = ""

    def __str__(self) -> str:
        """One line, as compilers print them: `file:line: level rule id: message`."""
        waived = f" (waived: {self.reason})" if self.waived else ""
        return f"{self.file}:{self.line}: {self.level} {self.rule} {self.id}: {self.message}{waived}"

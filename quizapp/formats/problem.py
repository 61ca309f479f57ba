"""What is wrong with a file, where, and how to mend it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One fault of form. `line` counts from 1 (0: the file as a whole); `path` says where inside, `message` what."""

    file: str
    line: int
    path: str
    message: str

    def __str__(self) -> str:
        """The line to print: `file:line: path: message`."""
        place = f"{self.file}:{self.line}" if self.line else self.file
        return ": ".join(part for part in (place, self.path, self.message) if part)


MAX_PROBLEMS = 1000
"""More than anybody mends in one go; reading stops there."""


class TooMany(Exception):
    """There are MAX_PROBLEMS problems; whoever catches this returns what there is."""


class Problems(list[Problem]):
    """The problems found so far."""

    def add(self, problem: Problem) -> None:
        """Append `problem`. Raises TooMany when that was the last to be told."""
        self.append(problem)
        if len(self) >= MAX_PROBLEMS:
            raise TooMany

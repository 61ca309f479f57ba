"""A rule: an id, a line about it, and the function that finds what breaks it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from quizapp.core.lint.finding import Level
from quizapp.core.lint.index import Index

Hit = tuple[str, str]
"""The id of a fact, question, sentence or "bank", and the message: what is wrong, and the mend."""

Hits = Iterable[Hit]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. Errors are named E and a number; every other rule warns."""

    id: str
    about: str
    find: Callable[[Index], Hits]

    @property
    def level(self) -> Level:
        """An error stops the bank from being published, a warning can be waived."""
        return "error" if self.id.startswith("E") else "warning"


def rule(id: str, about: str) -> Callable[[Callable[[Index], Hits]], Rule]:
    """Make the decorated function the rule `id`."""
    return lambda find: Rule(id, about, find)

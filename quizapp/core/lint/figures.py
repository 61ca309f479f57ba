"""Figures of a bank as a whole, each with the rule it is for: what is printed even where nothing is wrong."""

from collections.abc import Callable
from dataclasses import dataclass

from quizapp.core.lint.finding import BANK
from quizapp.core.lint.index import Index
from quizapp.core.lint.rule import Hits, Rule


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: the rule, what was counted, and the mend where it is `bad`."""

    rule: str
    text: str
    bad: bool = False
    mend: str = ""


@dataclass(frozen=True, slots=True)
class BankRule(Rule):
    """A rule about the bank as a whole, which has a figure where there is enough to count."""

    measure: Callable[[Index], Figure | None]


def bank_rule(id: str, about: str, mend: str) -> Callable[[Callable[[Index], tuple[str, bool] | None]], BankRule]:
    """Make the decorated function a rule: it returns the figure and whether it is bad, or None."""

    def decorate(count: Callable[[Index], tuple[str, bool] | None]) -> BankRule:
        def measure(index: Index) -> Figure | None:
            counted = count(index)
            return Figure(id, *counted, mend) if counted else None

        def find(index: Index) -> Hits:
            figure = measure(index)
            if figure and figure.bad:
                yield BANK, f"{figure.text}; {mend}"

        return BankRule(id, about, find, measure)

    return decorate

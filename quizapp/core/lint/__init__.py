"""The linter of banks: the rules of item writing, after Haladyna, Downing & Rodriguez 2002.

`check` gives every finding, errors and warnings; `summary` counts them; `figures` gives what is measured of a bank as a
whole even where nothing is wrong with it. A human still judges importance, one best answer, real plausibility, fairness
and tone.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from quizapp.core.bank import Bank
from quizapp.core.lint.figures import BankRule, Figure
from quizapp.core.lint.finding import BANK, Finding, Level
from quizapp.core.lint.index import Index
from quizapp.core.lint.register import RULES
from quizapp.core.lint.rule import Rule
from quizapp.core.lint.waiving import VOID, void, waive

__all__ = ["BANK", "RULES", "VOID", "Figure", "Finding", "Level", "Rule", "Summary", "check", "figures", "summary"]


def check(
    bank: Bank,
    source_text: str | None = None,
    *,
    withdrawn: frozenset[str] = frozenset(),
    rules: Iterable[Rule] = RULES.values(),
) -> tuple[Finding, ...]:
    """Every finding, by file and line. A bank with an error is not to be published.

    `source_text` is the original article where it is stored (W16); `withdrawn` are the ids of facts that are superseded
    or retracted (E9). Waived warnings stay in the list, marked. `rules` are those that are asked, all if not given.
    """
    index = Index(bank, source_text, withdrawn)
    found = [_finding(bank, rule.id, rule.level, *hit) for rule in rules for hit in rule.find(index)]
    waived = waive(dict.fromkeys(found), bank.waivers)
    idle = [_finding(bank, VOID, "warning", *hit) for hit in void(bank, waived)]
    return tuple(sorted([*waived, *idle], key=lambda finding: (finding.file, finding.line)))


def _finding(bank: Bank, rule: str, level: Level, id: str, message: str) -> Finding:
    file, line = bank.lines.get(id) or bank.lines.get(id.partition(".")[0]) or ("brief.md", 1)
    return Finding(rule, level, id, file, line, message)


def figures(bank: Bank) -> tuple[Figure, ...]:
    """What is measured of the bank as a whole: key places and lengths, verdicts, balance, what is by hand."""
    index = Index(bank)
    measured = (rule.measure(index) for rule in RULES.values() if isinstance(rule, BankRule))
    return tuple(figure for figure in measured if figure)


@dataclass(frozen=True, slots=True)
class Summary:
    """How many errors, warnings that stand, and waived ones; `by_rule` counts those that stand."""

    errors: int
    warnings: int
    waived: int
    by_rule: Mapping[str, int]

    @property
    def publishable(self) -> bool:
        """Whether nothing stops the bank from being published."""
        return self.errors == 0


def summary(findings: Iterable[Finding]) -> Summary:
    """Count `findings`."""
    findings = tuple(findings)
    standing = [finding for finding in findings if not finding.waived]
    levels = Counter(finding.level for finding in standing)
    by_rule = Counter(finding.rule for finding in standing)
    return Summary(levels["error"], levels["warning"], len(findings) - len(standing), by_rule)

"""Waivers: which warnings stay, and which waivers are void."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from quizapp.core.bank import Bank, Waiver
from quizapp.core.lint.finding import Finding

VOID = "W0"
"""The rule of waivers themselves: one that waives an error, or nothing."""


def waive(findings: Iterable[Finding], waivers: Iterable[Waiver]) -> list[Finding]:
    """`findings`, with those warnings waived that a waiver names by rule and id."""
    reasons = {(waiver.rule, waiver.id): waiver.reason for waiver in waivers}
    return [_waived(finding, reasons.get((finding.rule, finding.id))) for finding in findings]


def _waived(finding: Finding, reason: str | None) -> Finding:
    if reason is None or finding.level == "error":
        return finding
    return replace(finding, waived=True, reason=reason)


def void(bank: Bank, findings: Iterable[Finding]) -> Iterator[tuple[str, str]]:
    """The id and message of every waiver that waives nothing."""
    used = {(finding.rule, finding.id) for finding in findings if finding.waived}
    for waiver in bank.waivers:
        if waiver.rule.startswith("E"):
            yield waiver.id, f"an error cannot be waived ({waiver.rule}); mend it and take the waiver out"
        elif (waiver.rule, waiver.id) not in used:
            yield waiver.id, f"the waiver of {waiver.rule} waives nothing; take it out"

"""The register of rules. A new rule is its function in a family, and its name in that family's RULES."""

from collections.abc import Mapping

from quizapp.core.lint import (
    attribution,
    balance,
    breadth,
    coverage,
    evidence,
    keys,
    options,
    relations,
    truth,
    verdicts,
    wording,
)
from quizapp.core.lint.rule import Rule

_FAMILIES: tuple[tuple[Rule, ...], ...] = (
    keys.RULES,
    evidence.RULES,
    truth.RULES,
    attribution.RULES,
    verdicts.RULES,
    wording.RULES,
    options.RULES,
    relations.RULES,
    balance.RULES,
    coverage.RULES,
    breadth.RULES,
)

RULES: Mapping[str, Rule] = {rule.id: rule for family in _FAMILIES for rule in family}
"""Every rule by id."""

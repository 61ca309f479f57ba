"""What the linter says of one fact while it is being written, with the questions that follow from it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from quizapp.core.bank import Bank
from quizapp.core.derive import derive_one, others_of
from quizapp.core.fact import Fact
from quizapp.core.lint import RULES, Finding, check
from quizapp.core.question import Question

_RULES = tuple(rule for rule in RULES.values() if not rule.id.startswith("B"))
"""Those that speak of facts and questions, not of the bank as a whole."""


@dataclass(frozen=True, slots=True)
class Checked:
    """The findings about a fact and its questions, how many rules hold, and the questions."""

    errors: tuple[Finding, ...]
    warnings: tuple[Finding, ...]
    holding: int
    questions: tuple[Question, ...]


def check_fact(bank: Bank, fact: Fact, dropped: Sequence[str] = ()) -> Checked:
    """Check `fact` as a part of `bank`, in place of one with its id. Rules about the bank as a whole are not asked."""
    facts = (*(each for each in bank.facts if each.id != fact.id), fact)
    derived = tuple(each for each in derive_one(fact, others_of(facts)[fact.id]) if each.id not in dropped)
    by_hand = tuple(each for each in bank.questions if fact.id in each.facts)
    whole = replace(bank, facts=facts, questions=(*by_hand, *derived))
    about = {fact.id, *(each.id for each in whole.questions)}
    found = [each for each in check(whole, rules=_RULES) if each.id in about and not each.waived]
    ruled = {each.rule for each in found}
    holding = sum(rule.id not in ruled for rule in _RULES)
    return Checked(
        errors=tuple(each for each in found if each.level == "error"),
        warnings=tuple(each for each in found if each.level == "warning"),
        holding=holding,
        questions=whole.questions,
    )

"""What the linter says, while it is written, of one fact with the questions that follow from it, or of one question."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from quizapp.core.bank import Bank
from quizapp.core.derive import derive_one, others_of
from quizapp.core.fact import Fact
from quizapp.core.lint import RULES, Finding, check
from quizapp.core.question import Question

_RULES = tuple(rule for rule in RULES.values() if not rule.id.startswith("B") and rule.id != "W12")
"""Those that speak of one fact or question. Which questions answer each other is told of the bank as a whole."""


@dataclass(frozen=True, slots=True)
class Checked:
    """The findings about what has this `id`, and about its questions; how many rules hold; and the questions."""

    id: str
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
    return _checked(fact.id, whole, about)


def check_question(bank: Bank, question: Question) -> Checked:
    """Check a question by hand beside the facts of `bank`, as if it were the only question."""
    return _checked(question.id, replace(bank, questions=(question,)), {question.id})


def _checked(id: str, bank: Bank, about: Collection[str]) -> Checked:
    asked = {rule.id for rule in _RULES}
    waivers = tuple(each for each in bank.waivers if each.rule in asked)
    found = check(replace(bank, waivers=waivers), rules=_RULES)
    found = tuple(each for each in found if each.id in about and not each.waived)
    ruled = {each.rule for each in found}
    return Checked(
        id=id,
        errors=tuple(each for each in found if each.level == "error"),
        warnings=tuple(each for each in found if each.level == "warning"),
        holding=len(asked - ruled),
        questions=bank.questions,
    )

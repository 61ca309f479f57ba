"""Deriving questions from the facts in circulation, with an eye on what else is true."""

from collections import defaultdict
from collections.abc import Collection

from quizapp.core.derive import derive_one, others_of
from quizapp.core.fact import Fact
from quizapp.core.folding import fold
from quizapp.core.question import Question


class Derivation:
    """Facts with the look-ups that deriving needs, so that nothing compares pairs."""

    def __init__(self, facts: Collection[Fact]) -> None:
        """`facts` are all that are in circulation."""
        self._others = others_of(tuple(facts))
        self._asked_alike: defaultdict[tuple[str, str], list[Fact]] = defaultdict(list)
        for fact in facts:
            for key in _asks(fact):
                self._asked_alike[key].append(fact)

    def siblings(self, fact: Fact) -> tuple[Fact, ...]:
        """The facts that answer the same question as `fact`: by subject or by prompt. `fact` is among them."""
        return tuple({each.id: each for key in _asks(fact) for each in self._asked_alike[key]}.values())

    def true_answers(self, fact: Fact) -> frozenset[str]:
        """Every right answer to what `fact` is asked about, folded: its own and its siblings'."""
        return frozenset(fold(answer) for each in self.siblings(fact) for answer in each.answers)

    def questions(self, fact: Fact) -> tuple[Question, ...]:
        """The derived questions of `fact`. Nothing that a sibling makes true is offered as a wrong answer."""
        true = self.true_answers(fact)
        return derive_one(fact, [each for each in self._others[fact.id] if fold(each.value.text) not in true])


def overtaken(question: Question, true_answers: frozenset[str]) -> bool:
    """Whether one of the wrong options of a stored `question` has become true."""
    wrong = set(question.options) - set(question.keys)
    return any(fold(option) in true_answers for option in wrong)


def is_derived(slug: str) -> bool:
    """Whether a question's slug is fact.kind.n; slugs by hand hold no full stop."""
    return "." in slug


def fact_of(slug: str) -> str:
    """The fact from which a derived question comes."""
    return slug.partition(".")[0]


def _asks(fact: Fact) -> tuple[tuple[str, str], tuple[str, str]]:
    return ("subject", fact.answers_to), ("prompt", fold(fact.prompt))

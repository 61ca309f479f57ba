"""Deriving questions from the facts in circulation, with an eye on what else is true."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property

from quizapp.actions.load_bank.facts import Facts
from quizapp.actions.load_bank.items import Item, question_item
from quizapp.core.derive import Neighbours, derive_one, others_of
from quizapp.core.fact import Fact
from quizapp.core.folding import fold
from quizapp.core.question import Question


class Derivation:
    """The facts in circulation with the look-ups that deriving needs, so that nothing compares pairs."""

    def __init__(self, facts: Facts, filed: Mapping[str, Sequence[Item]]) -> None:
        """`filed` are the questions derived from the facts as the files have them, by fact."""
        self._facts = facts
        self._filed = filed if facts.as_filed else {}
        self._asked_alike: defaultdict[tuple[str, str], list[Fact]] = defaultdict(list)
        for fact in facts.live.values():
            for key in _asks(fact):
                self._asked_alike[key].append(fact)

    def items(self, slug: str) -> Sequence[Item]:
        """The derived questions of a live fact. Nothing that a sibling makes true is offered as a wrong answer."""
        fact = self._facts.live[slug]
        if slug in self._filed and len(self.siblings(slug)) == 1:
            return self._filed[slug]
        true = self.true_answers(slug)
        others = self._others[slug].where(lambda each: fold(each.value.text) not in true)
        return [question_item(question) for question in derive_one(fact, others)]

    def siblings(self, slug: str) -> Sequence[str]:
        """The live facts that answer the same question as this one, by subject or by prompt; itself among them."""
        alike = (self._asked_alike[key] for key in _asks(self._facts.live[slug]))
        return tuple({each.id: None for facts in alike for each in facts})

    def overtaken(self, question: Question, slug: str) -> bool:
        """Whether a wrong option of a stored question on this fact has become true."""
        wrong = set(question.options) - set(question.keys)
        return not self.true_answers(slug).isdisjoint(map(fold, wrong))

    def true_answers(self, slug: str) -> frozenset[str]:
        """Every right answer to what this fact is asked about, folded: its own and its siblings'."""
        live = self._facts.live
        return frozenset(fold(answer) for sibling in self.siblings(slug) for answer in live[sibling].answers)

    @cached_property
    def _others(self) -> Mapping[str, Neighbours]:
        return others_of(tuple(self._facts.live.values()))


def _asks(fact: Fact) -> tuple[tuple[str, str], tuple[str, str]]:
    return ("subject", fact.answers_to), ("prompt", fold(fact.prompt))

"""A bank with look-ups, so that every rule takes one pass and none compares pairs."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TypeVar

from quizapp.core.bank import Bank
from quizapp.core.contrast import contrast
from quizapp.core.fact import Fact, Trap
from quizapp.core.folding import fold
from quizapp.core.kinds.verdict import Verdict
from quizapp.core.lint.words import content_words
from quizapp.core.option import Option
from quizapp.core.question import Question

K = TypeVar("K")
V = TypeVar("V")

CLAIMS = frozenset(("truefalse", "verdict"))
"""Kinds whose stem is a claim, not a question."""
TASKS = frozenset(("order", "match"))
"""Kinds whose stem is an instruction."""


def options(question: Question) -> Sequence[Option]:
    """The options of `question` with their reasons; none for kinds without."""
    # Choice and several name them alike; kinds do not know each other, so there is no common class.
    found: Sequence[Option] = getattr(question, "choices", ())
    return found


class Index:
    """A bank, what was withdrawn from it, and the source text where it is stored."""

    def __init__(self, bank: Bank, source_text: str | None = None, withdrawn: frozenset[str] = frozenset()) -> None:
        """Nothing is computed before a rule asks for it."""
        self.bank = bank
        self.source_text = source_text
        self.withdrawn = withdrawn

    @cached_property
    def written(self) -> tuple[Question, ...]:
        """Questions by hand. A derived one's id is fact.kind.n, and slugs hold no full stop."""
        return tuple(question for question in self.bank.questions if "." not in question.id)

    @cached_property
    def written_by_id(self) -> Mapping[str, Question]:
        """Questions by hand, by id."""
        return {question.id: question for question in self.written}

    @cached_property
    def verdicts(self) -> tuple[Verdict, ...]:
        """Claims to be judged, by hand and derived."""
        return tuple(question for question in self.bank.questions if isinstance(question, Verdict))

    @cached_property
    def with_options(self) -> tuple[Question, ...]:
        """Questions of choice and several, by hand and derived."""
        return tuple(question for question in self.bank.questions if options(question))

    def tested(self, question: Question) -> tuple[Fact, ...]:
        """The facts that `question` tests, as far as the bank has them."""
        return tuple(self.bank.fact[id] for id in question.facts if id in self.bank.fact)

    def sentences_of(self, fact: Fact) -> tuple[str, ...]:
        """The texts of its evidence sentences, as far as the brief has them."""
        return tuple(self.bank.sentence[id].text for id in fact.sentences if id in self.bank.sentence)

    def asked(self) -> Iterator[tuple[str, str]]:
        """Every stem that asks, with its id: prompts of facts, and stems by hand that are neither claim nor task.

        Derived stems repeat their fact's prompt or cloze, so a flaw is told once, where it can be mended.
        """
        for fact in self.bank.facts:
            yield fact.id, fact.prompt
        for question in self.written:
            if question.kind not in CLAIMS | TASKS:
                yield question.id, question.stem

    def prose(self) -> Iterator[tuple[str, str]]:
        """Every text of ours that learners read as a sentence or an option, with the id it belongs to."""
        for sentence in self.bank.brief.sentences:
            yield sentence.id, sentence.text
        for fact in self.bank.facts:
            for text in (fact.statement, fact.prompt, fact.cloze, *(trap.says for trap in fact.traps)):
                yield fact.id, text
        for question in self.written:
            for text in (question.stem, *(() if question.kind in CLAIMS else question.options)):
                yield question.id, text

    @cached_property
    def answers(self) -> Mapping[str, frozenset[str]]:
        """By the id of a fact: its right answers, folded."""
        return {fact.id: frozenset(map(fold, fact.answers)) for fact in self.bank.facts}

    @cached_property
    def truths(self) -> Mapping[str, tuple[Fact, ...]]:
        """By folded text: the facts whose statement, cloze with a right answer, or true contrast it is."""
        return grouped((fold(text), fact) for fact in self.bank.facts for text in dict.fromkeys(_truths(fact)))

    @cached_property
    def falsehoods(self) -> Mapping[str, tuple[tuple[Fact, Trap], ...]]:
        """By folded text: the facts and traps of which it is the false variant, plain or in contrast."""
        return grouped(
            (fold(text), (fact, trap))
            for fact in self.bank.facts
            for trap in fact.traps
            for text in (fact.fill(trap.says), contrast(fact, trap.says, fact.span))
            if text
        )

    @cached_property
    def _by_subject(self) -> Mapping[str, tuple[Fact, ...]]:
        return grouped((fact.answers_to, fact) for fact in self.bank.facts)

    @cached_property
    def _by_prompt(self) -> Mapping[str, tuple[Fact, ...]]:
        return grouped((fold(fact.prompt), fact) for fact in self.bank.facts)

    def siblings(self, fact: Fact) -> tuple[Fact, ...]:
        """The facts that answer the same question as `fact`, itself first."""
        others = (*self._by_subject[fact.answers_to], *self._by_prompt[fold(fact.prompt)])
        return tuple({each.id: each for each in (fact, *others)}.values())

    @cached_property
    def groups(self) -> Mapping[str, tuple[Fact, ...]]:
        """Facts by group."""
        return grouped((fact.group, fact) for fact in self.bank.facts)

    @cached_property
    def questions_of(self) -> Mapping[str, tuple[Question, ...]]:
        """Questions by the facts they test."""
        return grouped((id, question) for question in self.bank.questions for id in question.facts)

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The content words of the brief and of all facts, true and false."""
        texts = [sentence.text for sentence in self.bank.brief.sentences]
        for fact in self.bank.facts:
            texts += [fact.statement, *fact.answers, *(trap.says for trap in fact.traps)]
        return frozenset(word for text in texts for word in content_words(text))


def _truths(fact: Fact) -> Iterator[str]:
    yield fact.statement
    yield from (fact.fill(answer) for answer in fact.answers)
    yield from (text for trap in fact.traps if (text := contrast(fact, fact.span, trap.says)))


def grouped(pairs: Iterable[tuple[K, V]]) -> Mapping[K, tuple[V, ...]]:
    """Values by key, in order."""
    groups: defaultdict[K, list[V]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return {key: tuple(values) for key, values in groups.items()}

"""Warnings about what stands beside what: W11 and W12."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from quizapp.core.folding import fold
from quizapp.core.lint.index import Index, grouped, options
from quizapp.core.lint.rule import Hits, rule
from quizapp.core.lint.words import content_words
from quizapp.core.question import Question

_LONGEST = 8
"""The longest key, in words, that is looked for in stems."""
_MOST = 20
"""So many findings of a rule are enough to act on."""


@rule("W11", "distractors from outside the article though two facts of the same group exist")
def home_distractors(index: Index) -> Hits:
    """What the article itself names is the better distractor: nothing is right merely because it is familiar."""
    for question in index.written:
        facts = index.tested(question)
        if question.kind != "choice" or not facts:
            continue
        subjects = {fact.answers_to for fact in facts}
        group = [fact for fact in index.groups[facts[0].group] if fact.answers_to not in subjects and not fact.absence]
        others = list(dict.fromkeys(fact.value.text for fact in group))
        strange = [each.text for each in options(question) if not each.right and _is_strange(index, each.text)]
        if len(others) >= 2 and strange:
            known = " or ".join(f"“{text}”" for text in others[:2])
            yield question.id, f"“{strange[0]}” is from outside the article; take a value of the group, like {known}"


def _is_strange(index: Index, text: str) -> bool:
    """Names that neither brief nor facts have; a phrase in common words is nobody's name."""
    first, *rest = text.split()
    named = " ".join(word for word in rest if word[:1].isupper()) if rest else first
    words = {word for word in content_words(named) if not word[0].isdigit()}
    return bool(words) and not words & index.vocabulary


@rule("W12", "two questions answer each other")
def independent_questions(index: Index) -> Hits:
    """No two questions by hand give each other's key away, and no key stands in most of the other stems.

    Where only one gives the other away, the draw keeps the two apart; many a key is a common name.
    """
    yield from [*_mutual(index), *_crowded(index)][:_MOST]


def _mutual(index: Index) -> Hits:
    holders = _holders(index.written)
    shown = {question.id: {id for key in _keys(question) for id in holders.get(key, ())} for question in index.written}
    for question in index.written:
        for other in sorted(id for id in shown[question.id] if id > question.id and question.id in shown[id]):
            if not set(question.facts) & set(index.written_by_id[other].facts):
                yield question.id, f"it and {other} give each other's key away; reword one of the stems"


def _crowded(index: Index) -> Hits:
    """Questions whose key stands in more than half of all other stems: they can hardly ever be drawn."""
    keys = {key for question in index.bank.questions for key in _keys(question)}
    common: Counter[str] = Counter()
    for stem, count in Counter(fold(question.stem) for question in index.bank.questions).items():
        common.update(dict.fromkeys(keys.intersection(_phrases(stem)), count))
    half = max(2, (len(index.bank.questions) - 1) / 2)
    for question in index.bank.questions:
        for key in _keys(question):
            if common[key] > half:
                yield question.id, f"its key “{key}” stands in {common[key]} stems; ask for something less common"


def _holders(questions: Sequence[Question]) -> Mapping[str, tuple[str, ...]]:
    """By phrase that is a key: the ids of the questions whose stems hold it."""
    keys = {key for question in questions for key in _keys(question)}
    return grouped(
        (phrase, question.id) for question in questions for phrase in set(_phrases(fold(question.stem))) & keys
    )


def _keys(question: Question) -> list[str]:
    return [fold(key) for key in question.content_keys]


def _phrases(folded: str) -> Iterator[str]:
    words = folded.split()
    for start in range(len(words)):
        for end in range(start + 1, min(start + _LONGEST, len(words)) + 1):
            yield " ".join(words[start:end])


RULES = (home_distractors, independent_questions)

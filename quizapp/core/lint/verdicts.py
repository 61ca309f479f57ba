"""E12: a claim whose verdict disagrees with the facts."""

from collections.abc import Iterator

from quizapp.core.folding import fold
from quizapp.core.kinds.verdict import Verdict
from quizapp.core.lint.attribution import names_speaker
from quizapp.core.lint.index import Index
from quizapp.core.lint.rule import Hits, rule


@rule("E12", "a claim whose verdict disagrees with the facts")
def right_verdicts(index: Index) -> Hits:
    """A claim that the facts decide has that verdict, a claimed one a claimed fact, and all but not-stated evidence."""
    for question in index.verdicts:
        for message in (*_at_odds(index, question), *_evidence(index, question)):
            yield question.id, message


def _at_odds(index: Index, question: Verdict) -> Iterator[str]:
    allowed = _decided(index, question.stem)
    if allowed and question.label not in allowed:
        yield f"the verdict is {question.label}, but by the facts {' or '.join(sorted(allowed))}; change it"
    elif question.label == "claimed" and not any(fact.stance == "claimed" for fact in index.tested(question)):
        yield "it is marked claimed, but no fact that it tests is; choose the fact that is, or change the verdict"
    elif question.label == "supported" and _is_bare_claim(index, question):
        yield "only somebody claims this; mark it claimed, or say in the claim who says so"


def _is_bare_claim(index: Index, question: Verdict) -> bool:
    """Only claimed facts, and no speaker: to report a claim with its speaker is something the article supports."""
    facts = index.tested(question)
    only_claimed = bool(facts) and all(fact.stance == "claimed" for fact in facts)
    return only_claimed and not any(names_speaker(index, fact, question.stem) for fact in facts)


def _decided(index: Index, claim: str) -> set[str]:
    """The verdicts that the facts allow, where the claim is word for word what a fact or a trap says."""
    allowed: set[str] = set()
    for fact in index.truths.get(fold(claim), ()):
        if fact.stance == "claimed":
            allowed.add("claimed")
        if fact.stance == "stated" or names_speaker(index, fact, claim):
            allowed.add("supported")
    return allowed or {trap.verdict for _, trap in index.falsehoods.get(fold(claim), ())}


def _evidence(index: Index, question: Verdict) -> Iterator[str]:
    if question.label == "not-stated" and any(question.evidence):
        yield "not stated, but it names evidence; take that out"
    if question.label != "not-stated" and not any(question.evidence):
        yield f"{question.label}, but it names no evidence; add the sentences"
    named = {sentence for each in question.evidence for sentence in each}
    for sentence in sorted(named - set(index.bank.sentence)):
        yield f"there is no sentence {sentence}; point at one of the brief"


RULES = (right_verdicts,)

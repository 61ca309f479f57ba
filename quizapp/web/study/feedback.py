"""What is told after an answer: the verdict in words, the proof in its context, who says so, and what is true."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from quizapp.core.calibration import LEVELS
from quizapp.core.fact import Fact
from quizapp.core.grade import assess, is_right
from quizapp.core.message import Message
from quizapp.core.question import Refutation
from quizapp.storage import asked, memories, shelf
from quizapp.storage.asked import Item
from quizapp.storage.shelf import Cited, Linked, Paragraph


@dataclass(frozen=True, slots=True)
class Proof:
    """One paragraph of the brief with the ids of the sentences to highlight."""

    paragraph: Paragraph
    marked: frozenset[str]


@dataclass(frozen=True, slots=True)
class Feedback:
    """Everything the feedback page tells, in its order."""

    outcome: str
    """right, partly, wrong or unknown."""
    score: float
    told: tuple[str, ...]
    confidence: str | None
    note: Message | None
    proofs: tuple[Proof, ...]
    facts: tuple[Fact, ...]
    sources: tuple[Cited, ...]
    since: tuple[Linked, ...]
    refutations: tuple[Refutation, ...]
    why: str
    due: date | None
    """The first day on which one of the facts comes back."""


def feedback_of(db: Session, learner_id: int, item: Item) -> Feedback:
    """The feedback to an item that has an answer and whose result is told."""
    if item.response is None:
        raise ValueError("feedback needs an answer")
    response, question = item.response, item.question
    grade = assess(question, response)
    score = item.grade.score if item.grade else grade.score
    unknown = bool(response.get("unknown"))
    facts = tuple(fact for _, fact in asked.facts_of(db, [item.question_revision_id])[item.question_revision_id])
    return Feedback(
        outcome="unknown" if unknown else "right" if is_right(score) else "partly" if score > 0 else "wrong",
        score=score,
        told=() if unknown else question.told(response),
        confidence=LEVELS.get(item.confidence or 0),
        note=grade.note,
        proofs=proofs_of(db, item.bank_id, item.edition, facts, question.proof),
        facts=facts,
        sources=tuple(shelf.sources(db, item.bank_id, [fact.source for fact in facts if fact.source])),
        since=tuple(shelf.links(db, item.fact_ids)),
        refutations=() if unknown else question.explain(response),
        why=question.why,
        due=min((row.due_day for row in memories.memory_rows(db, learner_id, item.fact_ids).values()), default=None),
    )


def proofs_of(
    db: Session, bank_id: int, edition: int | None, facts: tuple[Fact, ...], sentences: tuple[str, ...] = ()
) -> tuple[Proof, ...]:
    """The paragraphs that hold the evidence of `facts` (and `sentences`), in the order of the brief."""
    marked = frozenset(sentences) or frozenset(sid for fact in facts for sid in fact.sentences)
    return tuple(
        Proof(paragraph, frozenset(sentence.id for sentence in paragraph.sentences) & marked)
        for paragraph in shelf.brief(db, bank_id, edition)
        if any(sentence.id in marked for sentence in paragraph.sentences)
    )

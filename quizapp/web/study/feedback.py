"""What is told after an answer: the verdict in words, the proof in its context, who says so, and what is true."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from quizapp.core.calibration import LEVELS
from quizapp.core.fact import Fact
from quizapp.core.grade import assess, is_right
from quizapp.core.message import Message
from quizapp.core.question import DONT_KNOW, Refutation, Text
from quizapp.storage import asked, corrections, fact_sheets, memories, shelf
from quizapp.storage.asked import Item
from quizapp.storage.corrections import Since
from quizapp.storage.fact_sheets import Cited, Linked
from quizapp.storage.shelf import Paragraph
from quizapp.storage.types import AnyRow


@dataclass(frozen=True, slots=True)
class Proof:
    """One paragraph of the brief with the ids of the sentences to highlight."""

    paragraph: Paragraph
    marked: frozenset[str]


@dataclass(frozen=True, slots=True)
class Feedback:
    """Everything the feedback page tells, in its order."""

    outcome: str
    """right, partly, wrong, unknown or open (never answered)."""
    score: float
    told: tuple[Text, ...]
    confidence: str | None
    note: Message | None
    proofs: tuple[Proof, ...]
    facts: tuple[Fact, ...]
    sources: tuple[Cited, ...]
    since: tuple[Linked, ...]
    corrected: tuple[Since, ...]
    """What was corrected of the facts after the revisions that were asked about."""
    refutations: tuple[Refutation, ...]
    why: str
    due: date | None
    """The first day on which one of the facts comes back."""
    view: Mapping[str, Any]
    """What was shown, with the fields that were sent and those that would be right: for the kind's own review."""
    form: Mapping[str, Sequence[str]]
    key_form: Mapping[str, Sequence[str]]
    brief: Sequence[Paragraph]

    @property
    def true_now(self) -> dict[str, str]:
        """What the facts say, as corrected since, by their ids; nothing of one that was retracted."""
        now = {each.correction.fact_slug: each.now for each in self.corrected}
        return {fact.id: fact.statement for fact in self.facts} | now


def feedback_of(
    db: Session, learner_id: int, items: Sequence[Item], known: Mapping[int, AnyRow] | None = None
) -> dict[int, Feedback]:
    """The feedback to every item, by position. To be called only where results are told.

    What all of them need is read at once: a long result costs no more queries than one answer. `known` are the
    learner's memories of the facts, where they were read already.
    """
    fact_ids = tuple(fact_id for item in items for fact_id in item.fact_ids)
    if known is None:
        known = memories.memory_rows(db, learner_id, fact_ids)
    ground = _Ground(
        facts=asked.facts_of(db, [item.question_revision_id for item in items]),
        briefs={key: shelf.brief(db, *key) for key in {(item.bank_id, item.edition) for item in items}},
        links=fact_sheets.links(db, fact_ids),
        due={fact_id: row.due_day for fact_id, row in known.items()},
        corrected=corrections.since(db, [item.question_revision_id for item in items]),
    )
    slugs = {fact.source for facts in ground.facts.values() for _, fact in facts if fact.source}
    cited = {bank_id: fact_sheets.sources(db, bank_id, slugs) for bank_id in {item.bank_id for item in items}}
    return {item.position: _feedback(item, ground, cited[item.bank_id]) for item in items}


@dataclass(frozen=True, slots=True)
class _Ground:
    """What several items' feedback is made from."""

    facts: Mapping[int, Sequence[tuple[int, Fact]]]
    briefs: Mapping[tuple[int, int], Sequence[Paragraph]]
    links: Mapping[int, Sequence[Linked]]
    due: Mapping[int, date | None]
    corrected: Mapping[int, Sequence[Since]]

    def since(self, item: Item) -> tuple[Linked, ...]:
        """What to read with the item's facts, each once."""
        found = [link for fact_id in item.fact_ids for link in self.links.get(fact_id, ())]
        return tuple({link.fact.id: link for link in found}.values())


def _feedback(item: Item, ground: _Ground, cited: Mapping[str, Cited]) -> Feedback:
    question, response = item.question, item.response or DONT_KNOW
    grade = assess(question, response)
    score = item.grade.score if item.grade else grade.score
    unknown = bool(response.get("unknown"))
    facts = tuple(fact for _, fact in ground.facts[item.question_revision_id])
    days = [day for fact_id in item.fact_ids if (day := ground.due.get(fact_id))]
    return Feedback(
        outcome="open" if item.response is None else "unknown" if unknown else _outcome(score),
        score=score,
        told=() if unknown else question.told(response),
        confidence=LEVELS.get(item.confidence or 0),
        note=grade.note,
        proofs=proofs_of(ground.briefs[item.bank_id, item.edition], facts, question.proof),
        facts=facts,
        sources=tuple(cited[fact.source] for fact in facts if fact.source and fact.source in cited),
        since=ground.since(item),
        corrected=tuple(ground.corrected.get(item.question_revision_id, ())),
        refutations=() if unknown else question.explain(response),
        why=question.why,
        due=min(days, default=None),
        view=question.ask(item.seed),
        form={} if unknown else question.form_of(response, item.seed),
        key_form=question.key(item.seed),
        brief=ground.briefs[item.bank_id, item.edition],
    )


def _outcome(score: float) -> str:
    return "right" if is_right(score) else "partly" if score > 0 else "wrong"


def proofs_of(brief: Sequence[Paragraph], facts: Sequence[Fact], sentences: Sequence[str] = ()) -> tuple[Proof, ...]:
    """The paragraphs that hold the evidence of `facts`, or the `sentences` given, in the order of the brief."""
    marked = frozenset(sentences) or frozenset(sid for fact in facts for sid in fact.sentences)
    return tuple(
        Proof(paragraph, frozenset(sentence.id for sentence in paragraph.sentences) & marked)
        for paragraph in brief
        if any(sentence.id in marked for sentence in paragraph.sentences)
    )

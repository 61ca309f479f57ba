"""What must hold of a database of quizzes at any moment, whatever was killed and whoever wrote at once."""

from collections import Counter, defaultdict
from collections.abc import Iterator

import pytest
from sqlalchemy import exists, func, select, text
from sqlalchemy.orm import Session

from quizapp.core.grade import assess
from quizapp.core.memory import replay
from quizapp.storage import asked, learners, memories
from quizapp.storage.asked import Item
from quizapp.storage.attempts import AttemptRow, attempt
from quizapp.storage.base import Base
from quizapp.storage.models import Answer, Asked, Attempt, Grading, Learner, Memory, Review
from quizapp.storage.models import Session as Browser


def faults(db: Session) -> list[str]:
    """Everything that is not as it must be, in words; nothing for a sound database."""
    return [*_integrity(db), *_orphans(db), *_attempts(db), *_reviews(db), *_memories(db)]


def _integrity(db: Session) -> Iterator[str]:
    if db.get_bind().dialect.name != "sqlite":
        return
    for pragma, sound in (("integrity_check", [("ok",)]), ("foreign_key_check", [])):
        if (found := db.execute(text(f"PRAGMA {pragma}")).fetchall()) != sound:
            yield f"{pragma}: {found}"


def _orphans(db: Session) -> Iterator[str]:
    """Rows without a parent, in any table; learners whom no browser knows or who were never asked anything."""
    for table in Base.metadata.sorted_tables:
        for key in table.foreign_keys:
            parent = key.column.table.alias()
            lost = key.parent.is_not(None) & ~exists().where(parent.c[key.column.name] == key.parent)
            if count := db.scalar(select(func.count()).select_from(table).where(lost)):
                yield f"{count} rows of {table.name} have lost their {key.parent.name}"
    for table, what in ((Browser, "session"), (Attempt, "attempt")):
        lonely = select(Learner.id).where(~exists().where(table.learner_id == Learner.id))
        if ids := list(db.scalars(lonely)):
            yield f"learners {ids} have no {what}"


def _attempts(db: Session) -> Iterator[str]:
    for public_id, learner_id, purpose in db.execute(select(Attempt.public_id, Attempt.learner_id, Attempt.purpose)):
        row = attempt(db, public_id, learner_id, purpose)
        assert row
        items = asked.items(db, row.id)
        if purpose == "card":
            items = [item for item in items if not (item.response or {}).get("aside")]
        elif [item.position for item in items] != list(range(1, row.settings["length"] + 1)):
            yield f"attempt {row.id} asks {len(items)} of {row.settings['length']}"
        if purpose == "practice":
            yield from _ending(row, items)
        for item in items:
            yield from (f"attempt {row.id}, question {item.position}: {fault}" for fault in _answer(row, item))


def _ending(row: AttemptRow, items: list[Item]) -> Iterator[str]:
    complete = all(item.answer_id for item in items)
    if complete and not row.at_end and not row.finished_at:
        yield f"attempt {row.id} is complete but not finished"


def _answer(row: AttemptRow, item: Item) -> Iterator[str]:
    """An answer is stored whole: with its grade, unless that is withheld; the grade is what its response is worth."""
    told = item.answer_id is not None and (not row.at_end or row.finished_at is not None)
    if told != (item.grade is not None):
        yield f"graded is {not told}"
    if told != (item.released_at is not None):
        yield f"released is {not told}"
    if item.grade and item.response is not None:
        worth = assess(item.question, item.response)
        if (item.grade.score, item.grade.bucket) != (worth.score, worth.bucket):
            yield f"graded {item.grade} instead of {worth}"


def _reviews(db: Session) -> Iterator[str]:
    """One grading an answer that is told, and one review for each fact that its question tests."""
    gradings = Counter(db.scalars(select(Grading.answer_id)))
    reviews = defaultdict(list)
    given = Review.type.in_(("answer", "card"))
    for answer_id, fact_id in db.execute(select(Review.answer_id, Review.fact_id).where(given)):
        reviews[answer_id].append(fact_id)
    if more := {answer_id: count for answer_id, count in gradings.items() if count != 1}:
        yield f"gradings by answer: {more}"
    if gradings.keys() != reviews.keys():
        yield f"gradings and reviews differ in answers {gradings.keys() ^ reviews.keys()}"
    tested = _tested(db)
    for answer_id, facts in reviews.items():
        if sorted(facts) != tested[answer_id]:
            yield f"answer {answer_id} has reviews of {facts}, its question tests {tested[answer_id]}"


def _tested(db: Session) -> dict[int, list[int]]:
    """The facts that the question of each answer tests."""
    found = {}
    for answer_id, revision_id in db.execute(
        select(Answer.id, Asked.question_revision_id).join(Asked, Asked.id == Answer.asked_id)
    ):
        found[answer_id] = revision_id
    facts = asked.facts_of(db, list(found.values()))
    return {answer_id: sorted(id for id, _ in facts[revision_id]) for answer_id, revision_id in found.items()}


def _memories(db: Session) -> Iterator[str]:
    """Memory is what replaying the reviews gives, and every review is counted."""
    sequences = defaultdict(list)
    for row in db.scalars(select(Review).order_by(Review.sequence)):
        sequences[row.learner_id, row.fact_id].append(row.sequence)
    known = {(row.learner_id, row.fact_id): row for row in db.scalars(select(Memory))}
    if known.keys() != sequences.keys():
        yield f"memories and reviews differ in {known.keys() ^ sequences.keys()}"
    for key in known.keys() & sequences.keys():
        if sequences[key] != list(range(1, known[key].reviews + 1)):
            yield f"memory {key} counts {known[key].reviews} reviews, there are {sequences[key]}"
        yield from differs(db, known[key])


def differs(db: Session, row: Memory) -> list[str]:
    """How a memory differs from the replay of the reviews that stand, by its learner's own schedule and parameters."""
    who = learners.by_id(db, row.learner_id)
    history = memories.histories(db, who.id, [row.fact_id])[row.fact_id]
    state = replay(history.moving, who.parameters)
    kept: list[object] = [row.stability, row.difficulty, row.lapses, row.wanted, row.last_study_day, row.due_day]
    made: list[object] = [None, None, 0, 0, None, None]
    if state:
        close = [pytest.approx(state.stability, rel=1e-9), pytest.approx(state.difficulty, rel=1e-9)]
        made = [*close, state.lapses, state.wanted, state.last_day, who.schedule.due(state)]
    kept += [row.suspended, row.buried_until, row.reviews, row.last_given_at]
    made += [history.suspended, history.buried_until, history.reviews, history.last_given_at]
    return [] if kept == made else [f"learner {who.id}, fact {row.fact_id}: remembered {kept}, replayed {made}"]

"""What an activity prints: the questions that everybody in it is asked, and the briefs that some of them need."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.core.paper import Asked
from quizapp.storage import shelf
from quizapp.storage.asked import facts_of
from quizapp.storage.models import Answer, Attempt
from quizapp.storage.models import Asked as AskedRow
from quizapp.storage.shelf import Paragraph
from quizapp.storage.slots import slots_of


@dataclass(frozen=True, slots=True)
class Paper:
    """The questions of an activity, and the brief of every bank from which a printed question needs it.

    `proofs` are the ids of the sentences that prove a question revision's answer; none where its source is another.
    """

    asked: tuple[Asked, ...]
    briefs: tuple[tuple[Paragraph, ...], ...]
    proofs: dict[int, tuple[str, ...]]

    @property
    def sentences(self) -> tuple[str, ...]:
        """The ids of the sentences that are printed."""
        found = (sentence.id for brief in self.briefs for each in brief for sentence in each.sentences)
        return tuple(dict.fromkeys(found))


def paper(db: Session, activity_id: int) -> Paper:
    """What the activity with that internal id prints: where everybody is drawn other questions, their pattern."""
    slots = slots_of(db, activity_id).values()
    facts = facts_of(db, [slot.question_revision_id for slot in slots])
    asked, proofs = [], {}
    for slot in slots:
        asked.append(Asked(slot.position, slot.question_revision_id, slot.edition_id, slot.seed, slot.question))
        known = [fact for _, fact in facts.get(slot.question_revision_id, ())]
        proven = slot.question.proof or [sid for fact in known for sid in fact.sentences]
        proofs[slot.question_revision_id] = tuple(dict.fromkeys(proven))
    needed = dict.fromkeys((slot.bank_id, slot.edition) for slot in slots if slot.question.shows_brief)
    return Paper(tuple(asked), tuple(shelf.brief(db, *each) for each in needed), proofs)


def begun(db: Session, activity_id: int, learner_ids: Sequence[int]) -> dict[int, str]:
    """Which of these learners have answers in an activity, or are about to, each with the version of a sheet or ""."""
    rows = db.execute(
        select(Attempt.learner_id, Attempt.settings, Attempt.finished_at, Answer.id)
        .outerjoin(AskedRow, AskedRow.attempt_id == Attempt.id)
        .outerjoin(Answer, Answer.asked_id == AskedRow.id)
        .where(Attempt.activity_id == activity_id, Attempt.learner_id.in_(learner_ids))
    )
    found: dict[int, str] = {}
    for learner_id, settings, finished_at, answer_id in rows:
        if answer_id is not None or finished_at is None or "paper" in settings:
            found[learner_id] = settings.get("paper") or found.get(learner_id, "")
    return found

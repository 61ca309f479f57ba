"""What an activity prints: the questions that everybody in it is asked, and the briefs that some of them need."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.core.kinds import KINDS
from quizapp.core.paper import Asked
from quizapp.storage import shelf
from quizapp.storage.asked import facts_of
from quizapp.storage.models import (
    ActivityQuestion,
    Answer,
    Attempt,
    Bank,
    Edition,
    Question,
    QuestionRevision,
)
from quizapp.storage.models import Asked as AskedRow
from quizapp.storage.shelf import Paragraph


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
    rows = db.execute(
        select(
            ActivityQuestion.position,
            ActivityQuestion.question_revision_id,
            ActivityQuestion.edition_id,
            ActivityQuestion.seed,
            Question.kind,
            Question.slug,
            QuestionRevision.data,
            Bank.id.label("bank_id"),
            Edition.number.label("edition"),
        )
        .join(QuestionRevision, QuestionRevision.id == ActivityQuestion.question_revision_id)
        .join(Question, Question.id == QuestionRevision.question_id)
        .join(Bank, Bank.id == Question.bank_id)
        .join(Edition, Edition.id == ActivityQuestion.edition_id)
        .where(ActivityQuestion.activity_id == activity_id)
        .order_by(ActivityQuestion.position)
    ).all()
    facts = facts_of(db, [row.question_revision_id for row in rows])
    asked, proofs = [], {}
    for row in rows:
        known = [fact for _, fact in facts.get(row.question_revision_id, ())]
        question = KINDS[row.kind].load(row.slug, tuple(fact.id for fact in known), row.data)
        asked.append(Asked(row.position, row.question_revision_id, row.edition_id, int(row.seed), question))
        proven = question.proof or [sid for fact in known for sid in fact.sentences]
        proofs[row.question_revision_id] = tuple(dict.fromkeys(proven))
    needed = dict.fromkeys((row.bank_id, row.edition) for row in rows if KINDS[row.kind].shows_brief)
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

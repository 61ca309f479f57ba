"""A card session as it stands: its asked rows, what came of each, and what was left for later.

Leaving a card for later is no answer. It is written into the session alone, as [fact, answer, moment], so that nothing
that counts reviews or answers can mistake it for one. Cards issued after the beginning are noted there, too, as
[first position, last position, moment]: nobody can have answered one before.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from typing import NamedTuple

from sqlalchemy import and_, bindparam, select, update
from sqlalchemy.orm import Session, aliased

from quizapp.core.grade import RIGHT
from quizapp.core.relearn import Outcome, Turn, queue
from quizapp.storage.attempts import AttemptRow, open_attempts
from quizapp.storage.base import table
from quizapp.storage.database import send
from quizapp.storage.models import (
    Answer,
    Asked,
    Attempt,
    Grading,
    Question,
    QuestionRevision,
    QuestionRevisionFact,
    Review,
)


class Step(NamedTuple):
    """One asked row of a card session. A tuple, as every page makes hundreds."""

    asked_id: int
    position: int
    fact_id: int
    question_revision_id: int
    kind: str
    answer_id: int | None
    review_id: int | None
    undone: bool
    right: bool | None
    """None where it was put aside, or is not answered."""


@dataclass(frozen=True, slots=True)
class Skip:
    """A fact that was left for later, `after` the answer with that internal id (0: before any), at a moment in ms."""

    fact: int
    after: int
    moment: int


def open_run(db: Session, learner_id: int) -> AttemptRow | None:
    """The learner's latest unfinished card session."""
    return next(iter(open_attempts(db, learner_id, "card")), None)


_UNDOING = aliased(Review)
_STEPS = (
    select(
        # As the fields of Step.
        Asked.id,
        Asked.position,
        QuestionRevisionFact.fact_id,
        Asked.question_revision_id,
        Question.kind,
        Answer.id,
        Review.id,
        _UNDOING.id.is_not(None),
        Grading.score >= RIGHT,  # As `grade.is_right`.
    )
    .join(QuestionRevision, QuestionRevision.id == Asked.question_revision_id)
    .join(Question, Question.id == QuestionRevision.question_id)
    .join(
        QuestionRevisionFact,
        (QuestionRevisionFact.question_revision_id == QuestionRevision.id) & (QuestionRevisionFact.role == "tested"),
    )
    .outerjoin(Answer, Answer.asked_id == Asked.id)
    .outerjoin(Grading, and_(Grading.answer_id == Answer.id, Grading.number == 1))
    .outerjoin(Review, Review.answer_id == Answer.id)
    .outerjoin(_UNDOING, _UNDOING.voids_id == Review.id)
    .where(Asked.attempt_id == bindparam("attempt_id"))
    .order_by(Asked.position)
)


def steps(db: Session, attempt_id: int) -> list[Step]:
    """All asked rows of a session, in the order of their positions."""
    return [Step._make(row) for row in send(db, _STEPS, {"attempt_id": attempt_id}).all()]


def skips(attempt: AttemptRow) -> list[Skip]:
    """What was left for later in a session and not taken back, in the order of its arrival."""
    return [Skip(*each) for each in attempt.settings.get("later", ())]


def issued_at(attempt: AttemptRow, position: int) -> datetime:
    """When the card at `position` was issued; to the millisecond, and never later than it was."""
    for first, last, moment in attempt.settings.get("issued", ()):
        if first <= position <= last:
            return datetime.fromtimestamp(moment / 1000, UTC)
    return attempt.started_at


def note_issue(db: Session, attempt: AttemptRow, first: int, last: int, now: datetime) -> AttemptRow:
    """The session, which remembers that the cards at `first` to `last` were issued `now`."""
    issue = [first, last, int(now.timestamp() * 1000)]
    return _with_settings(db, attempt, issued=[*attempt.settings.get("issued", ()), issue])


def with_skips(db: Session, attempt: AttemptRow, skips: Sequence[Skip]) -> AttemptRow:
    """The session with other cards left for later."""
    return _with_settings(db, attempt, later=[[skip.fact, skip.after, skip.moment] for skip in skips])


_SETTINGS = (
    update(table(Attempt)).where(table(Attempt).c.id == bindparam("attempt_id")).values(settings=bindparam("changed"))
)


def _with_settings(db: Session, attempt: AttemptRow, **settings: object) -> AttemptRow:
    """The session with some of its settings changed. The caller holds the learner's write lock."""
    changed = {**attempt.settings, **settings}
    send(db, _SETTINGS, {"attempt_id": attempt.id, "changed": changed})
    return replace(attempt, settings=changed)


def standing(taken: Sequence[Step]) -> list[Step]:
    """The answered steps that were not undone, in the order of their arrival."""
    answered = [step for step in taken if step.answer_id is not None and not step.undone]
    return sorted(answered, key=lambda step: step.answer_id or 0)


class Course:
    """A card session with all its steps, and what follows from them, each worked out once."""

    def __init__(self, attempt: AttemptRow, steps: Sequence[Step]) -> None:
        self.attempt = attempt
        self.steps = steps

    @cached_property
    def outcomes(self) -> list[Outcome]:
        """What came of the turns that stand, in the order of their arrival."""
        came = [((step.answer_id or 0, 0), Outcome(step.fact_id, step.right)) for step in standing(self.steps)]
        came += [((skip.after, 1), Outcome(skip.fact, later=True)) for skip in skips(self.attempt)]
        return [outcome for _, outcome in sorted(came, key=lambda each: each[0])]

    @cached_property
    def turns(self) -> list[Turn]:
        """The turns that are left."""
        return queue(self.attempt.settings["facts"], self.outcomes)

    @cached_property
    def current(self) -> Step | None:
        """The asked row whose turn it is, or None where the session is over."""
        waiting: dict[int, Step] = {}
        for step in self.steps:
            if step.answer_id is None:
                waiting.setdefault(step.fact_id, step)
        return next((waiting[turn.fact] for turn in self.turns if turn.fact in waiting), None)


def course(db: Session, attempt: AttemptRow) -> Course:
    """How far a card session has come."""
    return Course(attempt, steps(db, attempt.id))

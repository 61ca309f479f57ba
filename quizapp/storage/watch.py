"""How the pupils of an assignment are getting on, for the teacher who watches."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from quizapp.core.assignment import Standing, is_stuck
from quizapp.core.kinds import KINDS
from quizapp.storage import assignments
from quizapp.storage.activities import ActivityRow
from quizapp.storage.assignments import Task
from quizapp.storage.attempts import AttemptRow
from quizapp.storage.models import ActivityQuestion, Answer, Asked, Attempt, Question, QuestionRevision


@dataclass(frozen=True, slots=True)
class Place:
    """How far an attempt is: questions, answers, and when one was last opened or answered."""

    questions: int
    answers: int
    latest: datetime | None


@dataclass(frozen=True, slots=True)
class Watched:
    """One pupil: how they stand, and how far their latest attempt is, if they have begun."""

    task: Task
    standing: Standing
    attempts: tuple[AttemptRow, ...]
    place: Place | None

    @property
    def last(self) -> AttemptRow | None:
        """Their latest attempt."""
        return self.attempts[-1] if self.attempts else None

    @property
    def seen_at(self) -> datetime | None:
        """When they were last heard of in it."""
        return (self.place.latest if self.place else None) or (self.last.started_at if self.last else None)

    @property
    def position(self) -> int:
        """The number of the question they are at, from 1, if they take them in turn."""
        return min(self.place.answers + 1, self.place.questions) if self.place else 0


def watch(db: Session, activity: ActivityRow, now: datetime) -> list[Watched]:
    """Everybody in the class, by name."""
    by_learner: dict[int, list[AttemptRow]] = defaultdict(list)
    for attempt in assignments.attempts_of(db, activity.id):
        by_learner[attempt.learner_id].append(attempt)
    far = places(db, [attempts[-1].id for attempts in by_learner.values()])
    usual = _seconds(db, activity.id)
    return [
        _watched(task, tuple(by_learner.get(task.learner_id, ())), far, usual, now)
        for task in assignments.of_members(db, activity.id)
    ]


def places(db: Session, attempt_ids: Sequence[int]) -> dict[int, Place]:
    """How far attempts are, by internal id."""
    rows = db.execute(
        select(
            Asked.attempt_id,
            func.count(),
            func.count(Answer.id),
            func.max(Asked.shown_at),
            func.max(Answer.received_at),
        )
        .outerjoin(Answer, Answer.asked_id == Asked.id)
        .where(Asked.attempt_id.in_(attempt_ids))
        .group_by(Asked.attempt_id)
    )
    return {
        attempt_id: Place(questions, answers, max(filter(None, (shown, received)), default=None))
        for attempt_id, questions, answers, shown, received in rows
    }


def stems(db: Session, activity_id: int) -> list[tuple[str, str, bool]]:
    """What an activity asks, in order: each question's stem, its kind's title (a message id), and if it is a claim."""
    rows = db.execute(
        select(Question.kind, QuestionRevision.data)
        .join(QuestionRevision, QuestionRevision.question_id == Question.id)
        .join(ActivityQuestion, ActivityQuestion.question_revision_id == QuestionRevision.id)
        .where(ActivityQuestion.activity_id == activity_id)
        .order_by(ActivityQuestion.position)
    )
    return [
        (str(data["stem"]), KINDS[kind].title, KINDS[kind].shows_brief or kind == "truefalse") for kind, data in rows
    ]


def _seconds(db: Session, activity_id: int) -> list[float]:
    """What each answer of an assignment took, where it is known."""
    rows = db.scalars(
        select(Answer.elapsed)
        .join(Asked, Asked.id == Answer.asked_id)
        .join(Attempt, Attempt.id == Asked.attempt_id)
        .where(Attempt.activity_id == activity_id, Answer.elapsed.is_not(None))
    )
    return [float(each) for each in rows if each is not None]


def _watched(
    task: Task, attempts: tuple[AttemptRow, ...], far: dict[int, Place], usual: Sequence[float], now: datetime
) -> Watched:
    if not attempts:
        standing: Standing = "absent" if task.absent else "missed" if task.state(now) == "over" else "waiting"
        return Watched(task, standing, (), None)
    last, place = attempts[-1], far.get(attempts[-1].id)
    if last.finished_at or place is None:
        return Watched(task, "finished", attempts, place)
    if place.answers == place.questions:
        return Watched(task, "answered", attempts, place)
    stuck = is_stuck(place.latest or last.started_at, now, usual)
    return Watched(task, "stuck" if stuck else "working", attempts, place)

"""What a pupil has to do: the assignments of all their classes, with their own attempts."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy.orm import Session

from quizapp.storage import assignments, classes
from quizapp.storage.assignments import Task
from quizapp.storage.attempts import AttemptRow

Stage = Literal["open", "planned", "waiting", "past"]
"""`open` can be begun or gone on with; `waiting` is handed in and its results are to come."""


@dataclass(frozen=True, slots=True)
class Todo:
    """One assignment for one pupil."""

    task: Task
    class_name: str
    attempts: tuple[AttemptRow, ...]

    @property
    def going_on(self) -> AttemptRow | None:
        """The attempt that is not finished."""
        return next((each for each in self.attempts if each.finished_at is None), None)

    @property
    def left(self) -> int:
        """How many attempts may still be begun."""
        return max(0, self.task.attempts_allowed - len(self.attempts))

    def stage(self, now: datetime) -> Stage:
        """Where it stands."""
        state, going_on = self.task.state(now), self.going_on
        if going_on and now < self.task.deadline(going_on.started_at):
            return "open"
        if not going_on and state == "open" and self.left and not (self.task.absent or self.task.archived):
            return "open"
        if state == "planned" and not self.task.archived:
            return "planned"
        return "waiting" if self.attempts and not self.task.told else "past"


def todos(db: Session, learner_id: int) -> list[Todo]:
    """All there is, those that close last first."""
    found = assignments.tasks(db, learner_id)
    if not found:
        return []
    names = {each.id: each.name for each in classes.attended(db, learner_id)}
    attempts: dict[int | None, list[AttemptRow]] = defaultdict(list)
    for attempt in assignments.attempts_by(db, learner_id, [task.activity.id for task in found]):
        attempts[attempt.activity_id].append(attempt)
    return [Todo(task, names.get(task.activity.class_id or 0, ""), tuple(attempts[task.activity.id])) for task in found]


def todo(db: Session, learner_id: int, activity_id: str) -> Todo | None:
    """One of them, by its public id; somebody else's does not exist."""
    task = assignments.task(db, learner_id, activity_id)
    there = classes.of_activity(db, activity_id)
    if task is None or there is None:
        return None
    return Todo(task, there.name, tuple(assignments.attempts_of(db, task.activity.id, learner_id)))

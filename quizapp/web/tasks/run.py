"""The questions of an assignment, one a page, as in practice, with the time that is left by the server's clock."""

from datetime import timedelta
from typing import Any

from flask import abort
from werkzeug.wrappers import Response

from quizapp.actions.begin_assignment import answer_in_time
from quizapp.storage import assignments, shelf
from quizapp.storage.assignments import GRACE, Task
from quizapp.storage.attempts import AttemptRow
from quizapp.web import identity
from quizapp.web.database import db
from quizapp.web.language import when
from quizapp.web.settling import settle
from quizapp.web.study import hand_in, question
from quizapp.web.study.question import Page
from quizapp.web.study.run import Clock, Run, clock_until

FAR = timedelta(hours=8)
"""A deadline further away than the longest time limit is not counted down."""


def around(attempt: AttemptRow) -> dict[str, Any]:
    """What the pages of an attempt tell beside the question."""
    who, task = identity.somebody(), task_of(attempt)
    after = task.settings.feedback == "after"
    return {
        "clock": clock_of(task, attempt),
        "title": task.activity.title,
        "results_at": when(task.closes_at, who.zone) if after else "",
        # Whoever works on it finds the pages of its facts closed; those of a private bank are its owner's.
        "linked": attempt.finished_at is not None and _can_read(task.settings.bank),
    }


TASK = Run(assignments.KIND, "tasks", answer_in_time, around)


def task_of(attempt: AttemptRow) -> Task:
    """The assignment of an attempt; 404 for who has left its class."""
    return assignments.task_of(db.session(), attempt) or abort(404)


def clock_of(task: Task, attempt: AttemptRow) -> Clock | None:
    """How long an attempt still goes on, unless it is finished or its end far away."""
    until = task.deadline(attempt.started_at)
    left = until - identity.now()
    if attempt.finished_at or left > FAR:
        return None
    return clock_until(until)


def settled(attempt_id: str) -> AttemptRow:
    """The learner's own attempt, after what the clock has done to it; 404 for any other."""
    attempt = TASK.own(attempt_id)
    task = task_of(attempt)
    ended = identity.now() >= task.deadline(attempt.started_at) + GRACE
    if (ended and not attempt.finished_at) or (task.state(identity.now()) == "over" and not task.told):
        settle(task.activity.id)
        return TASK.own(attempt_id)
    return attempt


def show(attempt_id: str, position: int) -> Page:
    """A question, or what came of it where results come at once."""
    settled(attempt_id)
    return question.show(TASK, attempt_id, position)


def post(attempt_id: str, position: int) -> Page:
    """Store an answer, unless the time is over."""
    settled(attempt_id)
    return question.post(TASK, attempt_id, position)


def overview(attempt_id: str) -> str | Response:
    """Before the end: what is answered and what is not."""
    settled(attempt_id)
    return hand_in.show(TASK, attempt_id)


def hand_over(attempt_id: str) -> Response:
    """Hand in."""
    settled(attempt_id)
    return hand_in.post(TASK, attempt_id)


def _can_read(slug: str) -> bool:
    return shelf.bank(db.session(), slug, identity.user_id()) is not None

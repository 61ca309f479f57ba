"""A run of questions: what practice and assignments share, and the few things in which they differ."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from flask import abort, url_for
from sqlalchemy.orm import Session

from quizapp.actions.answer import Receipt, answer
from quizapp.core.question import Form
from quizapp.storage import attempts
from quizapp.storage.attempts import AttemptRow
from quizapp.storage.learners import Who
from quizapp.web import identity
from quizapp.web.database import db
from quizapp.web.language import clock

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Clock:
    """The time that is left: whole seconds from now, and the time of day at which it is over."""

    left: int
    until: str


def clock_until(until: datetime) -> Clock:
    """The time that is left until a moment."""
    left = max(0, int((until - identity.now()).total_seconds()))
    return Clock(left, clock(until, identity.somebody().zone))


@dataclass(frozen=True, slots=True)
class Run:
    """The purpose of its attempts, the blueprint of its pages, the action that answers, and what its pages tell more.

    The blueprint has the endpoints question, answer, attempt, hand_in and handed_in.
    """

    purpose: str
    blueprint: str
    answer: Callable[[Session, Who, str, int, Form, datetime], Receipt]
    around: Callable[[AttemptRow], Mapping[str, Any]] = lambda attempt: {}

    def page(self, view: Callable[Concatenate["Run", P], R]) -> Callable[P, R]:
        """A view of this run, for the URL table."""

        @wraps(view)
        def page(*args: P.args, **kwargs: P.kwargs) -> R:
            return view(self, *args, **kwargs)

        return page

    def url(self, name: str, **values: Any) -> str:
        """The address of one of its pages."""
        return url_for(f"{self.blueprint}.{name}", **values)

    def own(self, attempt_id: str) -> AttemptRow:
        """The learner's own attempt, or 404."""
        return attempts.attempt(db.session(), attempt_id, identity.somebody().id, self.purpose) or abort(404)

    def told(self, attempt: AttemptRow) -> dict[str, Any]:
        """What every page of it is given.

        The time that is left, the title, when results come, and whether facts have pages to go to.
        """
        alone = {"clock": None, "title": "", "results_at": "", "linked": True}
        return {"run": self, "attempt": attempt, **alone, **self.around(attempt)}


def _practice(attempt: AttemptRow) -> dict[str, Any]:
    """A quiz against the clock tells the time that is left."""
    until = attempt.ends_at
    return {"clock": clock_until(until) if until and not attempt.finished_at else None}


PRACTICE = Run("practice", "study", answer, _practice)

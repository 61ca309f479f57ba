"""The first page: one tap to the first question, and the banks."""

from flask import render_template
from sqlalchemy.orm import Session

from quizapp.actions.hand_in import ABANDONED_AFTER
from quizapp.core import card_plan
from quizapp.core.study_day import study_day
from quizapp.storage import asked, attempts, days_studied, eligibility, memories, shelf, todo, users
from quizapp.storage.attempts import AttemptRow
from quizapp.storage.learners import Who
from quizapp.storage.shelf import Shelved
from quizapp.storage.todo import Todo
from quizapp.web import identity
from quizapp.web.database import db


def show() -> str:
    """For a stranger, what this is; for somebody known, what is due and what is unfinished. Creates nothing."""
    session, who = db.session(), identity.who()
    banks = shelf.shelf(session, identity.user_id())
    today = study_day(identity.now(), who.zone, who.rollover) if who else identity.now().date()
    due = _due(session, who, banks) if who else []
    last = days_studied.last_day(session, who.id) if who else None
    return render_template(
        "study/home.html",
        today=today,
        shelf=banks,
        known=who is not None,
        guest=who is None or users.by_learner(session, who.id) is None,
        due=due,
        due_total=sum(count for _, count in due),
        gentle=card_plan.gentle(sum(count for _, count in due), (today - last).days if last else 0),
        next_due=memories.next_due(session, who.id, today) if who else None,
        unfinished=_unfinished(session, who) if who else None,
        todos=_open_todos(session, who) if who and who.has_classes else [],
        places=eligibility.unfinished(session, who.id, identity.now()) if who and who.has_classes else [],
        now=identity.now(),
        zone=who.zone if who else "UTC",
    )


def _open_todos(session: Session, who: Who) -> list[Todo]:
    """The assignments that can be begun or gone on with."""
    return [each for each in todo.todos(session, who.id) if each.stage(identity.now()) == "open"]


def grading() -> str:
    """How answers are graded, in plain words."""
    return render_template("study/grading.html")


def _due(session: Session, who: Who, banks: list[Shelved]) -> list[tuple[str, int]]:
    """Topics with the number of facts due today, the fullest first."""
    today = study_day(identity.now(), who.zone, who.rollover)
    titles = {(bank.id, topic.id): topic.title for bank in banks for topic in bank.topics}
    counts = memories.due_by_topic(session, who.id, today)
    named = [(titles[key], count) for key, count in counts.items() if key in titles]
    return sorted(named, key=lambda pair: -pair[1])


def _unfinished(session: Session, who: Who) -> tuple[AttemptRow, int, int] | None:
    """The latest quiz still open, with the first question that waits, and the number of all."""
    for attempt in attempts.open_attempts(session, who.id):
        if attempt.started_at > identity.now() - ABANDONED_AFTER:
            answered = asked.answered(session, attempt.id)
            return attempt, next((position for position, done in answered.items() if not done), 1), len(answered)
    return None

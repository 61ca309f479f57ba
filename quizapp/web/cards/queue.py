"""The cards ahead, as a browser that loses its connection goes through them, and whose they are."""

from flask import current_app

from quizapp.actions.limit import subject
from quizapp.actions.open_cards import AHEAD
from quizapp.storage.card_runs import Course
from quizapp.storage.learners import Who

Ahead = tuple[int, int, list[int]]
"""Internal id of a fact, how often it came back, and the positions of its cards that are not graded."""

OWNER_LENGTH = 16


def ahead(course: Course) -> list[Ahead]:
    """The next turns of a session that have a card."""
    waiting: dict[int, list[int]] = {}
    for step in course.steps:
        if step.answer_id is None and step.kind == "card":
            waiting.setdefault(step.fact_id, []).append(step.position)
    return [(turn.fact, turn.returns, waiting[turn.fact]) for turn in course.turns[:AHEAD] if turn.fact in waiting]


def owner(who: Who) -> str:
    """A word for a learner that tells nothing of them, by which a browser knows whose answers it keeps."""
    return subject(str(current_app.secret_key), "kept cards", str(who.id))[:OWNER_LENGTH]

"""The cards ahead, as a browser that loses its connection goes through them, and whose they are."""

from collections.abc import Sequence

from flask import current_app

from quizapp.actions.limit import subject
from quizapp.actions.open_cards import AHEAD
from quizapp.core.relearn import Turn
from quizapp.storage.card_runs import Step
from quizapp.storage.learners import Who

Ahead = tuple[int, int, list[int]]
"""Internal id of a fact, how often it came back, and the positions of its cards that are not graded."""

OWNER_LENGTH = 16


def ahead(turns: Sequence[Turn], taken: Sequence[Step]) -> list[Ahead]:
    """The next turns that have a card; `taken` are all steps of the session."""
    waiting: dict[int, list[int]] = {}
    for step in taken:
        if step.answer_id is None and step.kind == "card":
            waiting.setdefault(step.fact_id, []).append(step.position)
    return [(turn.fact, turn.returns, waiting[turn.fact]) for turn in turns[:AHEAD] if turn.fact in waiting]


def owner(who: Who) -> str:
    """A word for a learner that tells nothing of them, by which a browser knows whose answers it keeps."""
    return subject(str(current_app.secret_key), "kept cards", str(who.id))[:OWNER_LENGTH]

"""Going on without a connection: the next cards beforehand, and answers delivered afterwards, each exactly once."""

from datetime import UTC, datetime
from typing import Any

from flask import Response, abort, jsonify, render_template, request

from quizapp.actions.answer import HandedIn, NotFound
from quizapp.actions.open_cards import AHEAD
from quizapp.actions.take_card import take
from quizapp.core.question import BadAnswer
from quizapp.core.relearn import queue
from quizapp.storage import asked, card_runs
from quizapp.web import identity
from quizapp.web.cards.run import LEECH, own, sheets
from quizapp.web.database import db

MOST = 200
"""Answers delivered at once."""


def show(attempt_id: str) -> Response:
    """The next cards in the order of the queue: both sides as HTML, and the positions of their rows to be graded."""
    who, attempt = own(attempt_id)
    session = db.session()
    taken = card_runs.steps(session, attempt.id)
    turns = queue(attempt.settings["facts"], card_runs.outcomes(taken))[:AHEAD]
    open_rows: dict[int, list[int]] = {}
    for step in taken:
        if step.answer_id is None and step.kind == "card":
            open_rows.setdefault(step.fact_id, []).append(step.position)
    facts = [turn for turn in turns if turn.fact in open_rows]
    items = [asked.item(session, attempt.id, open_rows[turn.fact][0]) or abort(404) for turn in facts]
    html = [
        render_template("cards/sheet.html", sheet=sheet, attempt=attempt, leech=LEECH, can_undo=False)
        for sheet in sheets(who, items)
    ]
    cards = [
        {"fact": turn.fact, "returns": turn.returns, "positions": open_rows[turn.fact], "html": each}
        for turn, each in zip(facts, html, strict=True)
    ]
    return jsonify(cards=cards)


def _given(answer: Any) -> tuple[int, str, datetime]:
    """Position, grade and time of a delivered answer; anything else is a bad request."""
    try:
        position, grade = int(answer["position"]), str(int(answer["grade"]))
        return position, grade, datetime.fromtimestamp(float(answer["given_at"]) / 1000, UTC)
    except (KeyError, TypeError, ValueError, OverflowError, OSError):
        abort(400)


def deliver(attempt_id: str) -> Response:
    """Take the answers kept by a browser, in their order. Repeated ones are acknowledged again and change nothing."""
    sent = (request.get_json(silent=True) or {}).get("answers")
    if not isinstance(sent, list) or len(sent) > MOST:
        abort(400)
    answers = [_given(each) for each in sent]
    who, session = identity.writer(), db.session()
    results = []
    for position, grade, given_at in answers:
        try:
            outcome: str = take(
                session, who, attempt_id, position, {"answer": [grade]}, identity.now(), given_at
            ).outcome
        except (NotFound, HandedIn, BadAnswer):
            outcome = "refused"
        results.append({"position": position, "outcome": outcome})
    session.commit()
    return jsonify(results=results)

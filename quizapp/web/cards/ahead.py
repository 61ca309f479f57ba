"""Going on without a connection: the next cards beforehand, and answers delivered afterwards, each exactly once."""

from datetime import UTC, datetime
from typing import Any

from flask import Response, abort, jsonify, render_template, request

from quizapp.actions.deliver_card import Given, deliver_card
from quizapp.actions.open_cards import AHEAD
from quizapp.storage import asked, card_runs
from quizapp.web import identity
from quizapp.web.cards.page import own
from quizapp.web.cards.sheet import sheets
from quizapp.web.database import db

MOST = 200
"""Answers delivered at once."""


def show(attempt_id: str) -> Response:
    """The next cards in the order of the queue: both sides as HTML, and the positions of their rows to be graded."""
    who, attempt = own(attempt_id)
    session = db.session()
    taken = card_runs.steps(session, attempt.id)
    turns = card_runs.turns(attempt, taken)[:AHEAD]
    open_rows: dict[int, list[int]] = {}
    for step in taken:
        if step.answer_id is None and step.kind == "card":
            open_rows.setdefault(step.fact_id, []).append(step.position)
    facts = [turn for turn in turns if turn.fact in open_rows]
    items = [asked.item(session, attempt.id, open_rows[turn.fact][0]) or abort(404) for turn in facts]
    shown = [sheet for sheet in sheets(who, items) if not sheet.retracted]  # Those are read with a connection.
    html = {
        sheet.item.fact_ids[0]: render_template(
            "cards/sheet.html", sheet=sheet, attempt=attempt, can_undo=False, can_type=False
        )
        for sheet in shown
    }
    cards = [
        {"fact": turn.fact, "returns": turn.returns, "positions": open_rows[turn.fact], "html": html[turn.fact]}
        for turn in facts
        if turn.fact in html
    ]
    return jsonify(cards=cards)


def _given(answer: Any) -> Given:
    """What a browser delivers of one card; anything else is a bad request."""
    try:
        at = datetime.fromtimestamp(float(answer["given_at"]) / 1000, UTC)
        return Given(int(answer["position"]), None if answer.get("later") else str(int(answer["grade"])), at)
    except (AttributeError, KeyError, TypeError, ValueError, OverflowError, OSError):
        abort(400)


def deliver(attempt_id: str) -> Response:
    """Take the answers kept by a browser, in their order. Repeated ones are acknowledged again and change nothing."""
    answers = [_given(each) for each in _sent()]
    who, session = identity.writer(), db.session()
    own(attempt_id)
    now = identity.now()
    results = [
        {"position": each.position, "outcome": deliver_card(session, who, attempt_id, each, now)} for each in answers
    ]
    session.commit()
    return jsonify(results=results)


def _sent() -> list[Any]:
    """What stands under "answers" in the body, or a bad request."""
    try:
        body = request.get_json(silent=True)
    except RecursionError:  # Nested thousands deep.
        abort(400)
    sent = body.get("answers") if isinstance(body, dict) else None
    if not isinstance(sent, list) or len(sent) > MOST:
        abort(400)
    return sent

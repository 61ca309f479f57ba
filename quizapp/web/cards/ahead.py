"""Going on without a connection: the next cards beforehand, and answers delivered afterwards, each exactly once."""

from datetime import UTC, datetime
from typing import Any

from flask import Response, abort, jsonify, render_template, request

from quizapp.actions.deliver_card import Given, deliver_card
from quizapp.storage import asked, card_runs
from quizapp.storage.attempts import AttemptRow
from quizapp.web import identity
from quizapp.web.cards.page import own
from quizapp.web.cards.queue import ahead
from quizapp.web.cards.sheet import Sheet, sheets
from quizapp.web.database import db

MOST = 200
"""Answers delivered at once."""


def show(attempt_id: str) -> Response:
    """The next cards in the order of the queue: both sides as HTML, and the positions of their rows to be graded.

    `of` in the query names the first positions of those wanted; without it, all. What was retracted has no HTML.
    """
    who, attempt = own(attempt_id)
    session = db.session()
    course = card_runs.course(session, attempt)
    wanted = request.args.get("of", "").split(",") if "of" in request.args else None
    cards = [card for card in ahead(course) if wanted is None or str(card[2][0]) in wanted]
    items = asked.items(session, attempt.id, [positions[0] for _, _, positions in cards])
    html = {sheet.item.position: _html(sheet, attempt) for sheet in sheets(who, items, course.turns)}
    return jsonify(
        cards=[
            {"fact": fact, "returns": returns, "positions": positions, "html": html[positions[0]]}
            for fact, returns, positions in cards
        ]
    )


def _html(sheet: Sheet, attempt: AttemptRow) -> str:
    if sheet.retracted:
        return ""
    return render_template("cards/sheet.html", sheet=sheet, attempt=attempt, can_undo=False, can_type=False)


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

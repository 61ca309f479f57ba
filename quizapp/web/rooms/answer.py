"""A player's answer. The status is the acknowledgement: 200 comes after the commit."""

from datetime import UTC, datetime

from flask import jsonify, request
from flask.typing import ResponseReturnValue

from quizapp.actions.answer import confidence_in, read
from quizapp.actions.answer_room import Outcome, Sent
from quizapp.core.message import Message, mark
from quizapp.core.question import BadAnswer
from quizapp.live.board import Board
from quizapp.live.intake import Busy
from quizapp.storage.rooms import PlayerRow
from quizapp.web.language import said
from quizapp.web.rooms import access

STATUS: dict[Outcome, int] = {"new": 200, "same": 200, "other": 409, "closed": 410}
SAID: dict[Outcome, str] = {
    "other": mark("You had answered already. Your first answer counts."),
    "closed": mark("The time is over, so this answer does not count."),
}


def post(room_id: str) -> ResponseReturnValue:
    """Store the answer to the present question.

    200 stored, now or before; 409 another answer stands; 410 too late; 422 cannot be read; 503 to be sent again.
    """
    at = datetime.now(UTC)
    room, player = access.playing(room_id)
    if request.form.get("position") != str(room.state.position) or room.state.phase != "question":
        room = access.now(room)  # Another process may have asked the next question a moment ago.
    place = _asked(room, room.players[player.attempt_id])
    if place is None:
        return _problem(Message(SAID["closed"]), 410)
    asked_id, seed = place
    form = request.form.to_dict(flat=False)
    slot = room.slots[room.state.position]
    try:
        response = read(slot.question, form, seed)
        confidence = confidence_in(form) if room.settings.confidence else None
    except BadAnswer as error:
        return _problem(error.message, 422)
    try:
        outcome = access.live().intake.take(room.room_id, Sent(asked_id, slot, response, confidence, at))
    except Busy:
        return _problem(Message(mark("The server is busy. Your answer is sent again.")), 503)
    if outcome in SAID:
        return _problem(Message(SAID[outcome]), STATUS[outcome])
    return jsonify(outcome=outcome)


def _asked(room: Board, player: PlayerRow) -> tuple[int, int] | None:
    """The player's asked row of the question that their page shows, if that is the one being asked."""
    if request.form.get("position") != str(room.state.position) or player.first_position > room.state.position:
        return None
    return room.asked.get(room.state.position, {}).get(player.attempt_id)


def _problem(message: Message, status: int) -> ResponseReturnValue:
    return jsonify(problem=said(message)), status

"""A player's answer. The status is the acknowledgement: 200 comes after the commit."""

from datetime import UTC, datetime

from flask import jsonify, request
from flask.typing import ResponseReturnValue

from quizapp.actions.answer import confidence_in, read
from quizapp.actions.answer_room import Outcome, Sent
from quizapp.core.message import Message, mark
from quizapp.core.question import BadAnswer, Question, Response
from quizapp.live.board import Board
from quizapp.live.intake import Busy
from quizapp.storage import asked
from quizapp.storage.rooms import PlayerRow
from quizapp.web.database import db
from quizapp.web.language import said
from quizapp.web.rooms import access

STATUS: dict[Outcome, int] = {"new": 200, "same": 200, "other": 409, "closed": 410}
SAID: dict[Outcome, str] = {
    "other": mark("You had answered already. Your first answer counts."),
    "closed": mark("The time is over, so this answer does not count."),
}


def post(room_id: str) -> ResponseReturnValue:
    """Store the answer to the present question.

    200 stored, now or before; 409 another answer stands; 410 too late, and none stands; 422 cannot be read; 503 to send
    again.
    """
    at = datetime.now(UTC)
    room, player = access.playing(room_id)
    if request.form.get("position") != str(room.state.position) or room.state.phase != "question":
        room = access.now(room)  # Another process may have asked the next question a moment ago.
    place = _asked(room, room.players[player.attempt_id])
    try:
        outcome = _take(room, place, at) if place else _before(room, player)
    except BadAnswer as error:
        return _problem(error.message, 422)
    except Busy:
        return _problem(Message(mark("The server is busy. Your answer is sent again.")), 503)
    if outcome in SAID:
        return _problem(Message(SAID[outcome]), STATUS[outcome])
    return jsonify(outcome=outcome)


def _take(room: Board, place: tuple[int, int], at: datetime) -> Outcome:
    """Store an answer at its `place`, the asked row and the seed. Raises BadAnswer and Busy."""
    asked_id, seed = place
    slot = room.slots[room.state.position]
    response, confidence = _read(room, slot.question, seed)
    return access.live().intake.take(room.room_id, Sent(asked_id, slot, response, confidence, at))


def _before(room: Board, player: PlayerRow) -> Outcome:
    """What became of an answer to a question that is not asked any more: its acknowledgement may have been lost."""
    position = request.form.get("position", type=int)
    item = asked.item(db.session(), player.attempt_id, position) if position in room.slots else None
    if item is None or item.response is None:
        return "closed"
    return "same" if _read(room, item.question, item.seed) == (item.response, item.confidence) else "other"


def _read(room: Board, question: Question, seed: int) -> tuple[Response, int | None]:
    form = request.form.to_dict(flat=False)
    return read(question, form, seed), confidence_in(form) if room.settings.confidence else None


def _asked(room: Board, player: PlayerRow) -> tuple[int, int] | None:
    """The player's asked row of the question that their page shows, if that is the one being asked."""
    if request.form.get("position") != str(room.state.position) or player.first_position > room.state.position:
        return None
    return room.asked.get(room.state.position, {}).get(player.attempt_id)


def _problem(message: Message, status: int) -> ResponseReturnValue:
    return jsonify(problem=said(message)), status

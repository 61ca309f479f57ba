"""A question on a player's phone. Nothing here depends on its key."""

import json
from datetime import UTC, datetime

from flask import render_template

from quizapp.core.chance import ORDER_BITS
from quizapp.live.board import Board
from quizapp.storage import rooms, shelf
from quizapp.storage.rooms import PlayerRow
from quizapp.storage.slots import Slot
from quizapp.web.rooms import access
from quizapp.web.rooms.fragment import Fragment, cut, sign

LEFT, SENT = sign("left"), sign("sent")
"""Stand for the seconds left and for what was sent."""
LEFT_IN_JSON, SENT_IN_JSON = f'"{LEFT}"', f'"{SENT}"'


def asked(room: Board, player: PlayerRow, anew: bool) -> bytes:
    """The question with this player's own option ids, as JSON.

    Whoever connects `anew` may have answered before they were cut off: what they sent is looked up for them.
    """
    slot, state = room.slots[room.state.position], room.state
    _, seed = room.asked[slot.position][player.attempt_id]
    order = seed % 2**ORDER_BITS if room.settings.own_order else slot.seed
    key = ("question", slot.position, order, state.closes_at)
    fragment = room.once(key, lambda: _cut(room, slot, order))
    sent = _sent(room, player, seed) if anew else "null"
    return fragment.filled(seed, {LEFT_IN_JSON: f"{_left(room):.2f}", SENT_IN_JSON: sent})


def _cut(room: Board, slot: Slot, order: int) -> Fragment:
    with access.live().sessions() as db:
        brief = shelf.brief(db, slot.bank_id, slot.edition) if slot.question.shows_brief else []
    html = render_template(
        "rooms/play/question.html",
        room=room,
        slot=slot,
        question=slot.question,
        view=slot.question.ask(order),
        brief=brief,
    )
    shown = {
        "phase": "question",
        "position": slot.position,
        "left": LEFT,
        "seconds": room.settings.seconds,
        "html": html,
        "sent": SENT,
        "kind": slot.question.kind,
    }
    return cut(json.dumps(shown, ensure_ascii=False), (LEFT_IN_JSON, SENT_IN_JSON), order)


def _left(room: Board) -> float:
    closes_at = room.state.closes_at
    return max((closes_at - datetime.now(UTC)).total_seconds(), 0.0) if closes_at else 0.0


def _sent(room: Board, player: PlayerRow, seed: int) -> str:
    """The fields of an answer that is stored already, as JSON."""
    with access.live().sessions() as db:
        given = rooms.given_by(db, player.attempt_id, room.state.position)
    if given is None:
        return "null"
    if given.response.get("unknown"):
        return json.dumps({"unknown": ["1"]})
    question = room.slots[room.state.position].question
    return json.dumps(question.form_of(given.response, seed), ensure_ascii=False)

"""What the host's screen shows; it is read from the back of a class."""

import json
from datetime import UTC, datetime
from typing import Any

from flask import render_template, request, session, url_for

from quizapp.core.code import grouped
from quizapp.core.grade import is_right
from quizapp.core.points import ranks, team_totals
from quizapp.live.board import Board
from quizapp.storage import shelf
from quizapp.web.rooms import access
from quizapp.web.rooms.told import bars, proof_of

PODIUM = 3


def key(room: Board) -> str:
    """What changes whenever the screen has to show something else."""
    return f"{room.sequence}/{room.answered}"


def view(room: Board) -> str:
    """What the screen shows, as JSON."""
    state = room.state
    shown = {
        "phase": state.phase,
        "position": state.position,
        "answered": room.answered,
        "answering": room.answering() if state.phase == "question" else 0,
        "left": _left(room),
        "seconds": room.settings.seconds,
    }
    # While a question is open, only the count moves; the rest is sent again with the next event.
    return json.dumps({**shown, "html": html(room)}, ensure_ascii=False)


def _left(room: Board) -> float | None:
    closes_at = room.state.closes_at
    if room.state.phase != "question" or closes_at is None:
        return None
    return round(max((closes_at - datetime.now(UTC)).total_seconds(), 0.0), 2)


def html(room: Board) -> str:
    """The screen as HTML."""
    # Its buttons are forms with a token of this browser's: a second host has a screen of their own.
    made = ("host", session.get("csrf_token"))
    if made not in room.told:
        room.told[made] = render_template(f"rooms/host/{room.state.phase}.html", room=room, **_phase(room))
    found: str = room.told[made]
    return found


def _phase(room: Board) -> dict[str, Any]:
    made = {"lobby": _lobby, "question": _question, "reveal": _reveal, "over": _over}[room.state.phase]
    return {"address": join_address(), "code": grouped(room.code) if room.code else "", **made(room)}


def join_address() -> str:
    """Where players go, as it is written on the wall: without http and slash."""
    return f"{request.host}{request.script_root}/join"


def play_url(room: Board) -> str:
    """What the QR code leads to."""
    return url_for("rooms.play", room_id=room.public_id, _external=True)


def _lobby(room: Board) -> dict[str, Any]:
    waiting = [player for player in room.players.values() if player.state == "waiting"]
    return {"players": room.present, "waiting": waiting, "url": play_url(room)}


def _question(room: Board) -> dict[str, Any]:
    slot = room.slots[room.state.position]
    with access.live().sessions() as db:
        brief = shelf.brief(db, slot.bank_id, slot.edition) if slot.question.shows_brief else []
    return {"slot": slot, "question": slot.question, "view": slot.question.ask(slot.seed), "brief": brief}


def _reveal(room: Board) -> dict[str, Any]:
    slot = room.slots[room.state.position]
    answers = list(room.given.get(slot.position, {}).values())
    return {
        "slot": slot,
        "question": slot.question,
        "feedback": proof_of(room, slot),
        "bars": bars(slot.question, answers),
        "answers": len(answers),
        "right": sum(is_right(each.score) for each in answers),
    }


def _over(room: Board) -> dict[str, Any]:
    totals = room.totals()
    places = ranks(totals)
    first = sorted((place, room.players[attempt_id].name, totals[attempt_id]) for attempt_id, place in places.items())
    teams = team_totals(totals, {player.attempt_id: player.team for player in room.present})
    return {
        "podium": [each for each in first if each[0] <= PODIUM][: 2 * PODIUM],
        "players": len(totals),
        "teams": sorted(teams.items(), key=lambda pair: -pair[1]),
        "questions": [_facility(room, position) for position in room.state.closed_positions()],
    }


def _facility(room: Board, position: int) -> dict[str, Any]:
    answers = list(room.given.get(position, {}).values())
    right = sum(is_right(each.score) for each in answers)
    return {"slot": room.slots[position], "right": right, "answers": len(answers)}

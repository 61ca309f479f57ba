"""What the host's screen shows; it is read from the back of a class."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from flask import current_app, render_template, request, url_for

from quizapp.core.code import grouped
from quizapp.core.grade import is_right
from quizapp.core.points import ranks, team_totals
from quizapp.live.board import Board
from quizapp.storage import classes
from quizapp.storage.slots import Slot
from quizapp.web.language import gettext
from quizapp.web.rooms import access
from quizapp.web.rooms.told import bars, proof_of

PODIUM = 3
HARDEST = 3
"""Questions named at the end, to go over again."""
ENOUGH = 0.8
"""Of a question that so many had right, nothing need be said."""


def key(room: Board) -> object:
    """What changes whenever the screen has to show something else."""
    return (room.sequence, room.answered)


def view(room: Board, owns: bool) -> str:
    """What the screen shows, as JSON. `owns` tells that the host is logged in as one, and not a helper."""
    state = room.state
    shown = {
        "phase": state.phase,
        "position": state.position,
        "answered": room.answered,
        "answering": room.answering() if state.phase == "question" else 0,
        "players": len(room.present),
        "left": _left(room),
    }
    # While a question is open, only the count moves, while the rest, with all names, was made for the last event.
    made = ("host json", owns, request.host)
    screen = room.once(made, lambda: json.dumps(html(room, owns), ensure_ascii=False))
    return f'{json.dumps(shown)[:-1]}, "html": {screen}}}'


def _left(room: Board) -> float | None:
    closes_at = room.state.closes_at
    if room.state.phase != "question" or closes_at is None:
        return None
    return round(max((closes_at - datetime.now(UTC)).total_seconds(), 0.0), 2)


def html(room: Board, owns: bool) -> str:
    """The screen as HTML; the page puts its own token into the forms."""
    made = ("host", owns, request.host)
    name = f"rooms/host/{room.state.phase}.html"
    return room.once(made, lambda: render_template(name, room=room, owns=owns, **_phase(room)))


def _phase(room: Board) -> dict[str, Any]:
    made = {"lobby": _lobby, "question": _question, "reveal": _reveal, "over": _over}[room.state.phase]
    return {"address": join_address(), "code": grouped(room.code) if room.code else "", **_people(room), **made(room)}


def join_address() -> str:
    """Where players go, as it is written on the wall: without http and slash."""
    return f"{request.host}{request.script_root}/join"


def play_url(room: Board) -> str:
    """What the QR code leads to."""
    return url_for("rooms.play", room_id=room.public_id, _external=True)


def _people(room: Board) -> dict[str, Any]:
    states = {
        name: [player for player in room.players.values() if player.state == name] for name in ("in", "waiting", "out")
    }
    teams = range(1, room.settings.teams + 1)
    return {"players": states["in"], "waiting": states["waiting"], "out": states["out"], "teams": teams}


def _lobby(room: Board) -> dict[str, Any]:
    class_size = _class_size(room.class_id) if room.class_id else 0
    return {"url": play_url(room), "class_size": class_size, "alone": reached_by_nobody_else(request.host)}


def reached_by_nobody_else(host: str) -> bool:
    """Whether an address, with or without a port, leads every device to itself: a phone finds nothing there."""
    name = urlsplit(f"//{host}").hostname or ""
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return name == "localhost"


def _class_size(class_id: int) -> int:
    with access.live().sessions() as db:
        return classes.size(db, class_id)


def _question(room: Board) -> dict[str, Any]:
    slot = room.slots[room.state.position]
    return {"slot": slot, "question": slot.question, "view": slot.question.ask(slot.seed)}


def _reveal(room: Board) -> dict[str, Any]:
    slot = room.slots[room.state.position]
    answers = room.answers(slot.position)
    given = room.given.get(slot.position, {})
    return {
        "slot": slot,
        "question": slot.question,
        "feedback": proof_of(room, slot),
        "bars": bars(slot.question, slot.seed, answers),
        "answer": _answer(slot),
        "answers": len(answers),
        "open": sum(
            player.attempt_id not in given for player in room.present if player.first_position <= slot.position
        ),
        "right": sum(is_right(each.score) for each in answers),
    }


def _answer(slot: Slot) -> tuple[str, ...]:
    """What would have been right, where the bars do not name it: all parts of it, or the first way to say it."""
    question, view = slot.question, slot.question.ask(slot.seed)
    if "options" in view or "labels" in view:
        return ()
    return question.keys if "items" in view or "lefts" in view else question.keys[:1]


def _over(room: Board) -> dict[str, Any]:
    totals = room.totals()
    teams = team_totals(totals, {player.attempt_id: player.team for player in room.counted})
    asked = [_facility(room, position) for position in room.counting()]
    hardest = sorted((each for each in asked if each["answers"]), key=lambda each: each["right"] / each["answers"])
    return {
        "podium": _podium({who: room.players[who].name for who in totals}, totals),
        "team_podium": _podium({team: gettext("Team %(number)s", number=team) for team in teams}, teams),
        "hardest": [each for each in hardest if each["right"] < ENOUGH * each["answers"]][:HARDEST],
        "none_counts": bool(room.dropped) and not room.counting(),
        "results": results_url(room),
    }


def _podium(names: Mapping[int, str], totals: Mapping[int, float]) -> list[tuple[int, list[str], int]]:
    """The first places, each with all who share it, and their points; nobody stands there for nothing."""
    places: dict[int, list[int]] = {}
    for who, place in ranks(totals).items():
        if place <= PODIUM and totals[who] > 0:
            places.setdefault(place, []).append(who)
    return [
        (place, sorted(names[who] for who in each), round(totals[each[0]])) for place, each in sorted(places.items())
    ]


def results_url(room: Board) -> str:
    """Where its results stand; "" for a rehearsal, which has none."""
    known = "results.show" in current_app.view_functions
    return url_for("results.show", activity_id=room.public_id) if known and room.kind == "room" else ""


def _facility(room: Board, position: int) -> dict[str, Any]:
    answers, slot = room.answers(position), room.slots[position]
    right = sum(is_right(each.score) for each in answers)
    return {"facts": proof_of(room, slot).facts, "right": right, "answers": len(answers)}

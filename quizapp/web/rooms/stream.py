"""What a room tells: a stream of views, and the same view for whoever has to ask for it again and again.

Every view is whole: whoever connects anew needs nothing that was said before. A stream holds no database connection.
"""

import random
import time
from collections.abc import Callable, Iterator

from flask import Response, stream_with_context
from flask.typing import ResponseReturnValue

from quizapp.live.board import Board
from quizapp.live.hub import HOSTS, PLAYERS, Channel
from quizapp.web.database import db
from quizapp.web.rooms import access
from quizapp.web.rooms import host_view as hosts
from quizapp.web.rooms import player_view as players

HEARTBEAT_SECONDS = 15
HOSTS_SEE_EVERY = 0.25
"""Seconds between two views of a host: joining and answering come in bursts."""

Told = Callable[[Board, bool], tuple[str, str]]
"""Makes a view of a board, for somebody who has just connected or not: a key that changes whenever it has to be sent
again, and the view as JSON."""


def host(room_id: str) -> Response:
    """The host's stream."""
    return _stream(access.hosted(room_id), HOSTS, lambda board, _anew: hosts.view(board), HOSTS_SEE_EVERY)


def player(room_id: str) -> Response:
    """A player's stream."""
    room, who = access.playing(room_id)
    attempt_id = who.attempt_id
    return _stream(room, PLAYERS, lambda board, anew: players.view(board, attempt_id, anew), 0)


def host_view(room_id: str) -> ResponseReturnValue:
    """What the host sees now."""
    return _once(access.live().boards.read(access.hosted(room_id).room_id), lambda board, _anew: hosts.view(board))


def player_view(room_id: str) -> ResponseReturnValue:
    """What the player sees now."""
    room, who = access.playing(room_id)
    return _once(
        access.live().boards.fresh(room.room_id), lambda board, anew: players.view(board, who.attempt_id, anew)
    )


def _once(room: Board | None, told: Told) -> ResponseReturnValue:
    return Response(told(room, True)[1] if room else "{}", mimetype="application/json")


def _stream(room: Board, channel: Channel, told: Told, pause: float) -> Response:
    db.session.remove()
    parts = _parts(room.room_id, channel, told, pause)
    headers = {"X-Accel-Buffering": "no"}
    return Response(stream_with_context(parts), mimetype="text/event-stream", headers=headers)


def _parts(room_id: int, channel: Channel, told: Told, pause: float) -> Iterator[str]:
    live, sent = access.live(), ""
    # After a cut all reconnect, but not in the same instant.
    yield f"retry: {random.randint(200, 1000)}\n\n"
    with live.hub.watch(room_id, channel) as watch:
        while not watch.closed:
            room = live.boards.fresh(room_id)
            if room is None:
                return
            key, view = told(room, not sent)
            if key != sent:
                sent = key
                yield f"event: view\ndata: {view}\n\n"
            if not watch.wait(HEARTBEAT_SECONDS):
                yield "event: beat\ndata:\n\n"
            elif pause:
                time.sleep(pause)

"""What a room tells: a stream of views, and the same view for whoever has to ask for it again and again.

Every view is whole: whoever connects anew needs nothing that was said before. A stream holds no database connection.
"""

import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from flask import Response, stream_with_context
from flask.typing import ResponseReturnValue

from quizapp.live.board import Board
from quizapp.live.hub import HOSTS, PLAYERS, Channel
from quizapp.web.database import db
from quizapp.web.rooms import access
from quizapp.web.rooms import host_view as hosts
from quizapp.web.rooms import player_view as players

HOSTS_SEE_EVERY = 0.25
"""Seconds between two views of a host: joining and answering come in bursts."""


@dataclass(frozen=True, slots=True)
class Told:
    """What is told to somebody."""

    key: Callable[[Board], object]
    """What changes whenever the view has to be sent again."""
    view: Callable[[Board, bool], bytes]
    """A board as JSON, for somebody who has just connected or not."""


def _to_host(owns: bool) -> Told:
    return Told(hosts.key, lambda board, _anew: hosts.view(board, owns).encode())


def _to_player(attempt_id: int) -> Told:
    return Told(lambda board: players.key(board, attempt_id), lambda board, anew: players.view(board, attempt_id, anew))


def host(room_id: str) -> Response:
    """The host's stream."""
    return _stream(access.hosted(room_id), HOSTS, _to_host(access.owns(room_id)), HOSTS_SEE_EVERY)


def player(room_id: str) -> Response:
    """A player's stream."""
    room, who = access.playing(room_id)
    return _stream(room, PLAYERS, _to_player(who.attempt_id), 0)


def host_view(room_id: str) -> ResponseReturnValue:
    """What the host sees now."""
    return _once(access.live().boards.read(access.hosted(room_id).room_id), _to_host(access.owns(room_id)))


def player_view(room_id: str) -> ResponseReturnValue:
    """What the player sees now."""
    room, who = access.playing(room_id)
    return _once(access.live().boards.recent(room.room_id), _to_player(who.attempt_id))


def _once(room: Board | None, told: Told) -> ResponseReturnValue:
    return Response(told.view(room, True) if room else b"{}", mimetype="application/json")


def _stream(room: Board, channel: Channel, told: Told, pause: float) -> Response:
    db.session.remove()
    parts = _parts(room.room_id, channel, told, pause)
    headers = {"X-Accel-Buffering": "no"}
    return Response(stream_with_context(parts), mimetype="text/event-stream", headers=headers)


def _parts(room_id: int, channel: Channel, told: Told, pause: float) -> Iterator[bytes]:
    live = access.live()
    sent: object = None
    # After a cut all reconnect, but not in the same instant.
    yield f"retry: {random.randint(200, 1000)}\n\n".encode()
    with live.hub.watch(room_id, channel) as watch:
        room = live.boards.recent(room_id)
        while room is not None and not watch.closed:
            key = told.key(room)
            if key != sent:
                view = told.view(room, sent is None)
                sent = key
                yield b"event: view\ndata: " + view + b"\n\n"
            if not watch.wait():
                yield b"event: beat\ndata:\n\n"
            elif pause:
                time.sleep(pause)
            room = live.boards.fresh(room_id)

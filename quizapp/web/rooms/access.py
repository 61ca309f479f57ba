"""Who is who in a room: a host by their account or by the second host's secret, a player by theirs."""

from typing import cast

from flask import abort, current_app, request
from werkzeug.wrappers import Response

from quizapp.live import Live
from quizapp.live.board import Board
from quizapp.storage import activities, rooms
from quizapp.storage.learners import secret_hash
from quizapp.storage.rooms import KINDS_OF_ROOM, PlayerRow
from quizapp.storage.users import ROLES
from quizapp.web import identity, roles
from quizapp.web.database import db

HOST_COOKIE = "quizapp_host"
PLAYER_COOKIE = "quizapp_player"
DAY = 86400


def live() -> Live:
    """The live rooms of this process."""
    return cast(Live, current_app.extensions["live"])


def board(room_id: str) -> Board:
    """The room with a public id; 404 where there is none."""
    found = live().boards.find(room_id)
    if found is None:
        abort(404)
    return found


def hosted(room_id: str) -> Board:
    """The room, for whoever hosts it; to anybody else it does not exist."""
    if owns(room_id):
        return board(room_id)
    secret = request.cookies.get(HOST_COOKIE, "")
    row = rooms.room(db.session(), room_id) if secret else None
    if row is None or row.host_hash != secret_hash(secret):
        abort(404)
    return board(room_id)


def owns(room_id: str) -> bool:
    """Whether the room is run by the account of this browser, who may do what a second host may not."""
    account = roles.account()
    teaches = account and ROLES.index(account.role) >= ROLES.index("teacher")
    return bool(account and teaches and activities.run(db.session(), account.user_id, room_id, KINDS_OF_ROOM))


def owner_of(room_id: str) -> int:
    """The user id of who owns the room in this sense; 404 for others."""
    account = roles.holder("teacher")
    if not owns(room_id):
        abort(404)
    return account.user_id


def player_in(room: Board) -> PlayerRow | None:
    """Who this browser plays as, as far as this board knows: by the player's secret, or as the learner who joined."""
    secret = request.cookies.get(PLAYER_COOKIE, "")
    if secret and (attempt_id := room.by_secret.get(secret_hash(secret))) is not None:
        return room.players[attempt_id]
    who = identity.who()
    return room.players.get(room.by_learner.get(who.id, 0)) if who else None


def playing(room_id: str) -> tuple[Board, PlayerRow]:
    """The room and who this browser plays as in it; 404 for anybody who never joined."""
    room = board(room_id)
    player = player_in(room)
    if player is None:  # Another process may have let them in a moment ago.
        room = now(room)
        player = player_in(room)
    if player is None:
        abort(404)
    return room, player


def now(room: Board) -> Board:
    """The room as the database has it now."""
    return live().boards.read(room.room_id) or room


def hand_out(response: Response, cookie: str, secret: str, path: str) -> None:
    """Give a browser a secret that it sends to `path` and below only."""
    response.set_cookie(
        cookie,
        secret,
        max_age=DAY,
        path=f"{request.script_root}{path}",
        httponly=True,
        samesite="Lax",
        secure=bool(current_app.config["SESSION_COOKIE_SECURE"]),
    )

"""A player's phone: the page, and the way to another device."""

from collections.abc import Callable
from datetime import datetime

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from quizapp.actions.leave_room import come_back, leave_room
from quizapp.core.code import grouped
from quizapp.live.hub import EVERYBODY
from quizapp.storage.database import write
from quizapp.storage.learners import secret_hash
from quizapp.web import identity
from quizapp.web.database import db
from quizapp.web.rooms import access, join, player_view


def show(room_id: str) -> ResponseReturnValue:
    """The game, or for whoever has not joined yet, how to."""
    room = access.now(access.board(room_id))
    player = access.player_in(room)
    if player is None:
        return join.page(room)
    return render_template(
        "rooms/play.html",
        room=room,
        player=player,
        code=grouped(room.code or ""),
        view=player_view.view(room, player.attempt_id, True).decode(),
    )


def device(room_id: str) -> str:
    """How to go on on another device: a QR code that holds the player's secret."""
    room, player = access.playing(room_id)
    secret = request.cookies.get(access.PLAYER_COOKIE, "")
    url = url_for("rooms.with_secret", room_id=room_id, secret=secret, _external=True) if secret else ""
    return render_template("rooms/device.html", room=room, player=player, url=url)


def with_secret(room_id: str, secret: str) -> ResponseReturnValue:
    """Take a player's secret, so that this browser plays on as them."""
    room = access.board(room_id)
    if secret_hash(secret) not in room.by_secret:
        room = access.now(room)
    if secret_hash(secret) not in room.by_secret:
        abort(404)
    response = redirect(url_for("rooms.play", room_id=room_id), 303)
    access.hand_out(response, access.PLAYER_COOKIE, secret, f"/play/{room_id}")
    return response


def leave(room_id: str) -> ResponseReturnValue:
    """Leave the game; what was answered stays."""
    return _go(room_id, leave_room)


def back(room_id: str) -> ResponseReturnValue:
    """Come back after leaving, as the same player."""
    return _go(room_id, come_back)


def _go(room_id: str, action: Callable[[Session, int, str, datetime], bool]) -> ResponseReturnValue:
    room, player = access.playing(room_id)
    session = db.session()
    write(session)
    changed = action(session, room.room_id, player.public_id, identity.now())
    session.commit()
    if changed:
        access.live().hub.publish(room.room_id, EVERYBODY)
    return redirect(url_for("rooms.play", room_id=room_id), 303)

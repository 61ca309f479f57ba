"""Joining a room: a name and nothing else."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp.actions.join_room import NotNow, join, why_closed
from quizapp.core.message import Message
from quizapp.core.names import BadName, clean_name
from quizapp.live.board import Board
from quizapp.live.hub import HOSTS
from quizapp.storage import classes
from quizapp.storage.learners import Who
from quizapp.web import identity
from quizapp.web.database import db
from quizapp.web.rooms import access


def page(room: Board, name: str = "", problem: Message | None = None) -> str:
    """The form; a member of the room's class need only press a button."""
    who = identity.who()
    known = _name_in_class(room, who) if who else ""
    closed = why_closed(room.state)
    return render_template(
        "rooms/join.html", room=room, name=name, known=known, closed=closed, problem=problem if not closed else None
    )


def post(room_id: str) -> ResponseReturnValue:
    """Join; a stranger becomes a guest on the way. Who had joined before is let in as they were."""
    room = access.board(room_id)
    typed = "" if room.settings.made_names else request.form.get("name", "")
    try:
        name = clean_name(typed) if typed.strip() else ""
    except BadName as error:
        return page(room, typed, error.message), 422
    team = request.form.get("team", "")
    return _join(room, name, int(team) if team.isascii() and team.isdigit() and len(team) < 3 else None)


def again(room_id: str) -> ResponseReturnValue:
    """Join the rematch of this room, under the same name."""
    room, player = access.playing(room_id)
    room = access.now(room)
    if room.state.rematch is None:
        return redirect(url_for("rooms.play", room_id=room_id), 303)
    return _join(access.board(room.state.rematch), player.name, player.team)


def _join(room: Board, name: str, team: int | None) -> ResponseReturnValue:
    session = db.session()
    known, session_secret = identity.enrol(request.form.get("zone", ""))
    try:
        joined = join(session, known, room.room_id, name, team, identity.now())
    except NotNow as error:
        session.rollback()
        return page(room, name, error.message), 409
    session.commit()
    access.live().hub.publish(room.room_id, (HOSTS,))
    response = redirect(url_for("rooms.play", room_id=room.public_id), 303)
    identity.remember_browser(response, session_secret)
    if joined.secret:
        access.hand_out(response, access.PLAYER_COOKIE, joined.secret, f"/play/{room.public_id}")
    return response


def _name_in_class(room: Board, who: Who) -> str:
    """The name by which the room's class knows somebody; "" for others."""
    return classes.name_in(db.session(), room.class_id, who.id) if room.class_id else ""

"""A second host: a link whose secret lets another device run the room, without any account."""

from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from quizapp.actions.host_room import appoint
from quizapp.storage import rooms
from quizapp.storage.database import write
from quizapp.storage.learners import secret_hash
from quizapp.web.database import db
from quizapp.web.rooms import access


def make(room_id: str) -> str:
    """Make the link, in place of an earlier one, and show it once."""
    access.owner_of(room_id)
    room, session = access.board(room_id), db.session()
    write(session)
    secret = appoint(session, room.room_id)
    session.commit()
    url = url_for("rooms.help", room_id=room_id, secret=secret, _external=True)
    return render_template("rooms/helper.html", room=room, url=url)


def take(room_id: str, secret: str) -> ResponseReturnValue:
    """Hand the secret to this browser and go to the screen."""
    row = rooms.room(db.session(), room_id)
    if row is None or row.host_hash != secret_hash(secret):
        abort(404)
    response = redirect(url_for("rooms.host", room_id=room_id), 303)
    access.hand_out(response, access.HOST_COOKIE, secret, f"/rooms/{room_id}")
    return response

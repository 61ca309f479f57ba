"""The host's side: the screen, its commands, and what a host does with players."""

from dataclasses import replace

from flask import abort, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp.actions.host_room import happen, host
from quizapp.actions.join_room import Change, change_player
from quizapp.actions.open_room import open_room, same_questions
from quizapp.core.message import Message
from quizapp.core.names import BadName, clean_name
from quizapp.core.room import Event
from quizapp.core.room_commands import Command, Refused
from quizapp.live.board import Board
from quizapp.live.hub import EVERYBODY
from quizapp.storage import rooms
from quizapp.storage.database import write
from quizapp.web import identity
from quizapp.web.database import db
from quizapp.web.join import gate
from quizapp.web.language import said
from quizapp.web.rooms import access, host_view


def show(room_id: str) -> str:
    """The screen as it is now; its stream keeps it up to date."""
    room = access.hosted(room_id)
    room = access.now(room)
    return render_template("rooms/host.html", room=room, view=host_view.view(room, access.owns(room_id)))


def do(room_id: str) -> ResponseReturnValue:
    """Carry out a command. By a button without JavaScript, back to the screen; by fetch, 204."""
    room = access.hosted(room_id)
    position = request.form.get("position", "")
    seconds = request.form.get("seconds", "0")
    if not (seconds.isascii() and seconds.isdigit() and len(seconds) <= 4):
        abort(400)
    command = Command(request.form.get("do", ""), int(position) if position.isdigit() else None, int(seconds))
    session = db.session()
    write(session)
    try:
        changed = host(session, room.room_id, command, identity.now())
    except Refused as error:
        session.rollback()
        return _refused(error.message)
    session.commit()
    return _done(room, changed)


def player(room_id: str, player_id: str) -> ResponseReturnValue:
    """Rename a player, move them to another team, let them in, or take them out."""
    room, form = access.hosted(room_id), request.form
    state = form.get("state", "")
    if state not in ("", "in", "out"):
        abort(400)
    team = form.get("team", "")
    try:
        name = clean_name(form["name"]) if form.get("name") else ""
    except BadName as error:
        return _refused(error.message)
    session = db.session()
    write(session)
    change = Change(name, state, int(team) if team.isascii() and team.isdigit() and len(team) < 3 else None)  # type: ignore[arg-type]
    if not change_player(session, room.room_id, player_id, change, identity.now()):
        session.rollback()
        abort(404)
    session.commit()
    return _done(room, True)


def rematch(room_id: str) -> ResponseReturnValue:
    """Open another room for the same people, who are shown the way there; after a rehearsal, the real one.

    Where corrections have left none of its questions, the teacher goes to choose others.
    """
    owner_id = access.owner_of(room_id)
    session = db.session()
    write(session)
    row = rooms.locked(session, access.board(room_id).room_id)
    if row is None:
        abort(404)
    if row.state.rematch is None:
        settings = replace(row.settings, rehearsal=False)
        asked = same_questions(session, row.id)
        if not asked:
            session.rollback()
            return redirect(url_for("rooms.new"), 303)
        now, here = identity.now(), gate.place_hash()
        again = open_room(session, owner_id, row.title, settings, asked, now, row.class_id, here)
        happen(session, row, [Event("rematch", {"rematch": again.public_id})], identity.now())
        target = again.public_id
    else:
        target = row.state.rematch
    session.commit()
    access.live().hub.publish(row.id, EVERYBODY)
    return redirect(url_for("rooms.host", room_id=target), 303)


def _done(room: Board, changed: bool) -> ResponseReturnValue:
    if changed:
        access.live().hub.publish(room.room_id, EVERYBODY)
    if request.headers.get("Accept", "").startswith("application/json"):
        return "", 204
    return redirect(url_for("rooms.host", room_id=room.public_id), 303)


def _refused(message: Message) -> ResponseReturnValue:
    return jsonify(problem=said(message)), 422

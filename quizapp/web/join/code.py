"""Joining the class that a code leads to: a name and nothing else. A QR code leads here."""

from dataclasses import replace

from flask import make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from quizapp.actions.join_class import CannotJoin, join_class
from quizapp.core.code import grouped, read_code
from quizapp.core.message import Message
from quizapp.core.names import LONGEST, BadName, clean_name
from quizapp.storage import classes
from quizapp.storage.classes import ClassRow
from quizapp.web import identity, roles
from quizapp.web.database import db
from quizapp.web.join import enter, gate


def show(code: str) -> ResponseReturnValue:
    """Ask for a name; who is in the class already goes straight in."""
    found = _found(code)
    if not isinstance(found, ClassRow):
        return found
    who, account = identity.who(), roles.account()
    if who and classes.attended_one(db.session(), who.id, found.public_id):
        return redirect(_inside(found), 303)
    return _page(found, account.shown_name[:LONGEST] if account else "", None)


def post(code: str) -> ResponseReturnValue:
    """Join; a stranger becomes a guest on the way. Who is new without an account sees their personal code once."""
    found = _found(code)
    if not isinstance(found, ClassRow):
        return found
    typed = request.form.get("name", "")
    try:
        name = clean_name(typed) if typed.strip() else ""
    except BadName as error:
        return _page(found, typed[:LONGEST], error.message), 422
    session = db.session()
    known, secret = identity.enrol(request.form.get("zone", ""))
    try:
        joined = join_class(session, known, found.id, name, identity.now())
    except CannotJoin as error:
        session.rollback()
        return _page(found if error.other_name else replace(found, open=False), typed[:LONGEST], error.message), 409
    session.commit()
    response: Response
    if joined.code is None:
        response = redirect(_inside(found), 303)
    else:
        response = make_response(code_page(found, joined.name, joined.code))
    identity.remember_browser(response, secret)
    return response


def code_page(group: ClassRow, name: str, personal: str) -> str:
    """The page that shows a personal code, this once."""
    again = url_for("join.again_with", secret=personal, _external=True)
    return render_template(
        "join/code.html", group=group, name=name, code=grouped(personal), again=again, inside=_inside(group)
    )


def _inside(group: ClassRow) -> str:
    """Where whoever is in goes: the page of the class, or of the programme that its members go through."""
    if group.cohort:
        return url_for("onboarding.path", cohort_id=group.cohort)
    return url_for("classes.show", class_id=group.public_id)


def _found(typed: str) -> ClassRow | ResponseReturnValue:
    """The class, or the response to a code that leads elsewhere or nowhere."""
    code = read_code(typed)
    try:
        place = gate.find(code)
    except gate.Refused:
        return enter.refused(typed)
    if place and place.kind == "room":
        return redirect(url_for("rooms.play", room_id=place.public_id), 303)
    group = classes.by_code(db.session(), code) if place and code else None
    return group or (enter.page(typed, Message(enter.UNKNOWN)), 404)


def _page(group: ClassRow, name: str, problem: Message | None) -> str:
    key = request.values.get("k", "")
    return render_template("join/name.html", group=group, name=name, problem=problem, longest=LONGEST, key=key)

"""Putting a list of names into a class."""

from flask import render_template, request

from quizapp.actions.enlist import NotEnlisted, enlist
from quizapp.actions.join_class import names
from quizapp.formats.roster import MOST, Fault, clashes, read_roster
from quizapp.storage.classes import ClassRow
from quizapp.web import identity
from quizapp.web.classes import access, slips
from quizapp.web.database import db


def show(class_id: str) -> str:
    """The field to paste into."""
    return _page(access.taught(class_id), "", [])


def post(class_id: str) -> str | tuple[str, int]:
    """Put all of them into the class and show their slips; or tell all that is wrong, and change nothing."""
    typed = request.form.get("names", "")
    group, session, roster = access.taught(class_id), db.session(), read_roster(typed)
    if roster.faults:
        faults = roster.faults + clashes(roster.entries, names(session, group.id))
        return _page(group, typed, faults), 422
    _, group = access.changing(class_id)
    zone = identity.somebody().zone
    try:
        made = enlist(session, group.id, roster.entries, zone, identity.now())
    except NotEnlisted as error:
        session.rollback()
        return _page(group, typed, error.faults), 422
    session.commit()
    return slips.sheet(group, [(each.name, each.code) for each in made])


def _page(group: ClassRow, typed: str, faults: list[Fault]) -> str:
    faults = sorted(faults, key=lambda fault: fault.line)
    return render_template("classes/roster.html", group=group, typed=typed, faults=faults, most=MOST)

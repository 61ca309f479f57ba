"""Changing an assignment: everything until somebody begins, then its title and its end."""

from datetime import datetime

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp.actions.assign import Begun, reassign, retime
from quizapp.core.assignment import assignment_from
from quizapp.core.message import mark
from quizapp.core.wall_clock import offset_of, wall_of
from quizapp.storage import assignments
from quizapp.storage.activities import ActivityRow
from quizapp.storage.database import write
from quizapp.web import identity
from quizapp.web.assignments import new
from quizapp.web.assignments.form import WALL, AssignmentForm, TimeForm, words_sought
from quizapp.web.assignments.own import class_of, own, zone
from quizapp.web.database import db
from quizapp.web.language import gettext

MEANWHILE = mark("Somebody has begun meanwhile. From now on, only the title and the end can change.")
ENDS = mark("It must close after it opens.")


def show(activity_id: str) -> str:
    """The form, with what is set."""
    activity = own(activity_id)
    if _begun(activity):
        form = TimeForm()
        form.title.data, form.closes.data = activity.title, _wall(activity)[1].strftime(WALL)
        return _short(activity, form)
    ground = new.ground_of(class_of(activity), str(activity.settings.get("bank", "")))
    form = AssignmentForm(ground.bank)
    form.fill(activity.title, assignment_from(activity.settings), *_wall(activity))
    return new.page(ground, form, url_for("assignments.change", activity_id=activity_id), changing=True)


def post(activity_id: str) -> ResponseReturnValue:
    """Store what was changed; its questions are drawn anew."""
    activity = own(activity_id)
    return _retime(activity) if _begun(activity) or "length" not in request.form else _reassign(activity)


def _reassign(activity: ActivityRow) -> ResponseReturnValue:
    ground = new.ground_of(class_of(activity), str(activity.settings.get("bank", "")))
    form = AssignmentForm(ground.bank)
    action = url_for("assignments.change", activity_id=activity.public_id)
    plan = None if words_sought()[1] else new.plan_of(form, ground.bank)
    if plan is None:
        return new.page(ground, form, action, changing=True), 200 if words_sought()[1] else 422
    session = db.session()
    write(session)
    try:
        reassign(session, own(activity.public_id), plan)
    except Begun:
        session.rollback()
        return _short(activity, _short_form(form), gettext(MEANWHILE)), 409
    session.commit()
    return redirect(url_for("assignments.watch", activity_id=activity.public_id), 303)


def _retime(activity: ActivityRow) -> ResponseReturnValue:
    form = TimeForm()
    fine = form.validate()
    closes = form.moment_of(form.closes, zone(), later=True)
    if closes and activity.opens_at and closes <= activity.opens_at:
        form.tell("closes", gettext(ENDS))
        fine = False
    if not fine or closes is None:
        return _short(activity, form), 422
    session = db.session()
    write(session)
    try:
        retime(session, own(activity.public_id), form.called, closes)
    except Begun:
        session.rollback()
        return _short(activity, form), 409
    session.commit()
    return redirect(url_for("assignments.watch", activity_id=activity.public_id), 303)


def _short_form(typed: AssignmentForm) -> TimeForm:
    form = TimeForm()
    form.title.data, form.closes.data = typed.title.data, typed.closes.data
    return form


def _short(activity: ActivityRow, form: TimeForm, problem: str = "") -> str:
    return render_template(
        "assignments/retime.html",
        there=class_of(activity),
        activity=activity,
        settled=bool(activity.settings.get("settled")),
        form=form,
        problem=problem,
        zone=zone(),
        offset=offset_of(identity.now(), zone()),
    )


def _begun(activity: ActivityRow) -> bool:
    return assignments.begun(db.session(), activity.id)


def _wall(activity: ActivityRow) -> tuple[datetime, datetime]:
    now = identity.now()
    return wall_of(activity.opens_at or now, zone()), wall_of(activity.closes_at or now, zone())

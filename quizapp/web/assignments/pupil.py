"""One pupil in one assignment: more time, one more attempt, absent, going on with what was handed in."""

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp.actions import assign
from quizapp.core.message import mark
from quizapp.storage import assignments, classes, watch
from quizapp.storage.activities import ActivityRow
from quizapp.storage.database import write
from quizapp.storage.watch import Watched
from quizapp.web import identity
from quizapp.web.assignments.own import class_of, own, zone
from quizapp.web.assignments.show import STANDINGS
from quizapp.web.database import db
from quizapp.web.language import gettext
from quizapp.web.settling import settle

EXTRA = (0, 10, 25, 50, 100, 200)
"""Per cent of the time limit."""
MOST_MORE = 9
CLOSED = mark("They cannot go on: the results of this assignment are told, or there is nothing to go on with.")


def show(activity_id: str, member_id: str) -> str:
    """How they stand, and what may be allowed them."""
    activity = own(activity_id)
    settle(activity.id)
    return _page(activity, _watched(own(activity_id), member_id))


def post(activity_id: str, member_id: str) -> ResponseReturnValue:
    """Store what holds for them."""
    extra, more = request.form.get("extra", ""), request.form.get("more", "0")
    if extra not in {"", *map(str, EXTRA)} or more not in {str(each) for each in range(MOST_MORE + 1)}:
        abort(400)
    found, activity = _writing(activity_id, member_id)
    absent = request.form.get("absent") == "y"
    assign.allow(db.session(), activity.id, found.task.member_id, absent, int(extra) if extra else None, int(more))
    db.session.commit()
    return redirect(url_for("assignments.watch", activity_id=activity_id), 303)


def reopen(activity_id: str, member_id: str) -> ResponseReturnValue:
    """Let them go on with what they handed in last."""
    found, activity = _writing(activity_id, member_id)
    if not assign.reopen(db.session(), activity, found.task.learner_id):
        db.session.rollback()
        return _page(activity, found, gettext(CLOSED)), 409
    db.session.commit()
    return redirect(url_for("assignments.watch", activity_id=activity_id), 303)


def _writing(activity_id: str, member_id: str) -> tuple[Watched, ActivityRow]:
    """Begin to write for a pupil; what is returned was read inside."""
    found = _watched(own(activity_id), member_id)
    write(db.session(), [found.task.learner_id])
    activity = own(activity_id)
    return _watched(activity, member_id), activity


def _watched(activity: ActivityRow, member_id: str) -> Watched:
    everybody = watch.watch(db.session(), activity, identity.now())
    return next((each for each in everybody if each.task.member == member_id), None) or abort(404)


def _page(activity: ActivityRow, found: Watched, problem: str = "") -> str:
    usual = {each.id: each.extra_percent for each in classes.members(db.session(), activity.class_id or 0)}
    allowed = found.task
    extra = assignments.own_extra(db.session(), activity.id, allowed.member_id)
    last = found.last
    return render_template(
        "assignments/pupil.html",
        there=class_of(activity),
        activity=activity,
        found=found,
        task=allowed,
        settings=allowed.settings,
        more=allowed.attempts_allowed - allowed.settings.attempts,
        usual=usual.get(allowed.member_id, 0),
        extra=extra,
        extras=sorted({*EXTRA, extra or 0}),
        most_more=MOST_MORE,
        titles=STANDINGS,
        until=allowed.deadline(last.started_at) if last else None,
        can_reopen=bool(last and last.finished_at and last.at_end and not activity.settings.get("settled")),
        now=identity.now(),
        zone=zone(),
        problem=problem,
    )

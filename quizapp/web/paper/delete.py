"""Deleting a sheet that was typed in, so that it can be typed in again."""

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from quizapp.actions.delete_sheet import NoReason, delete_sheet
from quizapp.core.message import Message, mark
from quizapp.storage import papers
from quizapp.storage.activities import ActivityRow
from quizapp.storage.classes import MemberRow
from quizapp.storage.database import write
from quizapp.web import identity, roles
from quizapp.web.database import db
from quizapp.web.paper.answers import KINDS, member_of
from quizapp.web.paper.sheet import printed

WHY = mark("Say why: the log keeps it.")


def show(activity_id: str, pupil_id: str) -> str:
    """Whose sheet it is, and the reason to be given."""
    return _page(*_sheet(activity_id, pupil_id))


def post(activity_id: str, pupil_id: str) -> str | tuple[str, int] | Response:
    """Delete it, and go on to typing it in. Deleting what is not there does nothing."""
    activity, pupil = _sheet(activity_id, pupil_id)
    session = db.session()
    write(session, [pupil.learner_id])
    activity, pupil = _sheet(activity_id, pupil_id)  # Read again inside the transaction.
    why, account = request.form.get("why", ""), roles.holder("teacher")
    try:
        delete_sheet(session, account, activity.id, pupil.learner_id, why, identity.now())
    except NoReason:
        session.rollback()
        return _page(activity, pupil, Message(WHY)), 422
    session.commit()
    return redirect(url_for("paper.answers", activity_id=activity_id, pupil=pupil_id), 303)


def _sheet(activity_id: str, pupil_id: str) -> tuple[ActivityRow, MemberRow]:
    activity, _ = printed(activity_id, KINDS)
    return activity, member_of(activity, pupil_id) or abort(404)


def _page(activity: ActivityRow, pupil: MemberRow, problem: Message | None = None) -> str:
    return render_template(
        "paper/delete.html",
        activity=activity,
        pupil=pupil,
        version=papers.begun(db.session(), activity.id, [pupil.learner_id]).get(pupil.learner_id, ""),
        problem=problem,
        why=request.form.get("why", ""),
    )

"""Withdrawing an assignment that nobody has begun, after asking."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from quizapp.actions import assign
from quizapp.storage import assignments
from quizapp.storage.database import write
from quizapp.web.assignments.own import class_of, own
from quizapp.web.database import db


def show(activity_id: str) -> str:
    """The question, or why it cannot be."""
    activity = own(activity_id)
    begun = assignments.begun(db.session(), activity.id)
    return render_template("assignments/withdraw.html", activity=activity, there=class_of(activity), begun=begun)


def post(activity_id: str) -> ResponseReturnValue:
    """Do it, unless somebody has begun meanwhile."""
    session = db.session()
    write(session)
    activity = own(activity_id)
    there = class_of(activity)
    try:
        assign.withdraw(session, activity)
    except assign.Begun:
        session.rollback()
        return render_template("assignments/withdraw.html", activity=activity, there=there, begun=True), 409
    session.commit()
    return redirect(url_for("assignments.all", class_id=there.public_id), 303)

"""Whose results these are: an activity of one's own or of a class that one teaches; all others do not exist."""

from flask import abort
from sqlalchemy.exc import OperationalError

from quizapp.actions.settle import due, settle_step
from quizapp.storage import activities, classes
from quizapp.storage.activities import ActivityRow
from quizapp.storage.classes import ClassRow
from quizapp.storage.database import write
from quizapp.web import identity, roles
from quizapp.web.database import db

KINDS = ("assignment", "room")
"""Of activities that have results: a rehearsal has none."""
STEPS = 50
"""Attempts settled before one page; a job does what is left."""


def activity(activity_id: str) -> ActivityRow:
    """The activity with a public id, as it stands now, or 404."""
    user_id = roles.holder("teacher").user_id
    row = activities.run(db.session(), user_id, activity_id, KINDS) or abort(404)
    if row.kind == "assignment" and _settle(row.id):
        row = activities.run(db.session(), user_id, activity_id, KINDS) or abort(404)
    return row


def school_class(class_id: str) -> ClassRow:
    """The class with a public id, or 404."""
    return classes.taught(db.session(), roles.holder("teacher").user_id, class_id) or abort(404)


def _settle(activity_id: int) -> bool:
    """Do what the clock has brought; returns whether there was anything. A busy database lets it wait for the job."""
    session, now = db.session(), identity.now()
    try:
        for step in range(STEPS):
            if not due(session, now, activity_id):
                return step > 0
            write(session)
            settle_step(session, now, activity_id)
            session.commit()
    except OperationalError:
        session.rollback()
    return True

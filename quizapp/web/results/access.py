"""Whose results these are: an activity of one's own or of a class that one teaches; all others do not exist."""

from flask import abort

from quizapp.storage import activities, classes
from quizapp.storage.activities import ActivityRow
from quizapp.storage.classes import ClassRow
from quizapp.web import identity, roles
from quizapp.web.database import db
from quizapp.web.settling import settle

KINDS = ("assignment", "room")
"""Of activities that have results: a rehearsal has none."""


def activity(activity_id: str) -> ActivityRow:
    """The activity with a public id, as it stands now, or 404."""
    user_id = roles.holder("teacher").user_id
    row = activities.run(db.session(), user_id, activity_id, KINDS) or abort(404)
    if row.kind == "assignment" and not row.settings.get("settled"):
        settle(row.id)
        row = activities.run(db.session(), user_id, activity_id, KINDS) or abort(404)
    return row


def school_class(class_id: str) -> ClassRow:
    """The class with a public id, with its assignments as they stand now, or 404."""
    row = classes.taught(db.session(), roles.holder("teacher").user_id, class_id) or abort(404)
    now = identity.now()
    for each in activities.of_class(db.session(), row.id):
        if each.kind == "assignment" and not each.settings.get("settled") and each.closes_at and each.closes_at <= now:
            settle(each.id)
    return row


def class_of(row: ActivityRow) -> ClassRow | None:
    """The class whose activity it is, if whoever asks teaches it."""
    there = classes.of_activity(db.session(), row.public_id)
    return classes.taught(db.session(), roles.holder("teacher").user_id, there.public_id) if there else None

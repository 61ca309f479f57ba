"""What a teacher may ask for: their own classes and the assignments of these. Others' do not exist."""

from flask import abort

from quizapp.storage import activities, assignments, classes
from quizapp.storage.activities import ActivityRow
from quizapp.storage.classes import ClassRow
from quizapp.web import identity, roles
from quizapp.web.database import db


def own_class(class_id: str) -> ClassRow:
    """A class that is taught by whoever asks, or 404."""
    return classes.taught(db.session(), roles.holder("teacher").user_id, class_id) or abort(404)


def own(activity_id: str) -> ActivityRow:
    """An assignment that whoever asks runs, or 404."""
    user_id = roles.holder("teacher").user_id
    return activities.run(db.session(), user_id, activity_id, (assignments.KIND,)) or abort(404)


def class_of(activity: ActivityRow) -> ClassRow:
    """The class of an assignment."""
    return classes.of_activity(db.session(), activity.public_id) or abort(404)


def zone() -> str:
    """The time zone whose wall clock whoever asks lives by."""
    return identity.somebody().zone

"""What was ruled in an activity, and the questions that may be ruled on."""

from dataclasses import dataclass

from flask import abort, render_template, url_for

from quizapp.core.assignment import assignment_from
from quizapp.core.question import Text
from quizapp.core.ruling import KEY
from quizapp.storage import activities, assignments, contested, given, programmes, rulings
from quizapp.storage.activities import ActivityRow
from quizapp.storage.contested import Contested
from quizapp.storage.rulings import RulingRow
from quizapp.storage.users import Account
from quizapp.web import roles
from quizapp.web.database import db
from quizapp.web.rulings.words import right_words

KINDS = (*assignments.KINDS, "room")
RESULTS = (assignments.KIND, "room")
"""Those that have a page of results of their own; others are told in the report of their cohort."""


@dataclass(frozen=True, slots=True)
class Said:
    """A ruling with its question, and the answers it calls right in words."""

    row: RulingRow
    question: Contested
    right: tuple[tuple[Text, ...], ...]


def run(activity_id: str) -> tuple[Account, ActivityRow]:
    """Who is logged in, and the activity if they run it; 404 otherwise."""
    account = roles.holder("teacher")
    return account, activities.run(db.session(), account.user_id, activity_id, KINDS) or abort(404)


def contested_in(activity: ActivityRow, revision_id: int) -> Contested:
    """A question of the activity, or 404."""
    found = contested.questions(db.session(), activity.id)
    return next((each for each in found if each.question_revision_id == revision_id), None) or abort(404)


def pass_mark(activity: ActivityRow) -> float | None:
    """As a share from 0 to 1, where there is one."""
    per_cent = assignment_from(activity.settings).pass_mark if activity.kind == "assignment" else None
    return None if per_cent is None else per_cent / 100


def back(activity: ActivityRow) -> str:
    """The page of results from which rulings are come to."""
    if activity.kind in RESULTS:
        return url_for("results.show", activity_id=activity.public_id)
    cohort = programmes.of_activity(db.session(), activity.id) or abort(404)
    return url_for("onboarding.report", cohort_id=cohort.public_id)


def show(activity_id: str) -> str:
    """All rulings, the latest first, then the questions."""
    _, activity = run(activity_id)
    session = db.session()
    found = {each.question_revision_id: each for each in contested.questions(session, activity.id)}
    said = [_said(row, found[row.question_revision_id], activity) for row in rulings.of_activity(session, activity.id)]
    names = {each.attempt_id: each.name for each in given.points(session, activity.id, activity.class_id)}
    return render_template(
        "rulings/show.html",
        activity=activity,
        back=back(activity),
        standing=[each for each in said if each.row.lifted_at is None],
        lifted=[each for each in said if each.row.lifted_at is not None],
        overruled=contested.overruled(session, activity.id),
        questions=found,
        names=names,
    )


def _said(row: RulingRow, question: Contested, activity: ActivityRow) -> Said:
    right = right_words(db.session(), activity.id, question, row.right) if row.kind == KEY else ()
    return Said(row, question, right)

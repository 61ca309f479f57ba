"""Lifting a ruling: all becomes what it would be without it."""

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from quizapp.actions import rule as ruling
from quizapp.actions.preview_ruling import preview, rule_of
from quizapp.actions.rule import NoReason
from quizapp.core.message import Message
from quizapp.core.ruling import KEY
from quizapp.storage import rulings
from quizapp.storage.activities import ActivityRow
from quizapp.storage.rulings import RulingRow
from quizapp.web import identity
from quizapp.web.database import db
from quizapp.web.rulings.overview import contested_in, pass_mark, run
from quizapp.web.rulings.question import WHY
from quizapp.web.rulings.words import right_words

Page = str | tuple[str, int] | Response


def show(activity_id: str, ruling_id: int) -> str:
    """Whom it would touch, and the reason to be given."""
    _, activity = run(activity_id)
    return _page(activity, _ruling(activity, ruling_id))


def post(activity_id: str, ruling_id: int) -> Page:
    """Lift it. Lifting what is lifted already does nothing."""
    _, activity = run(activity_id)
    row, session = _ruling(activity, ruling_id), db.session()
    ruling.begin(session, activity.id, row.question_revision_id)
    account, activity = run(activity_id)  # Read again inside the transaction.
    try:
        ruling.lift(session, account, activity.id, row.id, request.form.get("why", ""), identity.now())
    except NoReason:
        session.rollback()
        return _page(activity, row, Message(WHY)), 422
    session.commit()
    return redirect(url_for("rulings.show", activity_id=activity_id), 303)


def _ruling(activity: ActivityRow, ruling_id: int) -> RulingRow:
    found = rulings.of_activity(db.session(), activity.id)
    return next((row for row in found if row.id == ruling_id), None) or abort(404)


def _page(activity: ActivityRow, row: RulingRow, problem: Message | None = None) -> str:
    session = db.session()
    question = contested_in(activity, row.question_revision_id)
    others = [each for each in rulings.of_question(session, activity.id, row.question_revision_id) if each.id != row.id]
    return render_template(
        "rulings/lift.html",
        activity=activity,
        row=row,
        question=question.question,
        words=right_words(session, activity.id, question, row.right) if row.kind == KEY else (),
        effect=preview(session, activity, row.question_revision_id, rule_of(others), pass_mark(activity)),
        pass_mark=pass_mark(activity),
        problem=problem,
        why=request.form.get("why", ""),
    )

"""Grading one answer otherwise, with a reason."""

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from quizapp.actions import rule as ruling
from quizapp.actions.rule import NoReason
from quizapp.core.message import Message
from quizapp.storage import given
from quizapp.storage.activities import ActivityRow
from quizapp.storage.contested import Contested
from quizapp.storage.given import Given
from quizapp.web import identity
from quizapp.web.database import db
from quizapp.web.rulings.overview import contested_in, run
from quizapp.web.rulings.question import WHY

SCORES = {"1": 1.0, "0.5": 0.5, "0": 0.0}

Page = str | tuple[str, int] | Response


def show(activity_id: str, revision_id: int, answer_id: int) -> str:
    """The answer, and what it may be worth."""
    _, activity = run(activity_id)
    return _page(activity, contested_in(activity, revision_id), _answer(activity, revision_id, answer_id))


def post(activity_id: str, revision_id: int, answer_id: int) -> Page:
    """Grade it otherwise."""
    _, activity = run(activity_id)
    question, row = contested_in(activity, revision_id), _answer(activity, revision_id, answer_id)
    score = SCORES.get(request.form.get("score", ""))
    if score is None:
        abort(400)
    session = db.session()
    ruling.begin_overruling(session, activity.id, revision_id, row.answer_id)
    account, activity = run(activity_id)  # Read again inside the transaction.
    why, now = request.form.get("why", ""), identity.now()
    try:
        ruling.overrule(session, account, activity.id, revision_id, row.answer_id, score, why, now)
    except NoReason:
        session.rollback()
        return _page(activity, question, row, Message(WHY)), 422
    session.commit()
    return redirect(url_for("rulings.question", activity_id=activity_id, revision_id=revision_id), 303)


def _answer(activity: ActivityRow, revision_id: int, answer_id: int) -> Given:
    rows = given.given(db.session(), activity.id, revision_id)
    return next((row for row in rows if row.answer_id == answer_id), None) or abort(404)


def _page(activity: ActivityRow, question: Contested, row: Given, problem: Message | None = None) -> str:
    points = given.points(db.session(), activity.id, activity.class_id)
    return render_template(
        "rulings/answer.html",
        activity=activity,
        revision_id=question.question_revision_id,
        question=question.question,
        row=row,
        name=next((each.name for each in points if each.attempt_id == row.attempt_id), ""),
        chosen=request.form.get("score", ""),
        problem=problem,
        why=request.form.get("why", ""),
    )

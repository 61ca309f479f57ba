"""Before the end: what is answered, what is not, and handing in."""

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from quizapp.actions.hand_in import hand_in
from quizapp.storage import asked
from quizapp.web import identity
from quizapp.web.database import db
from quizapp.web.study.result import own


def show(attempt_id: str) -> str | Response:
    """List the questions, each with a way back to it."""
    attempt = own(attempt_id)
    if attempt.finished_at:
        return redirect(url_for("study.attempt", attempt_id=attempt_id), 303)
    return render_template("study/hand_in.html", attempt=attempt, items=asked.items(db.session(), attempt.id))


def post(attempt_id: str) -> Response:
    """Hand in: from now on the results are told."""
    who, attempt, session = identity.writer(), own(attempt_id), db.session()
    hand_in(session, who, attempt.id, identity.now())
    session.commit()
    return redirect(url_for("study.attempt", attempt_id=attempt_id), 303)

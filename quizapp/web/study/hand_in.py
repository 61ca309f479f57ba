"""Before the end: what is answered, what is not, and handing in."""

from flask import redirect, render_template
from werkzeug.wrappers import Response

from quizapp.actions.hand_in import hand_in
from quizapp.storage import asked
from quizapp.web import identity
from quizapp.web.database import db
from quizapp.web.study import withdrawn
from quizapp.web.study.run import Run


def show(run: Run, attempt_id: str) -> str | Response:
    """List the questions, each with a way back to it."""
    attempt = withdrawn.current(run, attempt_id)
    if attempt.finished_at:
        return redirect(run.url("attempt", attempt_id=attempt_id), 303)
    return render_template("study/hand_in.html", items=asked.items(db.session(), attempt.id), **run.told(attempt))


def post(run: Run, attempt_id: str) -> Response:
    """Hand in: from now on the results are told."""
    who, attempt, session = identity.writer(), run.own(attempt_id), db.session()
    hand_in(session, who, attempt.id, identity.now())
    session.commit()
    return redirect(run.url("attempt", attempt_id=attempt_id), 303)

"""An attempt that goes on, without what a correction has withdrawn since it was begun."""

from flask import redirect
from werkzeug.wrappers import Response

from quizapp.actions.hand_in import hand_in
from quizapp.actions.withdraw import withdraw
from quizapp.storage import asked, withdrawn
from quizapp.storage.attempts import AttemptRow
from quizapp.web import identity
from quizapp.web.database import db
from quizapp.web.study.run import Run


def current(run: Run, attempt_id: str) -> AttemptRow:
    """The learner's own attempt, or 404. Where nothing is left to be answered one by one, it is over."""
    attempt, session = run.own(attempt_id), db.session()
    if attempt.finished_at or not withdrawn.unanswered(session, attempt.id):
        return attempt
    who = identity.writer()
    withdraw(session, attempt.id)
    if not attempt.at_end and all(asked.answered(session, attempt.id).values()):
        hand_in(session, who, attempt.id, identity.now())
    session.commit()
    return run.own(attempt_id)


def told(address: str) -> Response:
    """Go on at an address, where it is said that a question was withdrawn."""
    return redirect(f"{address}?withdrawn=1", 303)

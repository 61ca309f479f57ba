"""The pages of a pre-test or a certification: as in an assignment, with closed books; results come at handing in."""

from functools import partial
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request
from werkzeug.wrappers import Response

from quizapp.actions.begin_assignment import answer_in_time
from quizapp.actions.certify import terms_of, verdict_of
from quizapp.storage import asked, assignments, certificates, programmes, rulings, shelf
from quizapp.storage.assignments import GRACE
from quizapp.storage.attempts import AttemptRow
from quizapp.storage.programmes import CohortRow
from quizapp.web import identity
from quizapp.web.database import db
from quizapp.web.settling import settle
from quizapp.web.study import hand_in, question
from quizapp.web.study.feedback import feedback_of
from quizapp.web.study.question import Page, next_url
from quizapp.web.study.run import Run
from quizapp.web.tasks.run import clock_of, task_of


def cohort_of(attempt: AttemptRow) -> CohortRow:
    """The cohort of an attempt, or 404."""
    return programmes.of_activity(db.session(), attempt.activity_id or 0) or abort(404)


def around(attempt: AttemptRow) -> dict[str, Any]:
    """What the pages of an attempt tell beside the question."""
    task = task_of(attempt)
    readable = shelf.bank(db.session(), task.settings.bank, identity.user_id()) is not None
    return {
        "clock": clock_of(task, attempt),
        "title": task.activity.title,
        "linked": attempt.finished_at is not None and readable,
    }


def _run(purpose: str) -> Run:
    return Run(purpose, f"onboarding.{purpose}", partial(answer_in_time, purpose=purpose), around)


PRETEST, CERTIFICATION = _run(assignments.PRETEST), _run(assignments.CERTIFICATION)


def pages(run: Run) -> Blueprint:
    """The URL table of a run."""
    blueprint = Blueprint(run.purpose, __name__, url_prefix=f"/{run.purpose}")
    for rule, name, view, methods in (
        ("/<attempt_id>", "attempt", result, ["GET"]),
        ("/<attempt_id>/hand-in", "hand_in", overview, ["GET"]),
        ("/<attempt_id>/hand-in", "handed_in", hand_over, ["POST"]),
        ("/<attempt_id>/<int:position>", "question", show, ["GET"]),
        ("/<attempt_id>/<int:position>", "answer", post, ["POST"]),
    ):
        blueprint.add_url_rule(rule, name, run.page(view), methods=methods)
    return blueprint


def settled(run: Run, attempt_id: str) -> AttemptRow:
    """The learner's own attempt, after what the clock has done to it; 404 for any other."""
    attempt = run.own(attempt_id)
    task = task_of(attempt)
    if not attempt.finished_at and identity.now() >= task.deadline(attempt.started_at) + GRACE:
        settle(task.activity.id)
        return run.own(attempt_id)
    return attempt


def show(run: Run, attempt_id: str, position: int) -> Page:
    """A question."""
    settled(run, attempt_id)
    return question.show(run, attempt_id, position)


def post(run: Run, attempt_id: str, position: int) -> Page:
    """Store an answer, unless the time is over."""
    settled(run, attempt_id)
    return question.post(run, attempt_id, position)


def overview(run: Run, attempt_id: str) -> str | Response:
    """Before the end: what is answered and what is not."""
    settled(run, attempt_id)
    return hand_in.show(run, attempt_id)


def hand_over(run: Run, attempt_id: str) -> Response:
    """Hand in; whoever has earned it is certified at once."""
    settled(run, attempt_id)
    return hand_in.post(run, attempt_id)


def result(run: Run, attempt_id: str) -> str | Response:
    """On to what is still open, or what came of it: of a certification, whether it is passed and what was missing."""
    attempt = settled(run, attempt_id)
    if not attempt.finished_at:
        return redirect(next_url(run, attempt, 0), 303)
    session, cohort = db.session(), cohort_of(attempt)
    items = asked.items(session, attempt.id)
    terms = terms_of(session, cohort, attempt, items)
    return render_template(
        "onboarding/result.html",
        cohort=cohort,
        items=items,
        feedback=feedback_of(session, attempt.learner_id, items),
        dropped=rulings.dropped(session, attempt.activity_id or 0),
        terms=terms,
        verdict=verdict_of(session, terms, attempt, items),
        certificate=certificates.of_attempt(session, attempt.id),
        late="late" in request.args,
        **run.told(attempt),
    )

"""A participant's way through a programme: what is done, what comes next, and what is missing to pass."""

from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from quizapp.actions.begin_assignment import NotNow, begin
from quizapp.actions.note_reading import note_reading
from quizapp.core.onboarding import next_step
from quizapp.storage import activities, assignments, certified
from quizapp.storage.eligibility import eligibility
from quizapp.storage.programmes import CohortRow
from quizapp.web import identity
from quizapp.web.database import db
from quizapp.web.onboarding import access


def show(cohort_id: str) -> str:
    """The five steps."""
    place = access.place(cohort_id)
    return _page(place.cohort, place.name)


def _page(cohort: CohortRow, name: str) -> str:
    session, who, now = db.session(), identity.somebody(), identity.now()
    found = access.participant(who, cohort)
    tried = assignments.attempts_of(session, cohort.pretest, who.id)
    done = found.progress.done(cohort.programme.settings.drill)
    today, deadline = access.days(who, cohort)
    certificate = found.certificate
    return render_template(
        "onboarding/path.html",
        cohort=cohort,
        settings=cohort.programme.settings,
        name=name,
        progress=found.progress,
        done=done,
        next=next_step(done),
        gate=eligibility(session, cohort, found, now),
        pretest=tried[-1] if tried else None,
        certificate=certificate,
        state=certified.state(certificate, certified.marks(session, certificate), now) if certificate else "",
        days_left=(deadline - today).days,
        zone=who.zone,
    )


def pre_test(cohort_id: str) -> ResponseReturnValue:
    """Begin the pre-test, or go on with it."""
    there = access.place(cohort_id).cohort
    who, session = identity.writer(), db.session()
    activity = activities.by_id(session, there.pretest) or abort(404)
    try:
        attempt_id = begin(session, who, activity.public_id, identity.now(), assignments.PRETEST)
    except NotNow:
        session.rollback()
        return redirect(url_for("onboarding.path", cohort_id=cohort_id), 303)
    session.commit()
    return redirect(url_for("onboarding.pretest.attempt", attempt_id=attempt_id), 303)


def read(cohort_id: str) -> Response:
    """Note that they have read the brief."""
    there = access.place(cohort_id).cohort
    who, session = identity.writer(), db.session()
    note_reading(session, there.id, who.id, identity.now())
    session.commit()
    return redirect(url_for("onboarding.path", cohort_id=cohort_id), 303)

"""Before the certification: what it asks and what passes; beginning it, and renewing what nothing has happened to."""

from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from quizapp.actions.begin_assignment import NotNow
from quizapp.actions.begin_certification import begin_certification
from quizapp.actions.certify import confirm
from quizapp.storage import askable, certified
from quizapp.storage.eligibility import eligibility
from quizapp.storage.programmes import Place
from quizapp.web import identity
from quizapp.web.database import db
from quizapp.web.onboarding import access


def show(cohort_id: str) -> str:
    """What it is, or why it is not open yet."""
    return _page(access.place(cohort_id))


def post(cohort_id: str) -> ResponseReturnValue:
    """Begin, go on, or confirm."""
    place = access.place(cohort_id)
    who, session, now = identity.writer(), db.session(), identity.now()
    found = access.participant(who, place.cohort)
    gate = eligibility(session, place.cohort, found, now)
    if gate.gate == "confirm":
        renewed = confirm(session, place.cohort, found.certificate or abort(404), now)
        session.commit()
        return redirect(url_for("onboarding.certificate", certificate_id=renewed), 303)
    try:
        attempt_id = begin_certification(session, who, place.cohort, gate, now)
    except NotNow:
        session.rollback()
        return _page(place), 409
    session.commit()
    return redirect(url_for("onboarding.certification.attempt", attempt_id=attempt_id), 303)


def _page(place: Place) -> str:
    session, who, cohort = db.session(), identity.somebody(), place.cohort
    found = access.participant(who, cohort)
    certificate = found.certificate
    can_be_asked = len(askable.askable(session, cohort.programme.bank_id))
    return render_template(
        "onboarding/certify.html",
        cohort=cohort,
        settings=cohort.programme.settings,
        progress=found.progress,
        most=min(can_be_asked, max(cohort.programme.settings.length, found.progress.facts)),
        gate=eligibility(session, cohort, found, identity.now()),
        certificate=certificate,
        marks=certified.marks(session, certificate) if certificate else (),
        zone=who.zone,
    )

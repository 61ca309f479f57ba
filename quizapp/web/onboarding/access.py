"""Whose programme it is, and who is in which cohort. To anybody else neither exists."""

from datetime import date

from flask import abort

from quizapp.core.study_day import study_day
from quizapp.storage import participants, programmes
from quizapp.storage.learners import Who
from quizapp.storage.participants import Participant
from quizapp.storage.programmes import CohortRow, Place, ProgrammeRow
from quizapp.web import identity, roles
from quizapp.web.database import db
from quizapp.web.settling import settle


def programme(programme_id: str) -> ProgrammeRow:
    """A programme that whoever asks runs, or 404."""
    return programmes.run(db.session(), roles.holder("editor").user_id, programme_id) or abort(404)


def cohort(cohort_id: str) -> CohortRow:
    """A cohort that whoever asks runs, after what the clock has done to its tests, or 404."""
    user_id = roles.holder("editor").user_id
    found = programmes.cohort_run(db.session(), user_id, cohort_id) or abort(404)
    settle(found.pretest)
    settle(found.certification)
    return found


def place(cohort_id: str) -> Place:
    """The cohort for whoever asks and is in it, after what the clock has done, or 404."""
    who = identity.somebody()
    found = programmes.attended_one(db.session(), who.id, cohort_id) or abort(404)
    settle(found.cohort.pretest)
    settle(found.cohort.certification)
    return found


def days(who: Who, there: CohortRow) -> tuple[date, date]:
    """Today and the day of the deadline, as study days of whoever looks."""
    return study_day(identity.now(), who.zone, who.rollover), study_day(there.deadline, who.zone, who.rollover)


def participant(who: Who, there: CohortRow) -> Participant:
    """Somebody who is in a cohort, as far as they are; 404 for others."""
    found = participants.one(db.session(), there, who.id, *days(who, there), identity.now())
    return found or abort(404)

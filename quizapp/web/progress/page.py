"""The progress page: reads everything, tells each thing once."""

from datetime import timedelta

from flask import redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from quizapp.actions.start import Settings
from quizapp.core.brier import brier
from quizapp.core.grade import is_right
from quizapp.core.skill import ENOUGH, skill
from quizapp.core.study_day import study_day
from quizapp.storage import outlook, users
from quizapp.storage.learners import Who
from quizapp.storage.progress import days, facts, latest, quizzes, retention
from quizapp.web import identity
from quizapp.web.database import db
from quizapp.web.progress import readings
from quizapp.web.progress.calendar import WEEKS, calendar, first_day
from quizapp.web.progress.levels import levels
from quizapp.web.progress.map import Map, map_of
from quizapp.web.study.setup import begin_quiz

AHEAD, AHEAD_ON_PHONES = 14, 7
"""Days of the forecast."""
LATELY = 30
"""Days that true retention looks back on."""


def show() -> str:
    """What is known today; for somebody without answers, what will stand here. Creates nothing."""
    who = identity.who()
    session = db.session()
    if who is None:
        return render_template("progress/empty.html", guest=True, answered=False, rests=False)
    today = study_day(identity.now(), who.zone, who.rollover)
    known = map_of(session, who.id, today)
    if not known.asked:
        guest, answered = users.by_learner(session, who.id) is None, users.answers(session, who.id) > 0
        rests = answered and bool(outlook.paused(session, who.id))
        return render_template("progress/empty.html", guest=guest, answered=answered, rests=rests)
    return render_template("progress/page.html", today=today, known=known, **_told(session, who, known))


def _told(session: Session, who: Who, known: Map) -> dict[str, object]:
    today = study_day(identity.now(), who.zone, who.rollover)
    given = latest.latest(session, who.id)
    sure = levels(given)
    due = days.due(session, who.id, today, AHEAD)
    past = calendar(days.answers(session, who.id, first_day(today)), today)
    target = who.preferences.retention
    kept = retention.retention(session, who.id, today - timedelta(days=LATELY - 1))
    verdicts = skill(latest.judged(session, given))
    page = max(1, request.args.get("page", 1, type=int))
    told, older = quizzes.quizzes(session, who.id, page)
    return {
        "lead": readings.lead(known, sure),
        "map_reading": readings.known(known),
        "levels": sure,
        "levels_reading": readings.levels(sure),
        "brier": brier((each.confidence, is_right(each.score)) for each in given if each.confidence),
        "due": due,
        "days": [today + timedelta(days=number) for number in range(AHEAD)],
        "phone_days": AHEAD_ON_PHONES,
        "due_reading": readings.due(due),
        "calendar": past,
        "weeks": WEEKS,
        "calendar_reading": readings.studied(past),
        "retention": kept,
        "target": target,
        "lately": LATELY,
        "retention_reading": readings.kept(kept, target),
        "skill": verdicts,
        "enough": ENOUGH,
        "skill_reading": readings.verdicts(verdicts),
        "sure_wrong": facts.sure_wrong(session, who.id),
        "recognised": facts.named(session, who.id, facts.recognised_only(given)[: facts.MOST]),
        "window": latest.MOST,
        "quizzes": told,
        "zone": who.zone,
        "page": page,
        "older": older,
    }


def again() -> tuple[str, int] | Response:
    """Ask the facts that were certain and wrong, in another form where there is one."""
    wanted = tuple(each.fact.id for each in facts.sure_wrong(db.session(), identity.somebody().id))
    if not wanted:
        return redirect(url_for("progress.show"), 303)
    return begin_quiz(Settings(length=len(wanted), fact_ids=wanted))

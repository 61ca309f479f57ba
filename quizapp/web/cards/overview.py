"""Before a card session: what it would hold, and starting it."""

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from quizapp.actions.answer import NotFound
from quizapp.actions.end_cards import end_cards
from quizapp.actions.open_cards import open_cards, open_run, planned
from quizapp.actions.start import new_seed
from quizapp.core.study_day import study_day
from quizapp.storage import memories, sure_errors
from quizapp.web import identity
from quizapp.web.cards.coming import coming
from quizapp.web.database import db


def show() -> str:
    """What is due and new today; for a stranger, what cards are. Creates nothing."""
    session, who = db.session(), identity.who()
    plan = planned(session, who, identity.now(), "") if who else None
    today = study_day(identity.now(), who.zone, who.rollover) if who else identity.now().date()
    return render_template(
        "cards/overview.html",
        today=today,
        plan=plan,
        running=open_run(session, who, identity.now()) if who else None,
        sure_wrong=sure_errors.sure_wrong(session, who.id) if who else 0,
        next_due=memories.next_due(session, who.id, today) if who else None,
        coming=coming(who) if who and plan and not plan.facts else None,
    )


def end(attempt_id: str) -> Response:
    """End a session early; its cards come again when they are due."""
    who, session = identity.writer(), db.session()
    try:
        end_cards(session, who, attempt_id, identity.now())
    except NotFound:
        abort(404)
    session.commit()
    return redirect(url_for("cards.overview"), 303)


def start() -> Response:
    """Go on with today's session, or begin one; a stranger becomes a guest on the way."""
    session = db.session()
    learner, secret = identity.enrol(request.form.get("zone", ""))
    attempt_id = open_cards(session, learner, identity.now(), new_seed())
    session.commit()
    address = url_for("cards.run", attempt_id=attempt_id) if attempt_id else url_for("cards.overview")
    response = redirect(address, 303)
    identity.remember_browser(response, secret)
    return response

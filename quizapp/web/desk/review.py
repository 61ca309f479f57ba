"""Review of a fact's draft by a second person, line by line, with remarks."""

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from quizapp.actions.desk import review as reviewing
from quizapp.actions.desk import reviewed
from quizapp.actions.desk.review import FACT, STEPS, Draft, Moved, OwnWork
from quizapp.core.message import mark
from quizapp.formats.fact_form import fields_of
from quizapp.storage import desk
from quizapp.web.database import db
from quizapp.web.desk.access import edited, editing
from quizapp.web.desk.remarks import lines
from quizapp.web.desk.words import label
from quizapp.web.language import gettext

OWN = mark("You wrote this. Somebody else has to accept it.")
MOVED = mark("This changed since you opened this page. Look at it again.")
VOUCH = "vouch"
"""The step of whoever has read what somebody published alone."""
Page = str | tuple[str, int] | Response


def show(slug: str, fact_slug: str, problem: str = "") -> str:
    """What the draft changes, line by line."""
    account, row = edited(slug)
    work = next(iter(desk.facts(db.session(), row.id, fact_slug)), None) or abort(404)
    draft, live = work.draft, work.live
    shown = draft or live or abort(404)
    return render_template(
        "desk/review.html",
        row=row,
        work=work,
        lines=lines(row, fact_slug, fields_of(live.fact) if live else {}, fields_of(shown.fact), label),
        unread=reviewed.name(FACT, fact_slug) in reviewed.unreviewed(db.session(), row.id),
        mine=live is not None and live.author_id == account.user_id,
        own=draft is not None and draft.author_id == account.user_id,
        problem=problem,
    )


def post(slug: str, fact_slug: str) -> Page:
    """Ask, accept, send back or drop."""
    name, number = request.form.get("step", ""), request.form.get("number", "")
    if name not in (*STEPS, VOUCH) or not number.isdecimal() or len(number) > 9:
        abort(400)
    sign, row = editing(slug, request.form.get("why", ""))
    if not desk.facts(db.session(), row.id, fact_slug):
        abort(404)
    seen = Draft(FACT, fact_slug, int(number))
    try:
        if name == VOUCH:
            reviewed.vouch(db.session(), sign, row.id, seen)
        else:
            reviewing.step(db.session(), sign, row.id, seen, name)
    except (OwnWork, Moved) as error:
        db.session().rollback()
        return show(slug, fact_slug, gettext(OWN if isinstance(error, OwnWork) else MOVED)), 409
    db.session().commit()
    place = url_for("desk.bank", slug=slug) if name != "ask" else url_for("desk.fact", slug=slug, fact_slug=fact_slug)
    return redirect(place, 303)

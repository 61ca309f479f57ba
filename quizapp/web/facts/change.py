"""What a learner does to one fact: a note, a mark, putting it off, suspending it and taking it up again."""

from flask import abort, redirect, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from quizapp.actions import remember, write_note
from quizapp.actions.remember import Seen
from quizapp.storage import fact_sheets, shelf
from quizapp.web import identity
from quizapp.web.database import db


def note(slug: str, fact_slug: str) -> Response:
    """Keep the learner's own words. Longer ones than a browser lets through are refused."""
    who, session = identity.writer(), db.session()
    fact_id = fact_of(session, slug, fact_slug)
    try:
        write_note.write_note(session, who, fact_id, request.form.get("text", ""), identity.now())
    except ValueError:
        abort(400)
    session.commit()
    return back(slug, fact_slug)


def mark(slug: str, fact_slug: str) -> Response:
    """Mark the fact, or with an empty `marked` take the mark away."""
    who, session = identity.writer(), db.session()
    fact_id = fact_of(session, slug, fact_slug)
    write_note.set_mark(session, who, fact_id, bool(request.form.get("marked")), identity.now())
    session.commit()
    return back(slug, fact_slug)


def suspend(slug: str, fact_slug: str) -> Response:
    """No longer ask this fact as a card."""
    return _review(slug, fact_slug, "suspend")


def resume(slug: str, fact_slug: str) -> Response:
    """Ask it again."""
    return _review(slug, fact_slug, "resume")


def bury(slug: str, fact_slug: str) -> Response:
    """Put it off until the next study day."""
    return _review(slug, fact_slug, "bury")


def _review(slug: str, fact_slug: str, kind: str) -> Response:
    who, session = identity.writer(), db.session()
    remember.note(session, who, fact_of(session, slug, fact_slug), kind, Seen(identity.now()))
    session.commit()
    return back(slug, fact_slug)


def fact_of(session: Session, slug: str, fact_slug: str) -> int:
    """The internal id of a live fact of a bank they may read, or 404."""
    bank = shelf.bank(session, slug, identity.user_id()) or abort(404)
    found = fact_sheets.fact(session, bank.id, fact_slug) or abort(404)
    return found.id


def back(slug: str, fact_slug: str, reset: int | None = None) -> Response:
    """To the fact's page, where what was changed stands. With `reset`, the page says that it is done."""
    return redirect(url_for("study.fact", slug=slug, fact_slug=fact_slug, reset=reset, _anchor="mine"), 303)

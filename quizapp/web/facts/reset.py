"""Starting over: with a fact, a topic, a bank or everything. Asked twice, told in numbers."""

from flask import abort, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from quizapp.actions import remember
from quizapp.actions.forget import forget
from quizapp.actions.remember import Seen
from quizapp.storage import remembered, shelf
from quizapp.storage.shelf import Shelved
from quizapp.web import identity
from quizapp.web.database import db
from quizapp.web.facts.change import back, fact_of


def ask() -> str:
    """What would be forgotten, and a form to say yes. `bank` and `topic` of the address narrow it."""
    return _page(db.session(), request.args.get("bank", ""), request.args.get("topic", ""))


def _page(session: Session, slug: str, topic: str, unticked: bool = False) -> str:
    who = identity.somebody()
    bank = _scope(session, slug, topic)
    return render_template(
        "facts/reset.html",
        bank=bank,
        topic=topic,
        title=next((each.title for each in bank.topics if each.id == topic), "") if bank else "",
        facts=remembered.count(session, who.id, bank.id if bank else None, topic),
        unticked=unticked,
    )


def reset() -> Response | tuple[str, int]:
    """Forget, if the box was ticked."""
    session, slug, topic = db.session(), request.form.get("bank", ""), request.form.get("topic", "")
    if not request.form.get("sure"):
        return _page(session, slug, topic, unticked=True), 422
    who = identity.writer()
    bank = _scope(session, slug, topic)
    forget(session, who, identity.now(), bank.id if bank else None, topic)
    session.commit()
    return redirect(url_for("facts.show", reset=1), 303)


def reset_one(slug: str, fact_slug: str) -> Response:
    """Forget one fact, if the box was ticked."""
    who, session = identity.writer(), db.session()
    fact_id = fact_of(session, slug, fact_slug)
    if not request.form.get("sure"):
        session.rollback()
        return back(slug, fact_slug)
    remember.note(session, who, fact_id, "reset", Seen(identity.now()))
    session.commit()
    return back(slug, fact_slug, reset=1)


def _scope(session: Session, slug: str, topic: str) -> Shelved | None:
    """The bank meant; None for everything. What does not exist is 404, so that nothing more is forgotten than meant."""
    if not slug:
        return None if not topic else abort(404)
    bank = shelf.bank(session, slug, identity.user_id()) or abort(404)
    if topic and topic not in {each.id for each in bank.topics}:
        abort(404)
    return bank

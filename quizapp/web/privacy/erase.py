"""Delete me: the page asks, a tick and the password answer."""

from flask import redirect, render_template, request, url_for
from sqlalchemy import select
from werkzeug.wrappers import Response

from quizapp.actions.erase import erase
from quizapp.actions.passwords import matches
from quizapp.storage.models import Learner, User
from quizapp.web import identity
from quizapp.web.aside import aside
from quizapp.web.database import db


def show() -> str:
    """What goes, and the question."""
    return _page("")


def post() -> Response | tuple[str, int]:
    """Erase the learner and take the cookie back, if the box is ticked and, of an account, the password is right."""
    known = identity.somebody()
    if not request.form.get("sure"):
        return _page("tick"), 422
    kept = _password_hash(known.id)
    if kept is not None and not aside(matches, kept, request.form.get("password", "")[:1000]):
        return _page("password"), 422
    who, session = identity.writer(), db.session()
    erase(session, who.id, identity.now())
    session.commit()
    response = redirect(url_for("privacy.deleted"), 303)
    response.delete_cookie(identity.COOKIE, path=request.script_root or "/", httponly=True, samesite="Lax")
    return response


def done() -> str:
    """A plain word that it is done."""
    return render_template("privacy/deleted.html")


def _page(problem: str) -> str:
    has_password = _password_hash(identity.somebody().id) is not None
    return render_template("privacy/delete.html", has_password=has_password, problem=problem)


def _password_hash(learner_id: int) -> str | None:
    """The hash that is kept of an account's password; None for a guest."""
    statement = select(User.password_hash).join(Learner, Learner.user_id == User.id).where(Learner.id == learner_id)
    return db.session().scalar(statement)

"""Coming back by a personal code, on any device."""

from flask import redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from quizapp.actions.enrol import stay
from quizapp.actions.merge import merge
from quizapp.actions.sessions import close_session, open_session
from quizapp.core.code import grouped, read_personal_code
from quizapp.core.message import Message, mark
from quizapp.storage import classes, learners, users
from quizapp.storage.classes import ComingBack
from quizapp.storage.database import write
from quizapp.storage.learners import Who
from quizapp.web import identity
from quizapp.web.account import browser
from quizapp.web.database import db

UNKNOWN = mark(
    "Nobody has this personal code. It has fifteen letters; your teacher can give you a new one. "
    "If you have an account by now, log in instead."
)


def show() -> str:
    """The field."""
    return page("", None)


def ask(secret: str) -> ResponseReturnValue:
    """What the QR code on a slip leads to: a question first, so that a look alone logs nobody in."""
    code = read_personal_code(secret)
    found = classes.by_personal_code(db.session(), code) if code else None
    if found is None or code is None:
        return page("", Message(UNKNOWN)), 404
    return render_template("join/is_it_you.html", found=found, code=grouped(code))


def post() -> ResponseReturnValue:
    """Come back by the code in the form."""
    typed = request.form.get("code", "")
    code = read_personal_code(typed)
    return come_back(code) if code else (page(typed, Message(UNKNOWN)), 422)


def come_back(code: str) -> ResponseReturnValue:
    """Make this browser the pupil's. What it was before is asked about, if anything was done with it."""
    found = classes.by_personal_code(db.session(), code)
    if found is None:
        return page(code, Message(UNKNOWN)), 422
    who, choice = identity.who(), request.form.get("choice", "")
    if who and who.id != found.learner_id and not choice and users.has_history(db.session(), who.id):
        return _ask_about(who, found, code)
    return _enter(who, found, choice == "add") or (page(code, Message(UNKNOWN)), 422)


def page(typed: str, problem: Message | None) -> str:
    """The field, with what is wrong with what was typed."""
    return render_template("join/again.html", typed=typed[:100], problem=problem)


def _ask_about(who: Who, found: ComingBack, code: str) -> str:
    account = users.by_learner(db.session(), who.id)
    count = users.answers(db.session(), who.id)
    return render_template("join/whose.html", found=found, code=grouped(code), account=account, count=count)


def _enter(who: Who | None, found: ComingBack, add: bool) -> ResponseReturnValue | None:
    """None where the code became worthless meanwhile."""
    both, now = db.session(), identity.now()
    write(both, [found.learner_id, *([who.id] if who else [])])
    if not classes.still_comes_back(both, found):
        both.rollback()
        return None
    learner_id = found.learner_id
    if who and add and who.id != found.learner_id:
        mine, theirs = learners.by_id(both, who.id), learners.by_id(both, found.learner_id)
        guest, kept = (theirs, mine) if mine.has_account else (mine, theirs)
        merge(both, guest, kept, now)
        learner_id = kept.id
    stay(both, learner_id, now)
    close_session(both, browser.secret())
    secret = open_session(both, learner_id, now)
    both.commit()
    response = redirect(url_for("classes.show", class_id=found.class_id), 303)
    session.pop("csrf_token", None)
    identity.remember_browser(response, secret)
    return response

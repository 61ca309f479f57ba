"""The owner link: whoever opens it first becomes the administrator, with all they have answered so far."""

import unicodedata

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from quizapp.actions import owner
from quizapp.actions.accounts import SomebodysAlready, Taken, become, create_user, name_problem
from quizapp.actions.passwords import hash_password
from quizapp.actions.sessions import close_all, open_session
from quizapp.core.message import Message, mark
from quizapp.core.password import normal, problem
from quizapp.storage.users import Account
from quizapp.web import identity, roles
from quizapp.web.account import browser
from quizapp.web.aside import aside
from quizapp.web.database import db

TAKEN = mark("Somebody else has this name. Take another one, or log in if it is yours and open the link again.")

Page = str | tuple[str, int] | Response


def show(secret: str) -> str:
    """A form for a new account, or one button for whoever has one; 404 once there is an administrator."""
    _open(secret)
    return _page("", {})


def post(secret: str) -> Page:
    """Become the administrator. The link is used up."""
    _open(secret)
    account = roles.account()
    return _promote(secret, account) if account else _sign_up(secret)


def _promote(secret: str, account: Account) -> Response:
    identity.writer()
    _claim(secret, account.public_id)
    db.session.commit()
    return redirect(url_for("people.show"), 303)


def _sign_up(secret: str) -> Page:
    name = " ".join(unicodedata.normalize("NFC", request.form.get("name", "")).split())
    password = normal(request.form.get("password", ""))
    found = {"name": name_problem(name), "password": problem(password, name, "")}
    problems = {field: message for field, message in found.items() if message}
    if problems:
        return _page(name, problems), 422
    password_hash = aside(hash_password, password)
    session = db.session()
    learner, _ = identity.enrol(request.form.get("zone", ""))
    try:
        user = create_user(session, name, "", password_hash, "learner", identity.now())
        become(session, user, learner.id, identity.now())
    except Taken:
        session.rollback()
        return _page(name, {"name": Message(TAKEN)}), 409
    except SomebodysAlready:  # They signed up in another tab meanwhile: now one button will do.
        session.rollback()
        return redirect(url_for("people.owner", secret=secret), 303)
    public_id = user.public_id
    _claim(secret, public_id)
    close_all(session, learner.id)  # A copy of the guest's cookie is no way into the account.
    fresh = open_session(session, learner.id, identity.now())
    session.commit()
    return browser.welcome(fresh, public_id)


def _open(secret: str) -> None:
    if not owner.is_open(db.session(), secret, identity.now()):
        abort(404)


def _claim(secret: str, public_id: str) -> None:
    if not owner.claim(db.session(), secret, public_id, identity.now()):
        db.session.rollback()
        abort(404)


def _page(name: str, problems: dict[str, Message]) -> str:
    return render_template("people/owner.html", account=roles.account(), name=name, problems=problems)

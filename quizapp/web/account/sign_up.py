"""Signing up: the guest of this browser becomes a user, with all they have answered."""

import unicodedata

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from quizapp.actions.accounts import SomebodysAlready, Taken, become, create_user, email_problem, name_problem
from quizapp.actions.passwords import hash_password
from quizapp.actions.sessions import close_all, open_session
from quizapp.core.message import Message, mark
from quizapp.core.password import normal, problem
from quizapp.storage import users
from quizapp.web import identity
from quizapp.web.account import browser, budget
from quizapp.web.aside import aside
from quizapp.web.database import db

TAKEN = mark("Somebody else has this name or e-mail address. Take another one, or log in if it is yours.")
OFTEN = mark("Too many people sign up from here at once. Try again in a minute.")
PER_ADDRESS = 60
"""Accounts a minute; two classes that share an address fit in."""

Page = str | tuple[str, int] | tuple[str, int, dict[str, str]] | Response


def show() -> str | Response:
    """The form."""
    return redirect(url_for("account.show"), 303) if _signed_in() else _page("", "", {})


def post() -> Page:
    """Create the account. The old session ends, so that a copy of its cookie is no way into the account."""
    if _signed_in():
        return redirect(url_for("account.show"), 303)
    name = " ".join(unicodedata.normalize("NFC", request.form.get("name", "")).split())
    email, password = request.form.get("email", "").strip(), normal(request.form.get("password", ""))
    found = {
        "name": name_problem(name),
        "email": email_problem(email),
        "password": problem(password, name, email),
    }
    problems = {field: message for field, message in found.items() if message}
    if problems:
        return _page(name, email, problems), 422
    if not budget.covers(budget.from_here("sign-up from", PER_ADDRESS)):
        headers = {"Retry-After": str(budget.wait())}
        return _page(name, email, {"name": Message(OFTEN)}), 429, headers
    password_hash = aside(hash_password, password)
    session = db.session()
    learner, _ = identity.enrol(request.form.get("zone", ""))
    try:
        user = create_user(session, name, email, password_hash, "learner", identity.now())
    except Taken:
        session.rollback()
        return _page(name, email, {"name": Message(TAKEN)}), 409
    try:
        become(session, user, learner.id, identity.now())
    except SomebodysAlready:  # A double click: the first one made the account.
        session.rollback()
        return redirect(url_for("account.show"), 303)
    close_all(session, learner.id)
    secret, public_id = open_session(session, learner.id, identity.now()), user.public_id
    session.commit()
    return browser.welcome(secret, public_id)


def _signed_in() -> bool:
    who = identity.who()
    return who is not None and users.by_learner(db.session(), who.id) is not None


def _page(name: str, email: str, problems: dict[str, Message]) -> str:
    return render_template("account/sign_up.html", name=name, email=email, problems=problems)

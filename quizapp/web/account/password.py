"""A new password: by the present one, or by a one-time link. Every other session of the account ends."""

from collections.abc import Callable

from flask import abort, current_app, render_template, request
from werkzeug.wrappers import Response

from quizapp.actions import limit, tokens
from quizapp.actions.accounts import set_password
from quizapp.actions.passwords import hash_password, matches
from quizapp.actions.sessions import close_all, open_session
from quizapp.core.message import Message, mark
from quizapp.core.password import normal, problem
from quizapp.storage import users
from quizapp.storage.database import write
from quizapp.storage.users import Account
from quizapp.web import identity
from quizapp.web.account import browser
from quizapp.web.aside import aside
from quizapp.web.database import db

WRONG = mark("This is not your present password.")
OFTEN = mark("Too many attempts. Try again in a minute.")
PER_ACCOUNT = 10
"""Attempts a minute at the present password, by somebody who is logged in."""

Page = str | tuple[str, int] | Response


def show() -> str:
    """The form for whoever is logged in."""
    _own()
    return _page({})


def change() -> Page:
    """Put a new password in place of the present one."""
    account = _own()
    said = request.form.get("present", "")[:1000]
    if not _room(account):
        return _page({"present": Message(OFTEN)}), 429
    if not aside(matches, account.password_hash, said):
        return _page({"present": Message(WRONG)}), 422
    return _renewed(account, None, _page)


def show_link(secret: str) -> str:
    """The form behind a one-time link."""
    _linked(secret)
    return _link_page({})


def use_link(secret: str) -> Page:
    """Set the password by a link, which is then used up."""
    return _renewed(_linked(secret), secret, _link_page)


def _renewed(account: Account, secret: str | None, page: Callable[[dict[str, Message]], str]) -> Page:
    password = normal(request.form.get("password", ""))
    found = problem(password, account.shown_name, account.email or "")
    if found:
        return page({"password": found}), 422
    password_hash = aside(hash_password, password)
    session = db.session()
    write(session, [account.learner_id])
    if secret is not None and tokens.use(session, tokens.RENEWAL, secret, identity.now()) != account.public_id:
        session.rollback()
        abort(404)
    set_password(session, account.public_id, password_hash)
    close_all(session, account.learner_id)
    fresh = open_session(session, account.learner_id, identity.now())
    session.commit()
    return browser.welcome(fresh, account.public_id)


def _own() -> Account:
    return users.by_learner(db.session(), identity.somebody().id) or abort(404)


def _linked(secret: str) -> Account:
    public_id = tokens.subject_of(db.session(), tokens.RENEWAL, secret, identity.now())
    return (users.by_public_id(db.session(), public_id) if public_id else None) or abort(404)


def _room(account: Account) -> bool:
    what = limit.subject(str(current_app.secret_key), "password of", account.public_id)
    write(db.session())
    room = limit.take(db.session(), what, PER_ACCOUNT, identity.now())
    db.session.commit()
    return room


def _page(problems: dict[str, Message]) -> str:
    return render_template("account/password.html", problems=problems, asks_present=True)


def _link_page(problems: dict[str, Message]) -> str:
    return render_template("account/password.html", problems=problems, asks_present=False)

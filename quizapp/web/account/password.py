"""A new password: by the present one, or by a one-time link. Every other session of the account ends."""

from collections.abc import Callable
from dataclasses import replace

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from quizapp.actions import tokens
from quizapp.actions.accounts import set_password
from quizapp.actions.passwords import hash_password
from quizapp.actions.sessions import close_all
from quizapp.core.message import Message
from quizapp.core.password import normal, problem
from quizapp.storage import users
from quizapp.storage.database import write
from quizapp.storage.users import Account
from quizapp.web import identity
from quizapp.web.account import log_in, present
from quizapp.web.aside import aside
from quizapp.web.database import db

Page = str | tuple[str, int] | Response


def show() -> str:
    """The form for whoever is logged in."""
    _own()
    return _page({})


def change() -> Page:
    """Put a new password in place of the present one."""
    account = _own()
    if refusal := present.refused(account):
        problems, status = refusal
        return _page(problems), status
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
    if secret is None:
        if refusal := present.begin_write(account):
            problems, status = refusal
            return page(problems), status
    else:
        write(session, [account.learner_id])
        if tokens.use(session, tokens.RENEWAL, secret, identity.now()) != account.public_id:
            session.rollback()
            abort(404)
    set_password(session, account.public_id, password_hash)
    close_all(session, account.learner_id)
    session.commit()
    return log_in.proceed(replace(account, password_hash=password_hash)) or redirect(url_for("account.log_in"), 303)


def _own() -> Account:
    return users.by_learner(db.session(), identity.somebody().id) or abort(404)


def _linked(secret: str) -> Account:
    public_id = tokens.subject_of(db.session(), tokens.RENEWAL, secret, identity.now())
    return (users.by_public_id(db.session(), public_id) if public_id else None) or abort(404)


def _page(problems: dict[str, Message]) -> str:
    return render_template("account/password.html", problems=problems, asks_present=True)


def _link_page(problems: dict[str, Message]) -> str:
    return render_template("account/password.html", problems=problems, asks_present=False)

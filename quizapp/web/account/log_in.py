"""Logging in. On a computer that others share, the guest's answers are added only if the person says so."""

import hashlib
from dataclasses import replace

from flask import current_app, redirect, render_template, request, url_for
from itsdangerous import BadSignature, URLSafeTimedSerializer
from werkzeug.wrappers import Response

from quizapp.actions import limit
from quizapp.actions.accounts import renew_hash
from quizapp.actions.merge import merge
from quizapp.actions.passwords import hash_password, matches, outdated
from quizapp.actions.sessions import close_session, open_session
from quizapp.actions.set_zone import set_zone
from quizapp.storage import learners, users
from quizapp.storage.database import write
from quizapp.storage.learners import Who, secret_hash
from quizapp.storage.users import Account
from quizapp.web import identity
from quizapp.web.account import browser, budget
from quizapp.web.account.budget import Counted
from quizapp.web.aside import aside
from quizapp.web.database import db

PER_ACCOUNT, PER_ADDRESS = 10, 30
"""Failed attempts a minute."""
ASKED_LASTS = 600
"""Seconds in which to say what becomes of the guest's answers."""


def show() -> str | Response:
    """The form."""
    who = identity.who()
    if who and users.by_learner(db.session(), who.id):
        return redirect(url_for("account.show"), 303)
    return _page("")


def post() -> str | tuple[str, int] | tuple[str, int, dict[str, str]] | Response:
    """Check the password, which is counted before it is checked."""
    login, password = request.form.get("login", ""), request.form.get("password", "")[:1000]
    account = users.by_login(db.session(), login)
    counted = _counted(login, account)
    if not budget.covers(*counted):
        wait = budget.wait()
        return _page(login, wait=wait), 429, {"Retry-After": str(wait)}
    if not aside(matches, account.password_hash if account else None, password) or account is None:
        return _page(login, wrong=True), 422
    fresh = aside(hash_password, password) if outdated(account.password_hash) else None
    _settle(counted, account, fresh)
    return proceed(replace(account, password_hash=fresh) if fresh else account) or (_page(login, wrong=True), 422)


def proceed(account: Account) -> str | Response | None:
    """Log somebody in who has proved to be the user of `account`; a guest's answers are asked about first.

    None where the password was changed since `account` was read.
    """
    guest = _guest()
    if guest and users.has_history(db.session(), guest.id):
        count = users.answers(db.session(), guest.id)
        token = _signer().dumps([account.public_id, _bound(account.password_hash)])
        return render_template("account/ask.html", count=count, token=token)
    return _enter(account, None)


def join() -> Response:
    """Log in with the guest's answers, or without them."""
    again = redirect(url_for("account.log_in"), 303)
    guest = _guest()
    try:
        public_id, bound = _signer().loads(request.form.get("token", ""), max_age=ASKED_LASTS)
    except BadSignature:
        return again
    account = users.by_public_id(db.session(), public_id)
    if guest is None or account is None or bound != _bound(account.password_hash):
        return again
    return _enter(account, guest if request.form.get("choice") == "add" else None) or again


def _enter(account: Account, guest: Who | None) -> Response | None:
    session, ids = db.session(), [account.learner_id, *([guest.id] if guest else [])]
    write(session, ids)
    current = users.by_public_id(session, account.public_id)
    if current is None or current.password_hash != account.password_hash:
        session.rollback()  # Whoever changed it ended all sessions; this must not be one that begins just after.
        return None
    if guest:
        own, theirs = learners.by_id(session, account.learner_id), learners.by_id(session, guest.id)
        merge(session, theirs, own, identity.now())
    set_zone(session, account.learner_id, request.form.get("zone", ""))
    close_session(session, browser.secret())
    secret = open_session(session, account.learner_id, identity.now())
    session.commit()
    return browser.welcome(secret, account.public_id)


def _guest() -> Who | None:
    who = identity.who()
    return who if who and users.by_learner(db.session(), who.id) is None else None


def _bound(password_hash: str) -> str:
    """The question can be answered only by this browser, and not once the password was changed."""
    return hashlib.sha256(f"{secret_hash(browser.secret())}{password_hash}".encode()).hexdigest()


def _counted(login: str, account: Account | None) -> list[Counted]:
    counted = [budget.from_here("log-in from", PER_ADDRESS)]
    if account is None or not browser.is_known(account.public_id):
        # As typed: a count of the account would tell that a name and an address are the same person's.
        counted.append(budget.of("log-in to", users.folded(login.strip()), PER_ACCOUNT))
    return counted


def _settle(counted: list[Counted], account: Account, fresh: str | None) -> None:
    write(db.session())
    for what, _ in counted:
        limit.give_back(db.session(), what, identity.now())
    if fresh:
        renew_hash(db.session(), account.public_id, account.password_hash, fresh)
    db.session.commit()


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(str(current_app.secret_key), salt="log-in")


def _page(login: str, wrong: bool = False, wait: int = 0) -> str:
    return render_template("account/log_in.html", login=login, wrong=wrong, wait=wait)

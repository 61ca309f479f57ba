"""Logging out, here or everywhere. The cookie's copies are dead, too."""

from flask import redirect, url_for
from werkzeug.wrappers import Response

from quizapp.actions.sessions import close_all, close_session
from quizapp.storage import classes, users
from quizapp.web import identity
from quizapp.web.account import browser
from quizapp.web.database import db


def here() -> Response:
    """End this browser's session. A guest without a personal code could not come back to it, and keeps it."""
    who = identity.somebody()
    if not who.has_account and not classes.has_personal_code(db.session(), who.id):
        return redirect(url_for("account.show"), 303)
    identity.writer()
    close_session(db.session(), browser.secret())
    db.session.commit()
    return browser.farewell()


def everywhere() -> Response:
    """End every session of the learner, who has an account."""
    if users.by_learner(db.session(), identity.somebody().id) is None:
        return redirect(url_for("account.show"), 303)
    close_all(db.session(), identity.writer().id)
    db.session.commit()
    return browser.farewell()

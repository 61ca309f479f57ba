"""Logging out, here or everywhere. The cookie's copies are dead, too."""

from werkzeug.wrappers import Response

from quizapp.actions.sessions import close_all, close_session
from quizapp.web import identity
from quizapp.web.account import browser
from quizapp.web.database import db


def here() -> Response:
    """End this browser's session."""
    identity.writer()
    close_session(db.session(), browser.secret())
    db.session.commit()
    return browser.farewell()


def everywhere() -> Response:
    """End every session of the learner."""
    close_all(db.session(), identity.writer().id)
    db.session.commit()
    return browser.farewell()

"""Who a request acts for: the learner behind the session cookie, if any.

The cookie holds a 128-bit secret; the database only its hash. It is separate from Flask's own signed cookie, which is
anonymous and carries nothing but the CSRF token, so that reading pages creates no rows.
"""

from datetime import UTC, datetime, timedelta

from flask import abort, current_app, g, request
from sqlalchemy.exc import NoResultFound
from werkzeug.wrappers import Response

from quizapp.actions.enrol import LASTS, enrol_guest, renew, stay
from quizapp.storage import learners
from quizapp.storage.database import write
from quizapp.storage.learners import Who
from quizapp.web.database import db

COOKIE = "quizapp"
SEEN_AGAIN = timedelta(hours=12)
"""Whoever does something is noted to be here, but not with every answer."""


def now() -> datetime:
    """The moment this request is taken to happen at."""
    if "now" not in g:
        g.now = datetime.now(UTC)
    moment: datetime = g.now
    return moment


def who() -> Who | None:
    """The learner this browser is known by, or None for a stranger."""
    if "who" not in g:
        secret = request.cookies.get(COOKIE, "")
        g.who = learners.by_secret(db.session(), secret, now()) if secret else None
    known: Who | None = g.who
    return known


def user_id() -> int | None:
    """The user whose banks are read; None for a guest or a stranger."""
    known = who()
    return known.user_id if known else None


def somebody() -> Who:
    """The learner, or 404: to a stranger nobody's pages exist."""
    known = who()
    if known is None:
        abort(404)
    return known


def writer() -> Who:
    """Begin a transaction that writes for the learner, who is read again inside it; a stranger gets 404.

    So does whoever was deleted since the request began.
    """
    known, session = somebody(), db.session()
    write(session, [known.id])
    try:
        known = learners.by_id(session, known.id)
    except NoResultFound:
        session.rollback()
        abort(404)
    if known.last_seen_at < now() - SEEN_AGAIN:
        stay(session, known.id, now())
    return known


def enrol(zone: str) -> tuple[Who, str]:
    """The learner, enrolled as a guest if unknown; with the secret to be handed out once the caller committed.

    Whoever comes back keeps their secret, and both its row and its cookie live on from today.

    Leaves a transaction that writes open.
    """
    session = db.session()
    if who() is not None:
        known, secret = writer(), request.cookies[COOKIE]
        renew(session, secret, now())
        return known, secret
    write(session)
    learner_id, secret = enrol_guest(session, now(), zone)
    return learners.by_id(session, learner_id), secret


def remember_browser(response: Response, secret: str) -> None:
    """Hand the secret to the browser."""
    response.set_cookie(
        COOKIE,
        secret,
        max_age=LASTS,
        path=request.script_root or "/",
        httponly=True,
        samesite="Lax",
        secure=bool(current_app.config["SESSION_COOKIE_SECURE"]),
    )

"""What may be tried so often a minute, as the pages about accounts count it."""

from flask import current_app, request

from quizapp.actions import limit
from quizapp.storage.database import write
from quizapp.web import identity
from quizapp.web.database import db

Counted = tuple[str, int]
"""What is counted, and how much of it a minute holds."""


def of(what: str, whose: str, budget: int) -> Counted:
    """A count of somebody's own."""
    return limit.subject(str(current_app.secret_key), what, whose), budget


def from_here(what: str, budget: int) -> Counted:
    """A count of the address that the request comes from. A class shares one."""
    return of(what, request.remote_addr or "", budget)


def covers(*counted: Counted) -> bool:
    """Count one more of each; whether all budgets still cover it. Commits."""
    write(db.session())
    room = [limit.take(db.session(), what, budget, identity.now()) for what, budget in counted]
    db.session.commit()
    return all(room)


def wait() -> int:
    """Seconds until there is room again, 1 to 60."""
    return limit.seconds_left(identity.now())

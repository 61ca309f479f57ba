"""Accounts in the hands of whoever runs the instance. Each change leaves a row in the audit log."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session as Db

from quizapp.actions import tokens
from quizapp.actions.accounts import create_user, new_learner, set_role
from quizapp.actions.passwords import NO_PASSWORD
from quizapp.storage import users
from quizapp.storage.models import Audit, User

ADMINISTRATOR = "administrator"
COMMAND_LINE = "command line"
"""Who acts, where nobody is logged in."""


class LastAdministrator(ValueError):
    """Without this one there would be no administrator."""


def invite(db: Db, by: str, name: str, email: str, role: str, now: datetime) -> str:
    """Add a user without a password; returns the secret of a link by which they set one.

    `by` is the public id of who does it, or COMMAND_LINE. Raises Taken, after which the transaction must be rolled
    back. The caller has begun to write and commits; so for all of these.
    """
    user = create_user(db, name, email, NO_PASSWORD, role, now)
    new_learner(db, user, now)
    record(db, by, "add user", user.public_id, None, {"role": role}, now)
    return tokens.issue(db, tokens.RENEWAL, user.public_id, now + tokens.INVITATION_LASTS, now)


def renewal(db: Db, by: str, public_id: str, now: datetime, lasts: timedelta = tokens.RESET_LASTS) -> str:
    """The secret of a link by which a user sets a new password. Earlier links for the same user are dead."""
    record(db, by, "password link", public_id, None, None, now)
    return tokens.issue(db, tokens.RENEWAL, public_id, now + lasts, now)


def change_role(db: Db, by: str, public_id: str, role: str, now: datetime) -> None:
    """Give a user another role. Raises LastAdministrator rather than leave the instance without one."""
    # Two administrators who demote each other at once wait for one another here.
    is_only = users.only_administrator(db, public_id, lock=True)
    before = db.execute(select(User.role).where(User.public_id == public_id)).scalar_one()
    if before == role:
        return
    if is_only:
        raise LastAdministrator(public_id)
    set_role(db, public_id, role)
    record(db, by, "role", public_id, {"role": before}, {"role": role}, now)


def record(
    db: Db,
    by: str,
    action: str,
    subject: str,
    before: dict[str, str] | None,
    after: dict[str, str] | None,
    now: datetime,
) -> None:
    """Write down who did what to whom."""
    db.add(Audit(at=now, who=by, action=action, subject=subject, before=before, after=after, why=""))
    db.flush()

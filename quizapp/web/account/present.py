"""The present password, asked before what a stranger at an open browser must not be able to do."""

from flask import request

from quizapp.actions.passwords import matches
from quizapp.core.message import Message, mark
from quizapp.storage import users
from quizapp.storage.database import write
from quizapp.storage.users import Account
from quizapp.web.account import budget
from quizapp.web.aside import aside
from quizapp.web.database import db

WRONG = mark("This is not your present password.")
OFTEN = mark("Too many attempts. Try again in a minute.")
PER_ACCOUNT = 10
"""Attempts a minute by somebody who is logged in."""

Refusal = tuple[dict[str, Message], int]
"""The problem by field, and the status."""


def refused(account: Account) -> Refusal | None:
    """None where the form's field `present` holds the account's password. The attempt is counted; commits."""
    if not budget.covers(budget.of("password of", account.public_id, PER_ACCOUNT)):
        return {"present": Message(OFTEN)}, 429
    if not aside(matches, account.password_hash, request.form.get("present", "")[:1000]):
        return {"present": Message(WRONG)}, 422
    return None


def begin_write(account: Account) -> Refusal | None:
    """Begin to write for the account, unless the password was changed since `account` was read."""
    session = db.session()
    write(session, [account.learner_id])
    current = users.by_public_id(session, account.public_id)
    if current is None or current.password_hash != account.password_hash:
        session.rollback()
        return {"present": Message(WRONG)}, 422
    return None

"""Give out codes: to a class or a room one to join by, to a pupil one to come back with."""

import secrets

from sqlalchemy.orm import Session

from quizapp.core.code import new_code, new_personal_code
from quizapp.storage import codes
from quizapp.storage.learners import secret_hash


def free_code(db: Session) -> str:
    """A code that neither a class nor a room has. The caller has begun to write, and stores it."""
    rng = secrets.SystemRandom()
    return next(code for code in iter(lambda: new_code(rng), None) if not codes.in_use(db, code))


def personal_code() -> tuple[str, str]:
    """A new personal code, which is kept nowhere, and its hash, which is. With 67 random bits no two are the same."""
    code = new_personal_code(secrets.SystemRandom())
    return code, secret_hash(code)

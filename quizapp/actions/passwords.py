"""Hash and verify passwords with argon2id. Slow on purpose (tens of milliseconds): call it before a write begins."""

import secrets
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from quizapp.core.password import normal

NO_PASSWORD = "!"  # noqa: S105 - the hash of none: whoever has it must first set a password by a link
hasher = PasswordHasher()


def hash_password(password: str) -> str:
    """The hash to be kept."""
    return hasher.hash(normal(password))


def matches(kept: str | None, password: str) -> bool:
    """Whether a password is the one whose hash is kept. Takes as long where nobody, or no password, is known."""
    known = kept is not None and kept != NO_PASSWORD
    try:
        hasher.verify(kept if known and kept else _nobody(), normal(password))
    except (VerificationError, InvalidHashError):
        return False
    return known


def outdated(kept: str) -> bool:
    """Whether a hash was made with other parameters than today's."""
    return hasher.check_needs_rehash(kept)


@cache
def _nobody() -> str:
    return hasher.hash(secrets.token_urlsafe(16))

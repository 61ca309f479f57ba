"""Roles: each may do what those before it may. To anybody below, a page does not exist: 404, as for others' things."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import abort

from quizapp.storage import users
from quizapp.storage.users import ROLES, Account
from quizapp.web import identity
from quizapp.web.database import db

P = ParamSpec("P")
R = TypeVar("R")


def account() -> Account | None:
    """Who is logged in, read afresh; None for a guest or a stranger."""
    who = identity.who()
    return users.by_learner(db.session(), who.id) if who else None


def holder(role: str) -> Account:
    """Who is logged in and has `role` or one above it; 404 otherwise."""
    known = account()
    if known is None or ROLES.index(known.role) < ROLES.index(role):
        abort(404)
    return known


def requires(role: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Open a view only to holders of `role`."""

    def guard(view: Callable[P, R]) -> Callable[P, R]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
            holder(role)
            return view(*args, **kwargs)

        return guarded

    return guard

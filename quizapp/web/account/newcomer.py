"""Somebody who signs up: what the form says, and the account that the guest of this browser gets by it."""

import unicodedata
from dataclasses import dataclass

from flask import request
from werkzeug.wrappers import Response

from quizapp.actions.accounts import (
    SomebodysAlready,
    Taken,
    become,
    create_user,
    email_problem,
    name_from,
    name_problem,
)
from quizapp.actions.passwords import hash_password
from quizapp.actions.sessions import close_all, open_session
from quizapp.core.message import Message
from quizapp.core.password import normal, problem
from quizapp.storage.users import LONGEST
from quizapp.web import identity
from quizapp.web.account import browser
from quizapp.web.aside import aside
from quizapp.web.database import db


@dataclass(frozen=True, slots=True)
class Newcomer:
    """The fields of the form, tidied; the e-mail address may be empty, or, where there is one, the name."""

    name: str
    email: str
    password: str

    @property
    def problems(self) -> dict[str, Message]:
        """What is wrong, by field."""
        found = {
            "name": name_problem(self.name) if self.name or not self.email else None,
            "email": email_problem(self.email),
            "password": problem(self.password, self.name, self.email),
        }
        return {field: message for field, message in found.items() if message}


def name_typed() -> str:
    """The name in the form, tidied. One that is far too long is cut, and still too long."""
    return " ".join(unicodedata.normalize("NFC", request.form.get("name", "")[:LONGEST]).split())


def from_form() -> Newcomer:
    """What was typed."""
    return Newcomer(name_typed(), request.form.get("email", "").strip(), normal(request.form.get("password", "")))


def begin(newcomer: Newcomer) -> tuple[str, int]:
    """Make them a user; returns the user's public id and the learner's internal one. The write stays open.

    Raises Taken, or SomebodysAlready after a double click; either is rolled back.
    """
    password_hash = aside(hash_password, newcomer.password)
    session = db.session()
    learner, _ = identity.enrol(request.form.get("zone", ""))
    try:
        name = newcomer.name or name_from(session, newcomer.email)
        user = create_user(session, name, newcomer.email, password_hash, "learner", identity.now())
        become(session, user, learner.id, identity.now())
    except (Taken, SomebodysAlready):
        session.rollback()
        raise
    return user.public_id, learner.id


def finish(public_id: str, learner_id: int) -> Response:
    """Commit, and go on with a new session: the old ones end, so that a copied cookie is no way into the account."""
    session = db.session()
    close_all(session, learner_id)
    secret = open_session(session, learner_id, identity.now())
    session.commit()
    return browser.welcome(secret, public_id)

"""Adding a user, who sets a password by a link that is shown once."""

from flask import abort, render_template, request

from quizapp.actions.accounts import Taken, email_problem, name_problem
from quizapp.actions.people import ADMINISTRATOR, invite
from quizapp.actions.tokens import INVITATION_LASTS
from quizapp.core.message import Message, mark
from quizapp.storage.users import ROLES
from quizapp.web import identity, roles
from quizapp.web.account.newcomer import name_typed
from quizapp.web.database import db
from quizapp.web.people.link import show_link
from quizapp.web.people.show import TITLES

TAKEN = mark("A user has this name or e-mail address already.")

Page = str | tuple[str, int]


def show() -> str:
    """The form."""
    return _page("", "", ROLES[0], {})


def post() -> Page:
    """Add the user and show their link."""
    name = name_typed()
    email, role = request.form.get("email", "").strip(), request.form.get("role", ROLES[0])
    if role not in ROLES:
        abort(400)
    found = {"name": name_problem(name), "email": email_problem(email)}
    problems = {field: message for field, message in found.items() if message}
    if problems:
        return _page(name, email, role, problems), 422
    identity.writer()
    by, session = roles.holder(ADMINISTRATOR), db.session()
    try:
        secret = invite(session, by.public_id, name, email, role, identity.now())
    except Taken:
        session.rollback()
        return _page(name, email, role, {"name": Message(TAKEN)}), 409
    session.commit()
    return show_link(name, secret, INVITATION_LASTS)


def _page(name: str, email: str, role: str, problems: dict[str, Message]) -> str:
    return render_template("people/new.html", name=name, email=email, role=role, titles=TITLES, problems=problems)

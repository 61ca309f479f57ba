"""What an administrator does to an account: another role, a link for a new password."""

from flask import abort, redirect, request, url_for
from werkzeug.wrappers import Response

from quizapp.actions.people import ADMINISTRATOR, LastAdministrator, change_role, renewal
from quizapp.actions.tokens import RESET_LASTS
from quizapp.core.message import Message, mark
from quizapp.storage import people
from quizapp.storage.users import ROLES
from quizapp.web import identity, roles
from quizapp.web.database import db
from quizapp.web.people.link import show_link
from quizapp.web.people.show import person_page

LAST = mark("This is the last administrator. Give somebody else the role first.")


def role(person_id: str) -> tuple[str, int] | Response:
    """Give the person another role, unless nobody could do so afterwards."""
    wanted = request.form.get("role", "")
    if wanted not in ROLES:
        abort(400)
    identity.writer()
    by, session = roles.holder(ADMINISTRATOR), db.session()
    found = people.person(session, person_id) or abort(404)
    try:
        change_role(session, by.public_id, found.public_id, wanted, identity.now())
    except LastAdministrator:
        session.rollback()
        return person_page(person_id, Message(LAST)), 409
    session.commit()
    if found.public_id == by.public_id and wanted != ADMINISTRATOR:
        return redirect(url_for("account.show"), 303)  # These pages are closed to them from now on.
    return redirect(url_for("people.person", person_id=person_id), 303)


def link(person_id: str) -> str:
    """Make a link for a new password and show it."""
    identity.writer()
    by, session = roles.holder(ADMINISTRATOR), db.session()
    found = people.person(session, person_id) or abort(404)
    secret = renewal(session, by.public_id, found.public_id, identity.now())
    session.commit()
    return show_link(found.shown_name, secret, RESET_LASTS)

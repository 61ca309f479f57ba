"""The e-mail address, by which a link for a new password finds its user: another one, or none."""

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from quizapp.actions.accounts import Taken, email_problem, set_email
from quizapp.core.message import Message, mark
from quizapp.storage import users
from quizapp.storage.users import Account
from quizapp.web import identity
from quizapp.web.account import present
from quizapp.web.database import db

TAKEN = mark("Somebody else has this e-mail address.")


def show() -> str:
    """The form with the present address."""
    return _page(_own().email or "", {})


def change() -> Response | tuple[str, int]:
    """Put another address, or none, in its place."""
    account, email = _own(), request.form.get("email", "").strip()
    if found := email_problem(email):
        return _page(email, {"email": found}), 422
    if refusal := present.refused(account) or present.begin_write(account):
        problems, status = refusal
        return _page(email, problems), status
    try:
        set_email(db.session(), account.public_id, email)
    except Taken:
        db.session.rollback()
        return _page(email, {"email": Message(TAKEN)}), 409
    db.session.commit()
    return redirect(url_for("account.show"), 303)


def _own() -> Account:
    return users.by_learner(db.session(), identity.somebody().id) or abort(404)


def _page(email: str, problems: dict[str, Message]) -> str:
    return render_template("account/email.html", email=email, problems=problems)

"""The owner link: whoever opens it first becomes the administrator, with all they have answered so far."""

from flask import abort, redirect, render_template, url_for
from werkzeug.wrappers import Response

from quizapp.actions import owner
from quizapp.actions.accounts import SomebodysAlready, Taken
from quizapp.core.message import Message, mark
from quizapp.storage.users import Account
from quizapp.web import identity, roles
from quizapp.web.account import newcomer
from quizapp.web.database import db

TAKEN = mark("Somebody else has this name. Take another one, or log in if it is yours and open the link again.")

Page = str | tuple[str, int] | Response


def show(secret: str) -> str:
    """A form for a new account, or one button for whoever has one; 404 once there is an administrator."""
    _open(secret)
    return _page("", {})


def post(secret: str) -> Page:
    """Become the administrator. The link is used up."""
    _open(secret)
    account = roles.account()
    return _promote(secret, account) if account else _sign_up(secret)


def _promote(secret: str, account: Account) -> Response:
    identity.writer()
    _claim(secret, account.public_id)
    db.session.commit()
    return redirect(url_for("people.show"), 303)


def _sign_up(secret: str) -> Page:
    typed = newcomer.from_form()
    if problems := typed.problems:
        return _page(typed.name, problems), 422
    try:
        public_id, learner_id = newcomer.begin(typed)
    except Taken:
        return _page(typed.name, {"name": Message(TAKEN)}), 409
    except SomebodysAlready:  # They signed up in another tab meanwhile: now one button will do.
        return redirect(url_for("people.owner", secret=secret), 303)
    _claim(secret, public_id)
    return newcomer.finish(public_id, learner_id)


def _open(secret: str) -> None:
    if not owner.is_open(db.session(), secret, identity.now()):
        abort(404)


def _claim(secret: str, public_id: str) -> None:
    if not owner.claim(db.session(), secret, public_id, identity.now()):
        db.session.rollback()
        abort(404)


def _page(name: str, problems: dict[str, Message]) -> str:
    return render_template("people/owner.html", account=roles.account(), name=name, problems=problems)

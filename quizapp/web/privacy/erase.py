"""Delete me: the page asks, a tick and the password answer."""

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from quizapp.actions.erase import erase
from quizapp.actions.passwords import matches
from quizapp.actions.people import LastAdministrator
from quizapp.core.message import Message, mark
from quizapp.storage import users
from quizapp.storage.database import write
from quizapp.storage.users import Account
from quizapp.web import identity
from quizapp.web.account import browser, budget, present
from quizapp.web.aside import aside
from quizapp.web.database import db

UNSURE = mark("Tick the box if you are sure. Nothing was deleted.")
WRONG = mark("That is not your password. Nothing was deleted.")
OFTEN = mark("Too many attempts. Try again in a minute. Nothing was deleted.")


def show() -> str:
    """What goes, and the question."""
    return _page(_account(identity.somebody().id), {})


def post() -> Response | tuple[str, int]:
    """Erase the learner and take the cookie back, if the box is ticked and, of an account, the password is right.

    Whoever is unknown was just deleted, by the first of two clicks, or has nothing to delete.
    """
    known = identity.who()
    if known is None:
        return _gone()
    account = _account(known.id)
    if not request.form.get("sure"):
        return _page(account, {"sure": Message(UNSURE)}), 422
    if account:
        if not budget.covers(budget.of("password of", account.public_id, present.PER_ACCOUNT)):
            return _page(account, {"password": Message(OFTEN)}), 429
        if not aside(matches, account.password_hash, request.form.get("password", "")[:1000]):
            return _page(account, {"password": Message(WRONG)}), 422
    return _erase(known.id, account)


def _erase(learner_id: int, account: Account | None) -> Response | tuple[str, int]:
    session = db.session()
    write(session, [learner_id])
    current = _account(learner_id)
    if current and current.password_hash != (account.password_hash if account else None):
        session.rollback()  # Changed since it was checked, or the guest signed up meanwhile.
        return _page(current, {"password": Message(WRONG)}), 422
    try:
        erase(session, learner_id, identity.now())
    except LastAdministrator:
        session.rollback()
        return _page(account, {}), 409
    session.commit()
    return _gone()


def done() -> str:
    """A plain word that it is done."""
    return render_template("privacy/deleted.html")


def _gone() -> Response:
    response = redirect(url_for("privacy.deleted"), 303)
    browser.forget(response)
    return response


def _account(learner_id: int) -> Account | None:
    return users.by_learner(db.session(), learner_id)


def _page(account: Account | None, problems: dict[str, Message]) -> str:
    is_last = account is not None and users.only_administrator(db.session(), account.public_id)
    return render_template("privacy/delete.html", has_password=account is not None, is_last=is_last, problems=problems)

"""Signing up: the guest of this browser becomes a user, with all they have answered."""

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from quizapp.actions.accounts import SomebodysAlready, Taken
from quizapp.core.message import Message, mark
from quizapp.storage import users
from quizapp.web import identity
from quizapp.web.account import budget, newcomer
from quizapp.web.database import db

TAKEN = mark("Somebody else has this name or e-mail address. Take another one, or log in if it is yours.")
OFTEN = mark("Too many people sign up from here at once. Try again in a minute.")
PER_ADDRESS = 60
"""Accounts a minute; two classes that share an address fit in."""

Page = str | tuple[str, int] | tuple[str, int, dict[str, str]] | Response


def show() -> str | Response:
    """The form."""
    return redirect(url_for("account.show"), 303) if _signed_in() else _page("", "", {})


def post() -> Page:
    """Create the account."""
    if _signed_in():
        return redirect(url_for("account.show"), 303)
    typed = newcomer.from_form()
    if problems := typed.problems:
        return _page(typed.name, typed.email, problems), 422
    if not budget.covers(budget.from_here("sign-up from", PER_ADDRESS)):
        headers = {"Retry-After": str(budget.wait())}
        return _page(typed.name, typed.email, {"name": Message(OFTEN)}), 429, headers
    try:
        public_id, learner_id = newcomer.begin(typed)
    except Taken:
        return _page(typed.name, typed.email, {"name": Message(TAKEN)}), 409
    except SomebodysAlready:  # A double click: the first one made the account.
        return redirect(url_for("account.show"), 303)
    return newcomer.finish(public_id, learner_id)


def _signed_in() -> bool:
    who = identity.who()
    return who is not None and users.by_learner(db.session(), who.id) is not None


def _page(name: str, email: str, problems: dict[str, Message]) -> str:
    return render_template("account/sign_up.html", name=name, email=email, problems=problems)

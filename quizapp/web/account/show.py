"""The account page; for guests and strangers, what an account adds."""

from flask import render_template

from quizapp.storage import users
from quizapp.web import identity
from quizapp.web.database import db


def show() -> str:
    """Who is logged in, and what they can do about it."""
    who, session = identity.who(), db.session()
    account = users.by_learner(session, who.id) if who else None
    browsers = users.browsers(session, who.id, identity.now()) if who else 0
    return render_template("account/show.html", account=account, browsers=browsers)

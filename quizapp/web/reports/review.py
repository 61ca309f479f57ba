"""The facts that are to be looked at again by a date of their own."""

from flask import render_template

from quizapp.storage.review_by import AHEAD, MOST, due_for_review, review_by
from quizapp.web import identity, roles
from quizapp.web.database import db


def show() -> str:
    """What is past its date or will be within a month, the soonest first."""
    user, today = roles.holder("editor"), identity.now().date()
    total = due_for_review(db.session(), user, today)
    found = review_by(db.session(), user, today)
    return render_template("reports/review_by.html", found=found, total=total, most=MOST, days=AHEAD.days)

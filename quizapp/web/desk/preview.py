"""The questions that follow from a fact, each exactly as a learner sees it, and what is told after the answer."""

from flask import abort, render_template

from quizapp.core.fact_check import check_fact
from quizapp.storage import desk, workspace
from quizapp.web.database import db
from quizapp.web.desk.access import edited
from quizapp.web.questions_desk.previews import previews


def show(slug: str, fact_slug: str) -> str:
    """All questions of a fact as it is worked on."""
    _, row = edited(slug)
    session = db.session()
    work = next(iter(desk.facts(session, row.id, fact_slug)), None) or abort(404)
    latest = work.latest or abort(404)
    bank = workspace.bank(session, row.id, "everything")
    found = check_fact(bank, latest.fact, bank.dropped).questions
    return render_template("desk/preview.html", row=row, bank=bank, fact=latest.fact, previews=previews(bank, found))

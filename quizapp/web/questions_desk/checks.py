"""What the linter says of a question by hand as it is typed."""

from flask import abort, render_template, request

from quizapp.core.fact_check import check_question
from quizapp.core.kinds import KINDS
from quizapp.formats.question_form import read_question
from quizapp.storage import workspace
from quizapp.web.database import db
from quizapp.web.desk.access import edited


def show(slug: str) -> str:
    """A part of the page: what is wrong with the fields as they are. Nothing is saved."""
    _, row = edited(slug)
    kind = request.form.get("kind", "")
    if kind not in KINDS:
        abort(400)
    bank = workspace.beside(db.session(), row.id, "")
    question, problems = read_question(kind, request.form, bank.fact, bank.sentence)
    checked = check_question(bank, question) if question else None
    return render_template("questions_desk/_checks.html", checked=checked, problems=problems)

"""Review of a question by hand by a second person, line by line, with remarks."""

from flask import abort, render_template

from quizapp.core.kinds import KINDS
from quizapp.formats.question_form import fields_of
from quizapp.storage import desk, workspace
from quizapp.web import identity
from quizapp.web.database import db
from quizapp.web.desk.access import edited
from quizapp.web.desk.remarks import lines
from quizapp.web.questions_desk.sheet import steps
from quizapp.web.questions_desk.words import label


def show(slug: str, question_slug: str) -> str:
    """What the draft changes; the steps are those of the question's own page."""
    _, row = edited(slug)
    session = db.session()
    work = next(iter(desk.questions(session, row.id, question_slug)), None) or abort(404)
    draft, live = work.draft, work.live
    shown = work.latest or abort(404)
    bank = workspace.bank(session, row.id, "everything")
    before = fields_of(live.question, bank.fact) if live else {}
    return render_template(
        "questions_desk/review.html",
        row=row,
        bank=bank,
        kind=KINDS[shown.question.kind],
        work=work,
        lines=lines(row, question_slug, before, fields_of(shown.question, bank.fact), label),
        own=draft is not None and draft.author_id == identity.user_id(),
        steps=steps(work),
    )

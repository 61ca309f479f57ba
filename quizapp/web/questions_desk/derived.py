"""One derived question: drop it, take it back, or make a question by hand of it."""

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from quizapp.actions.desk.record import Signature
from quizapp.actions.desk.text import save_lists
from quizapp.actions.load_bank.items import fact_of
from quizapp.core.bank import Bank as CoreBank
from quizapp.core.derive import derive_one, others_of
from quizapp.core.question import Question
from quizapp.storage import workspace
from quizapp.storage.models import Bank
from quizapp.web.database import db
from quizapp.web.desk.access import edited, editing
from quizapp.web.questions_desk.listing import STATES, Ground
from quizapp.web.questions_desk.previews import previews


def show(slug: str, question_slug: str) -> str:
    """The question as learners see it, and what can be done with it."""
    _, row = edited(slug)
    ground = Ground.of(row)
    question = derived(ground.bank, question_slug) or abort(404)
    return render_template(
        "questions_desk/derived.html",
        row=row,
        bank=ground.bank,
        question=question,
        fact=ground.bank.fact[fact_of(question_slug)],
        state=ground.state(question),
        states=STATES,
        previews=previews(ground.bank, [question]),
    )


def drop(slug: str, question_slug: str) -> Response:
    """Drop it, or take it back."""
    do = request.form.get("do", "")
    if do not in ("drop", "back"):
        abort(400)
    sign, row = editing(slug, request.form.get("why", ""))
    derived(workspace.bank(db.session(), row.id, "everything"), question_slug) or abort(404)
    want(sign, row, question_slug, do == "back")
    db.session().commit()
    return redirect(url_for("questions_desk.question", slug=slug, question_slug=question_slug), 303)


def want(sign: Signature, row: Bank, question_slug: str, wanted: bool) -> None:
    """Have a derived question in the bank, or not. The caller called `write`, and commits."""
    session = db.session()
    dropped = list(workspace.data(session, row.id).get("dropped", ()))
    rest = [id for id in dropped if id != question_slug]
    after = rest if wanted else [*rest, question_slug]
    if after != dropped:
        save_lists(session, sign, row.id, {"dropped": after}, workspace.version(session, row.id))


def derived(bank: CoreBank, question_slug: str) -> Question | None:
    """The question of this id that follows from its fact."""
    fact = bank.fact.get(fact_of(question_slug))
    if fact is None:
        return None
    questions = derive_one(fact, others_of(bank.facts)[fact.id])
    return next((question for question in questions if question.id == question_slug), None)

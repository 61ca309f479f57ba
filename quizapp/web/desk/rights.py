"""Whose text the article is, and what may be done with it: said when the bank is opened, and changed later."""

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from quizapp.actions.desk.rights import save_rights
from quizapp.storage import articles, workspace
from quizapp.storage.models import Bank
from quizapp.web.database import db
from quizapp.web.desk.access import edited, editing, ticked
from quizapp.web.desk.new import LONGEST, NO_RIGHTS
from quizapp.web.language import gettext

Page = str | tuple[str, int] | Response


def show(slug: str) -> str:
    """What is said now. A bank that came as files has no article."""
    _, row = edited(slug)
    return _page(row)


def post(slug: str) -> Page:
    """Say something else."""
    sign, row = editing(slug, request.form.get("why", ""))
    articles.latest(db.session(), row.id) or abort(404)
    rights = " ".join(request.form.get("rights", "").split())[:LONGEST]
    if not rights:
        db.session().rollback()
        return _page(edited(slug)[1], gettext(NO_RIGHTS)), 422
    save_rights(db.session(), sign, row.id, rights, ticked(request.form, "quotable"))
    db.session().commit()
    return redirect(url_for("desk.text", slug=slug), 303)


def _page(row: Bank, problem: str = "") -> str:
    session = db.session()
    article = articles.latest(session, row.id) or abort(404)
    bank = workspace.brief(row.slug, workspace.data(session, row.id))
    sent = request.form
    rights, quotable = sent.get("rights", article.rights), ticked(sent, "quotable") if sent else article.quotable
    return render_template("desk/rights.html", row=row, bank=bank, rights=rights, quotable=quotable, problem=problem)

"""Delete a bank that was never published: its owner is asked first."""

from flask import abort, redirect, render_template, url_for
from werkzeug.wrappers import Response

from quizapp.actions.desk.delete_bank import delete_bank
from quizapp.storage import desk, workspace
from quizapp.storage.models import Bank
from quizapp.web.database import db
from quizapp.web.desk.access import edited, editing


def deletable(row: Bank, user_id: int) -> bool:
    """Whether a user may delete a bank: it is theirs, and no edition of it was published."""
    return row.owner_id == user_id and not row.edition


def show(slug: str) -> str:
    """What would go."""
    account, row = edited(slug)
    if not deletable(row, account.user_id):
        abort(404)
    session = db.session()
    works = [*desk.facts(session, row.id), *desk.questions(session, row.id)]
    bank = workspace.brief(slug, workspace.data(session, row.id))
    return render_template("desk/delete.html", row=row, bank=bank, drafts=len(works))


def post(slug: str) -> Response:
    """Delete it."""
    sign, row = editing(slug)
    if sign.user_id is None or not deletable(row, sign.user_id):
        abort(404)
    delete_bank(db.session(), row.id)
    db.session().commit()
    return redirect(url_for("desk.front"), 303)

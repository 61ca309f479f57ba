"""What was corrected of the facts a reader has learned: on a page of its own, and as news until they have seen it."""

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from quizapp.actions.correct import see
from quizapp.storage import corrections, notices
from quizapp.storage.corrections import Told
from quizapp.web import identity
from quizapp.web.database import db


def show() -> str:
    """Every correction of what they knew, the latest first."""
    found = corrections.mine(db.session(), identity.somebody().id)
    return render_template("corrections/mine.html", found=found, fresh=any(each.seen_at is None for each in found))


def news() -> list[Told]:
    """The reader's corrections that they have not seen."""
    who, session = identity.who(), db.session()
    if who is None or not notices.unseen_facts(session, who.id):
        return []
    return [each for each in corrections.mine(session, who.id) if each.seen_at is None]


def seen() -> Response:
    """Say that all were seen. Their cards come all the same, each in its turn."""
    who, session = identity.writer(), db.session()
    see(session, who.id, None, identity.now())
    session.commit()
    return redirect(url_for("study.home"), 303)

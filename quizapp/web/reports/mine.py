"""What came of one's reports: on a page of its own, and as news on the first page until it was seen."""

from datetime import UTC, datetime

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from quizapp.actions.report import SEEN, see_answers
from quizapp.storage import reports
from quizapp.storage.reports import OwnReport
from quizapp.web import identity
from quizapp.web.database import db
from quizapp.web.reports.words import ENDS, TITLES

EVER = datetime(1970, 1, 1, tzinfo=UTC)


def show() -> str:
    """All reports of the reader's, the newest first, with the answers."""
    who = identity.somebody()
    found = reports.mine(db.session(), who.id)
    return render_template("reports/mine.html", found=found, titles=TITLES, ends=ENDS, fresh=bool(news()))


def news() -> list[OwnReport]:
    """The reader's reports that were answered, and they have not said that they saw it."""
    who = identity.who()
    if who is None:
        return []
    seen_at = who.settings.get(SEEN)
    return reports.answered(db.session(), who.id, datetime.fromisoformat(seen_at) if seen_at else EVER)


def seen() -> Response:
    """Say that the news was seen."""
    who, session = identity.writer(), db.session()
    see_answers(session, who, identity.now())
    session.commit()
    return redirect(url_for("study.home"), 303)

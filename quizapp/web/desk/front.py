"""The desk's first page: the banks somebody works on, and what waits for them."""

from collections.abc import Iterator

from flask import current_app, render_template, url_for

from quizapp.core.message import mark
from quizapp.storage import corrections, desk_front, report_queue
from quizapp.storage.review_by import due_for_review
from quizapp.web import identity, roles
from quizapp.web.database import db
from quizapp.web.language import gettext

OTHERS = {
    "reports.queue": mark("Reports of readers"),
    "reports.review_by": mark("Facts to look at by a date"),
    "corrections.unread": mark("Corrections to read"),
    "onboarding.programmes": mark("Programmes for newcomers"),
}


def show() -> str:
    """Everything that waits."""
    account = roles.holder("editor")
    session = db.session()
    banks = desk_front.banks(session, account)
    waiting = {"reports.queue": report_queue.count(session, account)}
    waiting["corrections.unread"] = corrections.to_read(session, account)
    soon = {"reports.review_by": due_for_review(session, account, identity.now().date())}
    return render_template(
        "desk/front.html", banks=banks, others=list(_others(waiting | soon)), waiting=sum(waiting.values())
    )


def _others(counts: dict[str, int]) -> Iterator[tuple[str, str, str]]:
    """Other pages of the desk: name, address, and how much waits there."""
    for endpoint, title in OTHERS.items():
        if endpoint in current_app.view_functions:
            yield gettext(title), url_for(endpoint), str(counts.get(endpoint) or "")

"""Remarks on the lines of a fact or question under review, by editors for each other."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from flask import abort, redirect, request, url_for
from werkzeug.wrappers import Response

from quizapp.actions.desk import review as reviewing
from quizapp.storage import comments, desk
from quizapp.storage.comments import Remark
from quizapp.storage.models import Bank
from quizapp.web.database import db
from quizapp.web.desk.access import editing

LONGEST = 2000
Fields = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Line:
    """A line under review: its name (empty for the whole), what it says `now`, and what it said where that differs."""

    name: str
    label: str
    now: str
    was: str
    changed: bool
    remarks: Sequence[Remark]


def lines(row: Bank, subject: str, live: Fields, shown: Fields, label: Callable[[str], str]) -> list[Line]:
    """The lines of a fact or question with their remarks: those that say something, then those that did.

    `live` is what learners have, empty where it is new: nothing has changed then. A remark stays in sight after its
    line has gone.
    """
    said = comments.of(db.session(), row.id, subject)
    names = [name for name in dict.fromkeys((*shown, *live)) if shown.get(name)]
    gone = [name for name in (*live, *said) if name not in names and (live.get(name) or name in said)]
    return [_line(name, live, shown, label, said) for name in dict.fromkeys((*names, *gone))]


def _line(
    name: str, live: Fields, shown: Fields, label: Callable[[str], str], said: Mapping[str, Sequence[Remark]]
) -> Line:
    was, now = live.get(name, ""), shown.get(name, "")
    remarks = said.get(name, ())
    changed = bool(live) and was != now
    return Line(name, label(name) if name else "", now, was if changed else "", changed, remarks)


def on_fact(slug: str, fact_slug: str) -> Response:
    """Remark on a line of a fact."""
    return _remark(slug, fact_slug)


def on_question(slug: str, question_slug: str) -> Response:
    """Remark on a line of a question by hand."""
    return _remark(slug, question_slug)


def _remark(slug: str, subject: str) -> Response:
    sign, row = editing(slug)
    text, line = request.form.get("text", "").strip()[:LONGEST], request.form.get("line", "")[:40]
    place = _place(row, subject)
    if text:
        reviewing.comment(db.session(), sign, row.id, subject, line, text)
        db.session().commit()
    return redirect(place, 303)


def settle(slug: str, comment_id: int) -> Response:
    """Note that a remark was dealt with."""
    sign, row = editing(slug)
    found = comments.comment(db.session(), row.id, comment_id) or abort(404)
    place = _place(row, found.subject)
    reviewing.settle_comment(db.session(), sign, row.id, comment_id)
    db.session().commit()
    return redirect(place, 303)


def _place(row: Bank, subject: str) -> str:
    """The review of whatever has this id: a bank names facts and questions apart."""
    if desk.facts(db.session(), row.id, subject):
        return url_for("desk.review", slug=row.slug, fact_slug=subject)
    desk.questions(db.session(), row.id, subject) or abort(404)
    return url_for("questions_desk.review", slug=row.slug, question_slug=subject)

"""What the bank's files say since it was edited here: field by field beside what stands, to be taken over or left."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from quizapp.actions.desk import upstream
from quizapp.actions.desk.record import Signature
from quizapp.actions.desk.review import FACT, QUESTION, Draft, Moved
from quizapp.actions.desk.save import Unknown
from quizapp.actions.desk.text import Outdated
from quizapp.actions.desk.upstream import ABOUT, PARTS, SENTENCES
from quizapp.core.difference import Difference, differences
from quizapp.core.fact_data import fact_to_data
from quizapp.core.message import mark
from quizapp.storage import desk, workspace
from quizapp.storage.desk import Wording, Work
from quizapp.storage.models import Bank
from quizapp.web.database import db
from quizapp.web.desk.access import edited, editing
from quizapp.web.language import gettext

MOVED = mark("This changed since you opened the page. Look at it again.")
UNKNOWN = mark("It tests a fact that this bank does not have: %(fact)s. Take that fact over first.")
MOST = 100
"""Facts and questions on the page; others come up when these are decided."""
Page = str | tuple[str, int] | Response


@dataclass(frozen=True, slots=True)
class Waiting:
    """A fact or question that the files say otherwise."""

    what: str
    slug: str
    number: int
    title: str
    changes: Sequence[Difference]


def show(slug: str) -> str:
    """All that waits."""
    return _page(edited(slug)[1])


def post(slug: str) -> Page:
    """Take one thing over, or leave it."""
    take, what = request.form.get("do", ""), request.form.get("what", "")
    if take not in ("take", "leave") or what not in (FACT, QUESTION, *PARTS):
        abort(400)
    sign, row = editing(slug, request.form.get("why", ""))
    problem = _decide(sign, row, what, take == "take")
    if problem:
        db.session().rollback()
        return _page(edited(slug)[1], problem), 409
    db.session().commit()
    return redirect(url_for("questions_desk.upstream", slug=slug), 303)


def _decide(sign: Signature, row: Bank, what: str, take: bool) -> str:
    """Do it; returns what stood in the way."""
    try:
        if what in PARTS:
            _decide_part(sign, row, what, take)
        else:
            (upstream.take_over if take else upstream.leave)(db.session(), sign, row.id, _seen(what))
    except (Moved, Outdated):
        return str(gettext(MOVED))
    except Unknown as unknown:
        return str(gettext(UNKNOWN, fact=str(unknown)))
    return ""


def _decide_part(sign: Signature, row: Bank, part: str, take: bool) -> None:
    session, version = db.session(), request.form.get("version", "")
    if not take:
        upstream.leave_part(session, sign, row.id, part)
        return
    if not version.isdecimal() or len(version) > 9:
        abort(400)
    known = upstream.about_names(session, row.id)
    names = [name for name in request.form.getlist("name") if name in known]
    upstream.take_part_over(session, sign, row.id, part, names, int(version))


def _seen(what: str) -> Draft:
    slug, number = request.form.get("slug", ""), request.form.get("number", "")
    if not number.isdecimal() or len(number) > 9:
        abort(400)
    return Draft(what, slug, int(number))


def _page(row: Bank, problem: str = "") -> str:
    session = db.session()
    ours, parts = workspace.data(session, row.id), upstream.waiting_parts(session, row.id)
    works = [(FACT, desk.facts(session, row.id)), (QUESTION, desk.questions(session, row.id))]
    waiting = [_waiting(what, work) for what, each in works for work in each if work.upstream]
    about = {
        name: differences({name: upstream.told(ours, name)}, {name: upstream.told(parts[ABOUT], name)})
        for name in upstream.about_names(session, row.id)
    }
    return render_template(
        "questions_desk/upstream.html",
        row=row,
        bank=workspace.brief(row.slug, ours),
        waiting=waiting[:MOST],
        total=len(waiting),
        about=about if ABOUT in parts else None,
        sentences=differences({SENTENCES: ours[SENTENCES]}, {SENTENCES: parts[SENTENCES]})
        if SENTENCES in parts
        else None,
        version=workspace.version(session, row.id),
        problem=problem,
    )


def _waiting(what: str, work: Work) -> Waiting:
    upstream = work.upstream
    if upstream is None:
        raise ValueError("nothing waits")
    title = upstream.fact.statement if what == FACT else upstream.question.stem
    changes = differences(_data(work.latest), _data(upstream))
    return Waiting(what, work.slug, upstream.number, title, changes)


def _data(wording: Wording | None) -> dict[str, Any]:
    if wording is None:
        return {}
    thing = wording.thing
    return fact_to_data(thing) if hasattr(thing, "statement") else {"facts": list(thing.facts), **thing.data()}

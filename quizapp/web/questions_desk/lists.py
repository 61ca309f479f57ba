"""What a bank says of itself, and its lists: topics, parties, sources, terms, waivers."""

from collections.abc import Mapping
from typing import Any

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from quizapp.actions.desk.text import Outdated, save_lists
from quizapp.formats.form_rows import Fields, Problems, columns, shown
from quizapp.formats.lists_form import LISTS, fields_of, missing, read_lists
from quizapp.storage import desk, workspace
from quizapp.storage.models import Bank
from quizapp.web.database import db
from quizapp.web.desk.access import edited, editing
from quizapp.web.questions_desk.terms import listed

SPARE, MORE = 1, 4
"""Empty rows at the end of each list, and how many there are more when asked for."""
Page = str | tuple[str, int] | Response


def show(slug: str) -> str:
    """The lists as they are worked on."""
    _, row = edited(slug)
    return _page(row, fields_of(workspace.data(db.session(), row.id)), {})


def post(slug: str) -> Page:
    """Save them."""
    fields = request.form.to_dict()
    if fields.get("do") == "more":
        return _page(edited(slug)[1], fields, {}, spare=SPARE + MORE)
    sign, row = editing(slug, fields.get("why_saved", ""))
    session = db.session()
    changes, problems = read_lists(fields)
    problems = problems or missing(workspace.data(session, row.id), changes, _used(row))
    if problems:
        session.rollback()
        return _page(edited(slug)[1], fields, problems), 422
    try:
        save_lists(session, sign, row.id, changes, _version(fields))
    except Outdated as outdated:
        session.rollback()
        return _page(edited(slug)[1], fields, {}, theirs=outdated.theirs), 409
    session.commit()
    return redirect(url_for("questions_desk.about", slug=slug, saved=1), 303)


def _version(fields: Fields) -> int:
    """The version that was opened; none where it does not say."""
    said = fields.get("version", "")
    return int(said) if said.isdecimal() and len(said) < 10 else -1


def _used(row: Bank) -> dict[str, set[str]]:
    """The ids that facts name, live ones and drafts, by list."""
    works = desk.facts(db.session(), row.id)
    facts = [each.fact for work in works for each in (work.live, work.draft) if each]
    return {
        "topics": {fact.topic for fact in facts},
        "parties": {party for fact in facts for party in (fact.party, *fact.critical_of)},
        "sources": {fact.source for fact in facts if fact.source},
    }


def _page(
    row: Bank, fields: Fields, problems: Problems, spare: int = SPARE, theirs: Mapping[str, Any] | None = None
) -> str:
    session = db.session()
    stands = fields_of(theirs) if theirs else {}
    version = fields.get("version", "")
    return render_template(
        "questions_desk/about.html",
        row=row,
        bank=workspace.brief(row.slug, workspace.data(session, row.id)),
        fields=fields,
        problems=problems,
        columns={name: columns(form) for name, form in LISTS.items()},
        places={name: shown(name, form, fields, spare) for name, form in LISTS.items()},
        merge=[(name, was, fields.get(name, "")) for name, was in stands.items() if was != fields.get(name, "")],
        version=version if version and not theirs else workspace.version(session, row.id),
        terms=listed(row),
        saved="saved" in request.args,
    )

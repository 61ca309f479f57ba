"""The page of one fact at the desk: its fields, checked as they are typed, beside the text that proves it."""

from collections.abc import Mapping
from typing import Any

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from quizapp.actions.desk.propose import decide
from quizapp.actions.desk.save import Conflict, Taken, save_fact
from quizapp.core.fact import Fact
from quizapp.core.fact_check import Checked, check_fact
from quizapp.core.message import mark
from quizapp.formats.fact_form import Problems, fields_of, read_fact
from quizapp.storage import comments, desk, proposals, workspace
from quizapp.storage.desk import Work
from quizapp.storage.models import Bank, Proposal
from quizapp.web import identity
from quizapp.web.database import db
from quizapp.web.desk import terms
from quizapp.web.desk.access import edited, editing
from quizapp.web.desk.bank import ground
from quizapp.web.desk.begun import proposed, selected, termed
from quizapp.web.desk.picked import Picked, picked
from quizapp.web.language import gettext

TAKEN = mark("This id is used by another fact. Take another.")
MEANWHILE = mark("%(name)s saved this fact since you opened it. What differs is listed; saving now keeps yours on top.")
Page = str | tuple[str, int] | Response
Fields = Mapping[str, str]


def new(slug: str) -> str:
    """A fact begun: from a proposal, a contested term, words that were selected, or nothing."""
    _, row = edited(slug)
    proposal = _proposal(row)
    brief = workspace.brief(slug, workspace.data(db.session(), row.id))
    if not proposal and (term := terms.asked(brief)):
        return _page(row, None, termed(row, term, identity.now().date()), {}, note=gettext(terms.NOTE))
    chosen = None if proposal else picked(brief)
    fields = proposed(row, proposal) if proposal else selected(row, chosen)
    return _page(row, None, fields, {}, proposal, chosen=chosen)


def add(slug: str) -> Page:
    """Save a new fact."""
    return _save(slug, None)


def show(slug: str, fact_slug: str) -> str:
    """A fact as it is worked on."""
    _, row = edited(slug)
    work = _work(row, fact_slug)
    latest = work.latest or work.upstream or abort(404)
    return _page(row, work, fields_of(latest.fact), {})


def post(slug: str, fact_slug: str) -> Page:
    """Save a fact."""
    return _save(slug, fact_slug)


def check(slug: str) -> str:
    """What the linter says of the fields as they are, and the questions that would follow: a part of the page."""
    _, row = edited(slug)
    fields = request.form.to_dict()
    bank = workspace.beside(db.session(), row.id, fields.get("id", "").strip())
    fact, problems = read_fact(fields, bank.brief.as_of)
    checked = check_fact(bank, fact, bank.dropped) if fact else None
    return render_template("desk/_checks.html", row=row, checked=checked, problems=problems)


def _save(slug: str, fact_slug: str | None) -> Page:
    fields = request.form.to_dict()
    sign, row = editing(slug, fields.get("why", ""))
    session = db.session()
    if fact_slug:
        _work(row, fact_slug)
    brief = workspace.brief(slug, workspace.data(session, row.id)).brief
    fact, problems = read_fact({**fields, **({"id": fact_slug} if fact_slug else {})}, brief.as_of)
    proposal = _proposal(row)
    if fact is None:
        session.rollback()
        return _page(edited(slug)[1], _found(row, fact_slug), fields, problems, proposal), 422
    try:
        save_fact(session, sign, row.id, fact, _base(fields))
    except Taken:
        session.rollback()
        return _page(edited(slug)[1], None, fields, {"id": gettext(TAKEN)}, proposal), 422
    except Conflict as conflict:
        session.rollback()
        return _page(edited(slug)[1], conflict.theirs, fields, {}, mine=fact), 409
    if proposal:
        decide(session, sign, row.id, proposal.id, "taken")
    session.commit()
    return redirect(url_for("desk.fact", slug=slug, fact_slug=fact.id, saved=1), 303)


def _base(fields: Fields) -> int | None:
    said = fields.get("base", "")
    return int(said) if said.isdecimal() and len(said) < 12 else None


def _work(row: Bank, fact_slug: str) -> Work:
    return _found(row, fact_slug) or abort(404)


def _found(row: Bank, fact_slug: str | None) -> Work | None:
    return next(iter(desk.facts(db.session(), row.id, fact_slug)), None) if fact_slug else None


def _proposal(row: Bank) -> Proposal | None:
    said = request.values.get("proposal", "")
    return proposals.proposal(db.session(), row.id, int(said)) if said.isdecimal() and len(said) < 12 else None


def differences(before: Fact | None, after: Fact) -> list[tuple[str, str, str]]:
    """The fields in which two wordings differ: the name, before, after."""
    old, new = fields_of(before) if before else {}, fields_of(after)
    names = dict.fromkeys((*old, *new))
    return [(name, old.get(name, ""), new.get(name, "")) for name in names if old.get(name, "") != new.get(name, "")]


def _page(
    row: Bank,
    work: Work | None,
    fields: Fields,
    problems: Problems,
    proposal: Proposal | None = None,
    mine: Fact | None = None,
    chosen: Picked | None = None,
    note: str = "",
) -> str:
    session = db.session()
    works = desk.facts(session, row.id)
    bank = workspace.bank(session, row.id, "everything", works)
    fact, read = read_fact(fields, bank.brief.as_of)
    checked: Checked | None = check_fact(bank, fact, bank.dropped) if fact else None
    theirs = work.latest if work and mine else None
    shown: dict[str, Any] = {
        **ground(row, works),
        "open_fact": work.slug if work else "",
        "work": work,
        "fields": fields,
        "problems": problems,
        "told": problems or read,
        "chosen": chosen,
        "note": note,
        "checked": checked,
        "proposal": proposal,
        "theirs": theirs,
        "merge": differences(theirs.fact, mine) if theirs and mine else [],
        "meanwhile": gettext(MEANWHILE, name=theirs.author or gettext("Somebody")) if theirs else "",
        "base": work.latest.id if work and work.latest else "",
        "remarks": comments.waiting(session, row.id, work.slug) if work else 0,
        "saved": "saved" in request.args,
    }
    return render_template("desk/fact.html", **shown)

"""The page of one fact at the desk: its fields, checked as they are typed, beside the text that proves it."""

import re
from collections.abc import Mapping
from typing import Any

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from quizapp.actions.desk.save import Conflict, Taken, save_fact
from quizapp.core.fact import Fact
from quizapp.core.fact_check import Checked, check_fact
from quizapp.core.folding import fold
from quizapp.core.message import mark
from quizapp.formats.fact_form import Problems, fields_of, read_fact
from quizapp.storage import desk, proposals, workspace
from quizapp.storage.desk import Work
from quizapp.storage.models import Bank, Proposal
from quizapp.web.database import db
from quizapp.web.desk.access import edited, editing
from quizapp.web.desk.bank import ground
from quizapp.web.language import gettext

TAKEN = mark("This id is used by another fact. Take another.")
MEANWHILE = mark("%(name)s saved this fact since you opened it. What differs is listed; saving now keeps yours on top.")
_KINDS = {
    "number": "number",
    "date": "date",
    "person": "person",
    "place": "place",
    "quotation": "quotation",
    "attribution": "position",
    "absence": "event",
}
_GROUPS = {"number": "numbers", "date": "dates", "person": "people", "place": "places", "quotation": "quotations"}
Page = str | tuple[str, int] | Response
Fields = Mapping[str, str]


def new(slug: str) -> str:
    """A fact begun: from a proposal, from words that were selected, or from nothing."""
    _, row = edited(slug)
    proposal = _proposal(row)
    fields = _proposed(row, proposal) if proposal else _selected(row)
    return _page(row, None, fields, {}, proposal)


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
    bank = workspace.bank(db.session(), row.id, "everything")
    fact, problems = read_fact(fields, bank.brief.as_of)
    checked = check_fact(bank, fact, bank.dropped) if fact else None
    return render_template("desk/_checks.html", row=row, checked=checked, problems=problems, fact=fact)


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
        proposals.decide(session, row.id, proposal.id, "taken")
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


def _proposed(row: Bank, proposal: Proposal) -> dict[str, str]:
    """The fields that a proposal fills in."""
    data = proposal.data
    kind = _KINDS.get(proposal.kind, "position")
    value = {f"value_{name}": str(given) for name, given in data["value"].items() if given is not None}
    return {
        **_blank(row, proposal.exact),
        **value,
        "statement": data["statement"],
        "cloze": data["cloze"],
        "prompt": data["prompt"],
        "kind": kind,
        "group": _GROUPS.get(kind, f"{kind}s"),
        "speaker": data["speaker"] or "the article",
        "stance": data["stance"],
        "absence": "true" if proposal.kind == "absence" else "",
        "evidence": f"{proposal.sid}: {proposal.exact}",
    }


def _selected(row: Bank) -> dict[str, str]:
    """The fields that selected words fill in: those of the sentence where nothing was selected."""
    sid, words = request.args.get("sentence", ""), " ".join(request.args.get("words", "").split())
    brief = workspace.brief(row.slug, workspace.data(db.session(), row.id))
    sentence = brief.sentence.get(sid)
    if sentence is None:
        return _blank(row, "")
    words = words if words and words in sentence.text else ""
    cloze = sentence.text.replace(words, f"{{{words}}}", 1) if words else ""
    return {
        **_blank(row, words or sentence.text),
        "statement": sentence.text,
        "cloze": cloze,
        "value_text": words,
        "evidence": f"{sid}: {words or sentence.text}",
    }


def _blank(row: Bank, words: str) -> dict[str, str]:
    brief = workspace.brief(row.slug, workspace.data(db.session(), row.id))
    return {
        "id": _free_id(row, words),
        "speaker": "the article",
        "party": brief.parties[0].id if brief.parties else "",
        "topic": brief.topics[0].id if brief.topics else "",
        "kind": "event",
        "group": "events",
        "stance": "stated",
        "importance": "should-know",
    }


def _free_id(row: Bank, words: str) -> str:
    """An id from the first words, that no fact has."""
    stem = "-".join(re.findall(r"[a-z0-9]+", fold(words))[:5])[:60] or "fact"
    taken = {work.slug for work in desk.facts(db.session(), row.id)}
    return next(name for name in (stem, *(f"{stem}-{n}" for n in range(2, len(taken) + 3))) if name not in taken)


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
) -> str:
    session = db.session()
    works = desk.facts(session, row.id)
    bank = workspace.bank(session, row.id, "everything")
    fact, _ = read_fact(fields, bank.brief.as_of)
    checked: Checked | None = check_fact(bank, fact, bank.dropped) if fact else None
    theirs = work.latest if work and mine else None
    shown: dict[str, Any] = {
        **ground(row, works),
        "open_fact": work.slug if work else "",
        "work": work,
        "fields": fields,
        "problems": problems,
        "checked": checked,
        "fact": fact,
        "proposal": proposal,
        "theirs": theirs,
        "merge": differences(theirs.fact, mine) if theirs and mine else [],
        "meanwhile": gettext(MEANWHILE, name=theirs.author or gettext("Somebody")) if theirs else "",
        "base": work.latest.id if work and work.latest else "",
        "saved": "saved" in request.args,
    }
    return render_template("desk/fact.html", **shown)

"""Correcting a live fact: a form, a preview of all that it touches, and then one button."""

import subprocess
from dataclasses import dataclass
from typing import Any

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from quizapp.actions.correct import correct
from quizapp.actions.desk.record import Signature
from quizapp.actions.desk.save import Conflict
from quizapp.actions.foresee import Foreseen, foresee
from quizapp.actions.regrade_corrected import order
from quizapp.core.bank import Bank
from quizapp.core.digest import digest
from quizapp.core.message import Message, mark
from quizapp.core.plain import plain
from quizapp.storage import affected, desk, workspace
from quizapp.storage.affected import Touched
from quizapp.storage.database import write
from quizapp.storage.desk import Wording
from quizapp.web import identity
from quizapp.web.corrections.desk import difference
from quizapp.web.corrections.reading import Asked, filled, read
from quizapp.web.corrections.words import KINDS
from quizapp.web.database import db
from quizapp.web.desk.access import edited

MEANWHILE = mark("Something changed since you saw this. Look at it once more: nothing was corrected yet.")

Page = str | tuple[str, int] | Response


@dataclass(frozen=True, slots=True)
class Subject:
    """The bank as it is live, by internal id and slug too, and the live wording of the fact."""

    bank_id: int
    edition: int
    bank: Bank
    fact_id: int
    live: Wording


def show(slug: str, fact_slug: str) -> str:
    """The form, filled with the fact as it is."""
    subject = _subject(slug, fact_slug)
    return _form(subject, {"keeps_former": "true"}, filled(subject.live.fact, {}), {})


def post(slug: str, fact_slug: str) -> Page:
    """Show what it would touch, or do it where that was seen as it still is; the form again where it has faults."""
    subject, form = _subject(slug, fact_slug), request.form.to_dict()
    asked = read(form, subject.live.fact, subject.bank)
    fields = filled(subject.live.fact, form)
    if asked.change is None:
        return _form(subject, form, fields, asked.problems), 422
    if form.get("do") == "edit":
        return _form(subject, form, fields, {})
    foreseen = _foreseen(subject, asked)
    if foreseen.errors:
        return _form(subject, form, fields, {"": " ".join(each.message for each in foreseen.errors)}), 422
    touched = _touched(subject, foreseen)
    seen = _digest(subject, asked, foreseen, touched)
    if form.get("do") != "save":
        return _preview(subject, asked, foreseen, touched, seen)
    saved = _save(subject, asked, foreseen) if form.get("seen") == seen else None
    if saved is None:
        return _preview(_subject(slug, fact_slug), asked, foreseen, touched, seen, Message(MEANWHILE)), 409
    return redirect(url_for("corrections.one", correction_id=saved), 303)


def _subject(slug: str, fact_slug: str) -> Subject:
    """For whoever may edit the bank; 404 where there is no such live fact."""
    _, row = edited(slug)
    session = db.session()
    work = next(iter(desk.facts(session, row.id, fact_slug)), None)
    if work is None or work.live is None:
        abort(404)
    return Subject(row.id, row.edition, workspace.bank(session, row.id, "live"), work.id, work.live)


def _foreseen(subject: Subject, asked: Asked) -> Foreseen:
    try:
        return foresee(db.session(), subject.bank_id, asked.change or abort(400))
    except subprocess.SubprocessError:
        abort(503)


def _touched(subject: Subject, foreseen: Foreseen) -> Touched:
    live = subject.live
    ids = (subject.bank_id, subject.fact_id, live.fact.id, live.id)
    return affected.touched(db.session(), *ids, foreseen.stale, identity.now())


def _digest(subject: Subject, asked: Asked, foreseen: Foreseen, touched: Touched) -> str:
    """Of what was shown, but for counts that grow by the minute while people learn."""
    activities = [[each.kind, each.title] for each in touched.open]
    shown = [subject.live.id, subject.edition, plain(asked.change), foreseen.stale, activities, touched.certificates]
    return digest([*shown, asked.why, asked.regrades])


def _save(subject: Subject, asked: Asked, foreseen: Foreseen) -> str | None:
    """Correct it; the public id, or None where somebody was quicker."""
    session, slug = db.session(), subject.bank.slug
    write(session)
    account, row = edited(slug)  # Read again inside the transaction.
    sign = Signature(account, asked.why, identity.now())
    try:
        public_id = correct(session, sign, row.id, asked.change or abort(400), subject.live.id, foreseen.doubtful)
    except Conflict:
        session.rollback()
        return None
    if asked.regrades:
        order(session, sign, public_id)
    session.commit()
    return public_id


def _form(subject: Subject, form: dict[str, str], fields: dict[str, str], problems: dict[str, str]) -> str:
    return render_template(
        "corrections/correct.html",
        bank=subject.bank,
        fact=subject.live.fact,
        kinds=KINDS,
        form=form,
        fields={**fields, "aliases": ""} if "aliases" in problems else fields,
        problems=problems,
        base=subject.live.id,
    )


def _preview(
    subject: Subject,
    asked: Asked,
    foreseen: Foreseen,
    touched: Touched,
    seen: str,
    problem: Message | None = None,
) -> str:
    change = asked.change or abort(400)
    told: dict[str, Any] = {
        "bank": subject.bank,
        "fact": subject.live.fact,
        "asked": asked,
        "change": change,
        "kind": KINDS[change.kind][0],
        "lines": difference(subject.live.fact, change.fact) if change.fact else [],
        "foreseen": foreseen,
        "touched": touched,
        "seen": seen,
        "problem": problem,
    }
    sent = [(name, value) for name, value in request.form.items() if name not in ("csrf_token", "do", "seen")]
    return render_template("corrections/preview.html", sent=sent, **told)

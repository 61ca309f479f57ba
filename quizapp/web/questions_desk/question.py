"""One question by hand: begun, saved, and taken through its review."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from flask import abort, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from quizapp.actions.desk import replacing, review, reviewed
from quizapp.actions.desk.record import Signature
from quizapp.actions.desk.review import QUESTION, STEPS, Draft, Moved, OwnWork
from quizapp.actions.desk.save import Conflict, Taken, save_question
from quizapp.actions.desk.withdraw import NoReason, withdraw
from quizapp.actions.load_bank.items import is_derived
from quizapp.core.bank import Bank as CoreBank
from quizapp.core.kinds import KINDS
from quizapp.core.message import mark
from quizapp.core.question import Question
from quizapp.formats.form_rows import Fields, Problems
from quizapp.formats.question_form import fields_of, read_question
from quizapp.storage import desk, question_origins, workspace
from quizapp.storage.desk import Work
from quizapp.storage.models import Bank
from quizapp.web.database import db
from quizapp.web.desk.access import edited, editing
from quizapp.web.desk.review import MOVED, OWN, VOUCH
from quizapp.web.language import gettext
from quizapp.web.questions_desk import derived
from quizapp.web.questions_desk.sheet import MORE, SPARE, Sheet, page

Doing = Callable[[Session, Signature, int, Draft], None]
TAKEN = mark("This id is used already. Take another.")
OTHER_KIND = mark("A question of this id was of another kind once, and answers to it are kept. Take another id.")
NO_REASON = mark("Say why it is withdrawn: a second person reads it.")
PROBLEMS: Mapping[type[Exception], str] = {OwnWork: OWN, Moved: MOVED, NoReason: NO_REASON}
Page = str | tuple[str, int] | Response


def new(slug: str) -> str:
    """A question begun: of a kind, for a fact, or from a derived one."""
    _, row = edited(slug)
    bank = workspace.bank(db.session(), row.id, "everything")
    if own := request.args.get("from", ""):
        question = derived.derived(bank, own) or abort(404)
        return page(row, bank, Sheet(question.kind, _own_fields(row, bank, question), own=own))
    kind, fact = request.args.get("kind", ""), request.args.get("fact", "")
    if kind not in KINDS:
        kinds = {name: each.title for name, each in KINDS.items()}
        return render_template("questions_desk/kinds.html", row=row, bank=bank, kinds=kinds, fact=fact)
    return page(row, bank, Sheet(kind, {"facts": fact, "id": _free_id(row, f"{fact or 'question'}-{kind}")}))


def add(slug: str) -> Page:
    """Save a new one."""
    kind = request.form.get("kind", "")
    if kind not in KINDS:
        abort(400)
    return _save(slug, None, kind)


def show(slug: str, question_slug: str) -> str:
    """A question as it is worked on."""
    if is_derived(question_slug):
        return derived.show(slug, question_slug)
    _, row = edited(slug)
    return _standing(row, question_slug)


def post(slug: str, question_slug: str) -> Page:
    """Save it."""
    _, row = edited(slug)
    work = _work(row, question_slug)
    latest = work.latest or work.upstream or abort(404)
    return _save(slug, question_slug, latest.question.kind)


def step(slug: str, question_slug: str) -> Page:
    """Ask, accept, send back or drop; withdraw what is live, or vouch for it."""
    name, number = request.form.get("step", ""), request.form.get("number", "")
    if name not in DOINGS or not number.isdecimal() or len(number) > 9:
        abort(400)
    sign, row = editing(slug, request.form.get("why", ""))
    session = db.session()
    _work(row, question_slug)
    try:
        DOINGS[name](session, sign, row.id, Draft(QUESTION, question_slug, int(number)))
    except tuple(PROBLEMS) as error:
        session.rollback()
        return _standing(edited(slug)[1], question_slug, gettext(PROBLEMS[type(error)])), 409
    session.commit()
    if name == "drop" and not _found(row, question_slug):
        return redirect(url_for("questions_desk.questions", slug=slug), 303)
    return redirect(url_for("questions_desk.question", slug=slug, question_slug=question_slug), 303)


def _save(slug: str, question_slug: str | None, kind: str) -> Page:
    fields = {**request.form.to_dict(), **({"id": question_slug} if question_slug else {})}
    own = fields.get("from", "")
    if fields.get("do") == "more":
        return _again(slug, question_slug, Sheet(kind, fields, own=own, spare=SPARE + MORE))
    sign, row = editing(slug, fields.get("why_saved", ""))
    session = db.session()
    bank = workspace.bank(session, row.id, "everything")
    question, problems = read_question(kind, fields, bank.fact, bank.sentence)
    if question and not question_slug:
        problems = _new_id(row, bank, question)
    if question is None or problems:
        session.rollback()
        return _again(slug, question_slug, Sheet(kind, fields, own=own, problems=problems)), 422
    try:
        save_question(session, sign, row.id, question, _base(fields))
    except Taken:
        session.rollback()
        return _again(slug, None, Sheet(kind, fields, own=own, problems={"id": gettext(TAKEN)})), 422
    except Conflict as conflict:
        session.rollback()
        return _again(slug, question_slug, Sheet(kind, fields, theirs=conflict.theirs.latest)), 409
    if own and derived.derived(bank, own):
        replacing.promise(session, row.id, question.id, own)
    session.commit()
    return redirect(url_for("questions_desk.question", slug=slug, question_slug=question.id, saved=1), 303)


def _take(name: str) -> Doing:
    return lambda db, sign, bank_id, seen: review.step(db, sign, bank_id, seen, name)


def _drop(db: Session, sign: Signature, bank_id: int, seen: Draft) -> None:
    review.step(db, sign, bank_id, seen, "drop")
    replacing.forget(db, bank_id, seen.slug)


DOINGS: Mapping[str, Doing] = {
    **{name: _take(name) for name in STEPS},
    "drop": _drop,
    "withdraw": withdraw,
    VOUCH: reviewed.vouch,
}
"""What can be done with a question, by the name of the button."""


def _new_id(row: Bank, bank: CoreBank, question: Question) -> Problems:
    """Why a new question cannot have its id: facts, sentences and questions are named without telling which."""
    if question.id in bank.fact or question.id in bank.sentence:
        return {"id": gettext(TAKEN)}
    kind = question_origins.kind_of(db.session(), row.id, question.id)
    return {"id": gettext(OTHER_KIND)} if kind not in (None, question.kind) else {}


def _base(fields: Fields) -> int | None:
    said = fields.get("base", "")
    return int(said) if said.isdecimal() and len(said) < 12 else None


def _found(row: Bank, question_slug: str) -> Work | None:
    return next(iter(desk.questions(db.session(), row.id, question_slug)), None)


def _work(row: Bank, question_slug: str) -> Work:
    return _found(row, question_slug) or abort(404)


def _own_fields(row: Bank, bank: CoreBank, question: Question) -> dict[str, str]:
    return {**fields_of(question, bank.fact), "id": _free_id(row, f"{question.facts[0]}-{question.kind}-own")}


def _free_id(row: Bank, stem: str) -> str:
    """An id that no question has or had."""
    names = (stem, *(f"{stem}-{number}" for number in range(2, 1000)))
    return next(name for name in names if question_origins.kind_of(db.session(), row.id, name) is None)


def _standing(row: Bank, question_slug: str, problem: str = "") -> str:
    """The question as it stands; where only the files have it, as they do."""
    work = _work(row, question_slug)
    latest = work.latest or work.upstream or abort(404)
    bank = workspace.bank(db.session(), row.id, "everything")
    fields = fields_of(latest.question, bank.fact)
    return page(row, bank, Sheet(latest.question.kind, fields, work, problem=problem))


def _again(slug: str, question_slug: str | None, sheet: Sheet) -> str:
    """The page with what was sent."""
    _, row = edited(slug)
    work = _found(row, question_slug) if question_slug else None
    bank = workspace.bank(db.session(), row.id, "everything")
    return page(row, bank, replace(sheet, work=work))

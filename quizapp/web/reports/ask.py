"""Reporting a problem, with a question whose result is told or with a fact: by anybody who reads it."""

from dataclasses import dataclass

from flask import abort, render_template, request, url_for
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from quizapp.actions.report import LONGEST, report
from quizapp.core.message import Message, mark
from quizapp.storage import asked, fact_sheets, reports, shelf
from quizapp.storage.learners import Who
from quizapp.storage.reports import KINDS, Subject
from quizapp.web import identity
from quizapp.web.account import budget
from quizapp.web.database import db
from quizapp.web.reports.words import TITLES

CHOOSE = mark("Choose what seems wrong.")
SAY = mark("Say in a few words what is wrong.")
LONG = mark("Please write at most %(limit)d characters.")
OFTEN = mark("These are many reports at once. Try again in a minute.")
PER_READER, PER_ADDRESS = 5, 60
"""Reports a minute; a class shares an address."""
BACK = {
    **{"practice": "study.question", "card": "cards.card", "assignment": "tasks.question"},
    **{"pretest": "onboarding.pretest.question", "certification": "onboarding.certification.question"},
}
"""Where a question is told, by the purpose of its attempt; whoever met it elsewhere goes on from the first page."""

Page = str | tuple[str, int] | tuple[str, int, dict[str, str]] | Response


@dataclass(frozen=True, slots=True)
class About:
    """What is reported, in words, and the page it was read on."""

    subject: Subject
    stem: str
    back: str


def question(attempt_id: str, position: int) -> str:
    """The form, with what was said already."""
    return _show(_question(attempt_id, position))


def send_question(attempt_id: str, position: int) -> Page:
    """Keep the report."""
    return _send(_question(attempt_id, position))


def fact(slug: str, fact_slug: str) -> str:
    """The form for a fact, which a stranger may read as well."""
    return _show(_fact(slug, fact_slug))


def send_fact(slug: str, fact_slug: str) -> Page:
    """Keep the report; a stranger becomes a guest, so that they can be answered."""
    return _send(_fact(slug, fact_slug))


def _question(attempt_id: str, position: int) -> About:
    who, session = identity.somebody(), db.session()
    if position > asked.LAST_POSITION:
        abort(404)
    told = reports.told(session, who.id, attempt_id, position) or abort(404)
    item = asked.item(session, told.attempt_id, position) or abort(404)
    subject = Subject(item.bank_id, item.fact_ids[0], item.question_revision_id)
    page = BACK.get(told.purpose)
    back = url_for(page, attempt_id=attempt_id, position=position) if page else url_for("study.home")
    return About(subject, item.question.stem, back)


def _fact(slug: str, fact_slug: str) -> About:
    session = db.session()
    bank = shelf.bank(session, slug, identity.user_id()) or abort(404)
    found = fact_sheets.fact(session, bank.id, fact_slug) or abort(404)
    back = url_for("study.fact", slug=slug, fact_slug=fact_slug)
    return About(Subject(bank.id, found.id), found.fact.statement, back)


def _show(about: About) -> str:
    who = identity.who()
    known = reports.open_report(db.session(), who.id, about.subject) if who else None
    return _page(about, known.kind if known else "", known.text if known else "", None, amends=known is not None)


def _send(about: About) -> Page:
    kind, text = request.form.get("kind", ""), request.form.get("text", "").replace("\r\n", "\n").strip()
    if problem := _problem(kind, text):
        return _page(about, kind, text, problem), 422
    who = identity.who()
    if not _covered(who):
        return _page(about, kind, text, Message(OFTEN)), 429, {"Retry-After": str(budget.wait())}
    learner, secret = identity.enrol("")
    report(db.session(), learner, about.subject, kind, text, identity.now())
    db.session.commit()
    response = redirect(f"{request.script_root}{request.path}?sent=1", 303)
    identity.remember_browser(response, secret)
    return response


def _problem(kind: str, text: str) -> Message | None:
    if kind not in KINDS:
        return Message(CHOOSE)
    if len(text) > LONGEST:
        return Message(LONG, {"limit": LONGEST})
    return Message(SAY) if kind == "other" and not text else None


def _covered(who: Who | None) -> bool:
    own = [budget.of("report by", str(who.id), PER_READER)] if who else []
    return budget.covers(budget.from_here("report from", PER_ADDRESS), *own)


def _page(about: About, kind: str, text: str, problem: Message | None, amends: bool = False) -> str:
    return render_template(
        "reports/ask.html",
        about=about,
        of_fact=about.subject.question_revision_id is None,
        titles=TITLES,
        kind=kind,
        text=text,
        longest=LONGEST,
        problem=problem,
        amends=amends,
        sent=amends and "sent" in request.args,
    )

"""The editors' queue: each report beside the question, its key, the proof and what was answered; and closing it."""

from dataclasses import dataclass
from typing import Any

from flask import abort, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from quizapp.actions import report as reporting
from quizapp.core.fact import Fact
from quizapp.core.message import Message, mark
from quizapp.storage import asked, fact_sheets, report_queue, shelf
from quizapp.storage.database import write
from quizapp.storage.report_queue import Answers, Reported, Waiting
from quizapp.storage.reports import OUTCOMES
from quizapp.web import identity, roles
from quizapp.web.database import db
from quizapp.web.reports.words import ENDS, TITLES
from quizapp.web.study.feedback import proofs_of

CHOOSE = mark("Choose how it ends.")
LONG = mark("Please write at most %(limit)d characters.")
SAY = mark("Write a sentence to the reader.")

Page = str | tuple[str, int] | Response


@dataclass(frozen=True, slots=True)
class Ground:
    """What a report stands beside: the facts in the words that were asked, and the question, unless it is on a fact."""

    facts: list[Fact]
    reported: Reported | None
    answers: Answers | None


def queue() -> str:
    """Open reports, fact by fact."""
    user = roles.holder("editor")
    groups = report_queue.queue(db.session(), user)
    facts = report_queue.facts(db.session(), [each.fact_id for group in groups for each in group if each.fact_id])
    total = report_queue.count(db.session(), user)
    return render_template("reports/queue.html", groups=groups, facts=facts, total=total, titles=TITLES)


def show(report_id: str) -> str:
    """One report."""
    return _page(report_id, "", "", None)


def close(report_id: str) -> Page:
    """Close it, and with `all` the other open ones on its fact, with the same answer."""
    outcome, answer = request.form.get("outcome", ""), request.form.get("answer", "").replace("\r\n", "\n").strip()
    if problem := _problem(outcome, answer):
        return _page(report_id, outcome, answer, problem), 422
    session = db.session()
    write(session)
    user = roles.holder("editor")
    one = report_queue.report(session, user, report_id) or abort(404)
    closing = [one, *(report_queue.others(session, user, one) if request.form.get("all") else [])]
    ids = [each.id for each in closing]
    reporting.close(session, user.public_id, ids, outcome, answer, identity.now(), user.user_id)
    session.commit()
    return redirect(url_for("reports.queue"), 303)


def _problem(outcome: str, answer: str) -> Message | None:
    if outcome not in OUTCOMES:
        return Message(CHOOSE)
    if len(answer) > reporting.LONGEST:
        return Message(LONG, {"limit": reporting.LONGEST})
    return None if answer else Message(SAY)


def _ground(session: Session, one: Waiting) -> Ground:
    if one.question_revision_id is None:
        found = report_queue.facts(session, [one.fact_id] if one.fact_id is not None else [])
        return Ground(list(found.values()), None, None)
    reported = report_queue.question(session, one.question_revision_id)
    facts = [fact for _, fact in asked.facts_of(session, [one.question_revision_id])[one.question_revision_id]]
    answers = report_queue.answers(session, one.question_revision_id, reported.question)
    return Ground(facts, reported, answers)


def _proof(session: Session, one: Waiting, ground: Ground) -> dict[str, Any]:
    """For the macros of `proof.html`."""
    brief = shelf.brief(session, one.bank_id, ground.reported.edition if ground.reported else None)
    sentences = ground.reported.question.proof if ground.reported else ()
    slugs = [fact.source for fact in ground.facts if fact.source]
    links = fact_sheets.links(session, [one.fact_id] if one.fact_id is not None else [])
    return {
        "proofs": proofs_of(brief, ground.facts, sentences),
        "sources": list(fact_sheets.sources(session, one.bank_id, slugs).values()),
        "since": [link for found in links.values() for link in found],
    }


def _page(report_id: str, outcome: str, answer: str, problem: Message | None) -> str:
    user, session = roles.holder("editor"), db.session()
    one = report_queue.report(session, user, report_id) or abort(404)
    ground = _ground(session, one)
    return render_template(
        "reports/report.html",
        report=one,
        ground=ground,
        others=report_queue.others(session, user, one),
        titles=TITLES,
        ends=ENDS,
        outcome=outcome,
        answer=answer,
        longest=reporting.LONGEST,
        problem=problem,
        **_proof(session, one, ground),
    )

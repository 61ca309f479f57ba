"""Closed books: what would tell a fact of a bank is closed to whoever works on an assignment about it.

Only while their attempt is running; practice is open-book. A second browser or a phone cannot be stopped: teachers are
told so. Every endpoint of the blueprints in DECIDED is either in CLOSED or in OPEN; a test holds that against the URL
map, so that a new page has to be thought about.
"""

from collections.abc import Callable, Mapping

from flask import Flask, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import bindparam, select

from quizapp.storage import asked, assignments
from quizapp.storage.attempts import AttemptRow
from quizapp.storage.database import send
from quizapp.storage.models import Asked, Attempt, Bank, Edition
from quizapp.storage.types import AnyRow
from quizapp.web import identity
from quizapp.web.database import db

Closes = Callable[[AttemptRow, str], bool]
"""Whether a request is closed while this attempt runs, which is about the bank with that slug."""


def anything(running: AttemptRow, bank: str) -> bool:
    """Tells facts of any bank."""
    return True


def bank_named(running: AttemptRow, bank: str) -> bool:
    """Tells facts of the bank in its address."""
    return (request.view_args or {}).get("slug") == bank


def brief(running: AttemptRow, bank: str) -> bool:
    """Shows the brief: open where a question of the attempt shows it anyway."""
    return bank_named(running, bank) and not any(
        item.question.shows_brief for item in asked.items(db.session(), running.id)
    )


def bank_sent(running: AttemptRow, bank: str) -> bool:
    """Starts a quiz on the bank in the form; without one, it may ask about any."""
    return request.form.get("bank", "") in ("", bank)


def quiz(running: AttemptRow, bank: str) -> bool:
    """Belongs to a quiz of which some question is about the bank."""
    return _about(running, bank) is not None


def result(running: AttemptRow, bank: str) -> bool:
    """Tells what came of an earlier attempt about the bank. Of two that run at once, neither closes the other."""
    found = _about(running, bank)
    return found is not None and found.finished_at is not None


def _about(running: AttemptRow, bank: str) -> AnyRow | None:
    """The learner's attempt in the address, if some question of it is about the bank."""
    public_id = str((request.view_args or {}).get("attempt_id", ""))
    key = {"attempt": public_id, "slug": bank, "learner_id": running.learner_id}
    return send(db.session(), _ABOUT, key).first()


CLOSED: Mapping[str, Closes] = {
    "study.fact": bank_named,
    "study.brief": brief,
    "study.start": bank_sent,
    "study.attempt": quiz,
    "study.missed": quiz,
    "study.hand_in": quiz,
    "study.handed_in": quiz,
    "study.question": quiz,
    "study.answer": quiz,
    "facts.show": anything,
    "reports.fact": bank_named,
    "reports.send_fact": bank_named,
    "reports.mine": anything,
    "reports.queue": anything,
    "reports.report": anything,
    "reports.review_by": anything,
    "corrections.show": anything,
    "corrections.one": anything,
    "corrections.feed": anything,
    "corrections.mine": anything,
    "corrections.ask": bank_named,
    "corrections.correct": bank_named,
    "corrections.unread": anything,
    "cards.overview": anything,
    "cards.start": anything,
    "cards.run": anything,
    "cards.card": anything,
    "cards.take": anything,
    "cards.typed": anything,
    "cards.ahead": anything,
    "cards.undo": anything,
    "progress.show": anything,  # It tells what is true where one was sure but wrong.
    "progress.again": anything,
    "tasks.attempt": result,
    "tasks.question": result,
    "tasks.answer": result,
    "tasks.hand_in": result,
    "tasks.handed_in": result,
    **{
        f"onboarding.{run}.{page}": result
        for run in ("pretest", "certification")
        for page in ("attempt", "question", "answer", "hand_in", "handed_in")
    },
    "onboarding.certificate": anything,  # It lists the facts in full.
    "onboarding.report": anything,
}
OPEN = {
    *("study.home", "study.grading", "study.bank", "study.setup"),  # Topics and prompts, no answers.
    *("cards.deliver", "cards.end"),  # Answers given without a connection are kept; they tell nothing back.
    *("facts.mark", "facts.note", "facts.suspend", "facts.resume", "facts.bury", "facts.reset_one"),
    *("facts.ask_reset", "facts.reset"),
    *("reports.question", "reports.send_question", "reports.seen", "reports.close"),  # No more than a stem.
    *("tasks.all", "tasks.task", "tasks.begin"),
    *("onboarding.path", "onboarding.pre_test", "onboarding.read", "onboarding.certification_of", "onboarding.certify"),
    *("onboarding.programmes", "onboarding.new", "onboarding.make", "onboarding.programme", "onboarding.add_cohort"),
    *("onboarding.settings", "onboarding.change", "onboarding.archive", "onboarding.cohort", "onboarding.deadline"),
    "onboarding.participants",
    *("corrections.seen", "corrections.read"),
}
DECIDED = {endpoint.partition(".")[0] for endpoint in CLOSED}

RUNS = {
    assignments.KIND: "tasks.attempt",
    assignments.PRETEST: "onboarding.pretest.attempt",
    assignments.CERTIFICATION: "onboarding.certification.attempt",
}
"""Where an attempt goes on, by its purpose."""

_RUNNING = (
    select(Attempt.id)
    .where(
        Attempt.learner_id == bindparam("learner_id"),
        Attempt.finished_at.is_(None),
        Attempt.purpose.in_(assignments.KINDS),
    )
    .limit(1)
)
_ABOUT = (
    select(Attempt.finished_at)
    .join(Asked, Asked.attempt_id == Attempt.id)
    .join(Edition, Edition.id == Asked.edition_id)
    .join(Bank, Bank.id == Edition.bank_id)
    .where(
        Attempt.public_id == bindparam("attempt"),
        Attempt.learner_id == bindparam("learner_id"),
        Bank.slug == bindparam("slug"),
    )
    .limit(1)
)


def init_app(app: Flask) -> None:
    """Guard `app`."""
    app.before_request(guard)


def guard() -> ResponseReturnValue | None:
    """The page that says why this one is closed, or None to go on."""
    closes = CLOSED.get(request.endpoint or "")
    who = identity.who() if closes else None
    if closes is None or who is None or not who.has_classes:
        return None
    if send(db.session(), _RUNNING, {"learner_id": who.id}).first() is None:
        return None
    for running, task in assignments.all_running(db.session(), who.id, identity.now()):
        if closes(running, task.settings.bank):
            back = url_for(RUNS[running.purpose], attempt_id=running.public_id)
            return render_template("tasks/closed.html", task=task, back=back), 403
    return None

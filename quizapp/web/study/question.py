"""One question a page: asked, answered, and then proved at the same address."""

from collections.abc import Mapping
from typing import Any

from flask import abort, redirect, render_template, request
from sqlalchemy.exc import OperationalError
from werkzeug.wrappers import Response

from quizapp.actions.answer import HandedIn, NotFound, Receipt
from quizapp.core.message import Message
from quizapp.core.question import BadAnswer
from quizapp.storage import asked, fact_sheets, shelf
from quizapp.storage.asked import Item
from quizapp.storage.attempts import AttemptRow
from quizapp.storage.database import write
from quizapp.web import identity
from quizapp.web.database import db
from quizapp.web.study import withdrawn
from quizapp.web.study.feedback import feedback_of
from quizapp.web.study.run import Run

Page = str | tuple[str, int] | Response


def show(run: Run, attempt_id: str, position: int) -> Page:
    """The question, or what came of it once its result is told."""
    attempt = withdrawn.current(run, attempt_id)
    if _is_withdrawn(attempt, position):
        return withdrawn.told(next_url(run, attempt, position))
    attempt, item = _found(run, attempt_id, position)
    if item.released_at:
        return _feedback(run, attempt, item)
    if attempt.finished_at or attempt.is_over(identity.now()):
        return redirect(run.url("attempt", attempt_id=attempt_id), 303)
    note_shown(item)
    return _ask(run, attempt, item)


def post(run: Run, attempt_id: str, position: int) -> Page:
    """Store an answer. The status is the acknowledgement: 303 comes after the commit."""
    form = request.form.to_dict(flat=False)
    current = withdrawn.current(run, attempt_id)
    if _is_withdrawn(current, position):
        return withdrawn.told(next_url(run, current, position))
    who, session = identity.writer(), db.session()
    try:
        receipt = run.answer(session, who, attempt_id, position, form, identity.now())
    except NotFound:
        abort(404)
    except HandedIn:
        session.rollback()
        return redirect(run.url("attempt", attempt_id=attempt_id, late=1), 303)
    except BadAnswer as error:
        session.rollback()
        attempt, item = _found(run, attempt_id, position)
        return _ask(run, attempt, item, form, error.message), 422
    session.commit()
    return _answered(run, receipt)


def _is_withdrawn(attempt: AttemptRow, position: int) -> bool:
    """Whether a correction took out of an attempt what stood at this place."""
    return "withdrawn" in attempt.settings and position not in asked.answered(db.session(), attempt.id)


def _answered(run: Run, receipt: Receipt) -> Page:
    attempt, item = receipt.attempt, receipt.item
    if receipt.outcome == "other":
        page = _feedback(run, attempt, item, refused=True)
        return page, 409
    if item.released_at:
        return redirect(run.url("question", attempt_id=attempt.public_id, position=item.position), 303)
    return redirect(next_url(run, attempt, item.position), 303)


def next_url(run: Run, attempt: AttemptRow, position: int) -> str:
    """Where to go on: the next unanswered question after `position`, going round once, then the end."""
    return _after(run, attempt, position, asked.answered(db.session(), attempt.id))


def _after(run: Run, attempt: AttemptRow, position: int, answered: Mapping[int, bool]) -> str:
    waiting = [each for each, has_answer in answered.items() if not has_answer and each != position]
    ahead = [each for each in waiting if each > position] or waiting
    if ahead:
        return run.url("question", attempt_id=attempt.public_id, position=ahead[0])
    if attempt.finished_at or (all(answered.values()) and not attempt.at_end):
        return run.url("attempt", attempt_id=attempt.public_id)
    return run.url("hand_in", attempt_id=attempt.public_id)


def _found(run: Run, attempt_id: str, position: int) -> tuple[AttemptRow, Item]:
    attempt = run.own(attempt_id)
    return attempt, asked.item(db.session(), attempt.id, position) or abort(404)


def note_shown(item: Item) -> None:
    """Write down when the question was first seen, in a short transaction of its own.

    Where the database is too busy the page is shown all the same: only the time an answer took is then not known.
    """
    if item.shown_at is not None:
        return
    session = db.session()
    try:
        write(session)
        asked.note_shown(session, item.id, identity.now())
        session.commit()
    except OperationalError:
        session.rollback()


def _ask(
    run: Run,
    attempt: AttemptRow,
    item: Item,
    form: dict[str, list[str]] | None = None,
    problem: Message | None = None,
) -> str:
    """The page before the answer. Nothing on it may depend on the key."""
    session = db.session()
    if form is None:
        form = _given(item)
    return render_template(
        "study/question.html",
        item=item,
        question=item.question,
        view=item.question.ask(item.seed),
        form=form,
        problem=problem,
        brief=shelf.brief(session, item.bank_id, item.edition) if item.question.shows_brief else [],
        topic=fact_sheets.topic_title(session, item.fact_ids[0]),
        **_progress(run, attempt, item),
    )


def _given(item: Item) -> dict[str, list[str]]:
    """The fields of an answer that may still be changed."""
    if item.response is None:
        return {}
    confidence = {"confidence": [str(item.confidence)]} if item.confidence else {}
    if item.response.get("unknown"):
        return confidence
    return {**item.question.form_of(item.response, item.seed), **confidence}


def _feedback(run: Run, attempt: AttemptRow, item: Item, refused: bool = False) -> str:
    return render_template(
        "study/feedback.html",
        item=item,
        question=item.question,
        feedback=feedback_of(db.session(), attempt.learner_id, [item])[item.position],
        refused=refused,
        topic=fact_sheets.topic_title(db.session(), item.fact_ids[0]),
        **_progress(run, attempt, item),
    )


def _progress(run: Run, attempt: AttemptRow, item: Item) -> dict[str, Any]:
    """What all pages of the run are given, where to go on, and the segments of the bar.

    They are done, now or left: right and wrong look alike.
    """
    answered = asked.answered(db.session(), attempt.id)
    segments = [
        "now" if position == item.position else "done" if has_answer else "left"
        for position, has_answer in answered.items()
    ]
    last = not any(not has for position, has in answered.items() if position != item.position)
    return {
        **run.told(attempt),
        "next_url": _after(run, attempt, item.position, answered),
        "segments": segments,
        "place": segments.index("now") + 1,
        "is_last": last,
    }

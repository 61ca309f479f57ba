"""The pages of a card session: a card or a question, what came of an answer, and the end."""

from typing import Any

from flask import abort, render_template

from quizapp.actions.open_cards import planned
from quizapp.core.message import Message
from quizapp.core.relearn import GAP, RETURNS, Outcome
from quizapp.core.study_day import study_day
from quizapp.storage import asked, attempts, card_forms, card_runs, fact_sheets, memories
from quizapp.storage.asked import Item
from quizapp.storage.attempts import AttemptRow
from quizapp.storage.card_runs import Course
from quizapp.storage.learners import Who
from quizapp.web import identity
from quizapp.web.cards.coming import coming
from quizapp.web.cards.queue import ahead, owner
from quizapp.web.cards.sheet import hint, news, sheets
from quizapp.web.database import db
from quizapp.web.study.feedback import feedback_of
from quizapp.web.study.question import note_shown

SEGMENTS = 30
"""Facts up to which each has a segment in the bar: more would be too narrow on a phone."""


def own(attempt_id: str) -> tuple[Who, AttemptRow]:
    """The learner and their own card session, or 404."""
    who = identity.somebody()
    attempt = attempts.attempt(db.session(), attempt_id, who.id, "card")
    if attempt is None:
        abort(404)
    return who, attempt


def present(who: Who, attempt: AttemptRow, problem: Message | None = None) -> str:
    """The card whose turn it is, or the end of the session, which may have come before its cards were done."""
    session = db.session()
    course = card_runs.course(session, attempt)
    step = course.current
    if step is None or attempt.finished_at:
        return _end(who, course)
    item = asked.item(session, attempt.id, step.position) or abort(404)
    note_shown(item)
    return front(who, course, item, problem=problem)


def front(
    who: Who,
    course: Course,
    item: Item,
    form: dict[str, list[str]] | None = None,
    problem: Message | None = None,
    instead: bool = False,
) -> str:
    """A card to be turned, or a question with the fields that were sent; `instead` tells that it stands for a card."""
    shared = {"attempt": course.attempt, "item": item, "question": item.question, "problem": problem}
    shared |= _progress(who, course)
    shared["topic"] = fact_sheets.topic_title(db.session(), item.fact_ids[0])
    if item.question.self_graded:
        (sheet,) = sheets(who, [item], course.turns)
        can_type = card_forms.can_type(db.session(), item.fact_ids[0])
        return render_template("cards/card.html", sheet=sheet, can_type=can_type, **shared)
    return render_template(
        "cards/ask.html",
        view=item.question.ask(item.seed),
        form=form or {},
        instead=instead,
        **shared,
    )


def told(who: Who, attempt: AttemptRow, item: Item, refused: bool = False) -> str:
    """What came of a card that was answered."""
    session = db.session()
    course = card_runs.course(session, attempt)
    return render_template(
        "cards/feedback.html",
        again=item.fact_ids[0] in {turn.fact for turn in course.turns},
        attempt=attempt,
        item=item,
        question=item.question,
        feedback=feedback_of(session, who.id, [item])[item.position],
        hint=hint(who, item),
        changed=news(who, [item]).get(item.fact_ids[0]),
        refused=refused,
        topic=fact_sheets.topic_title(session, item.fact_ids[0]),
        **_progress(who, course),
    )


def _end(who: Who, course: Course) -> str:
    today = study_day(identity.now(), who.zone, who.rollover)
    attempt, outcomes = course.attempt, course.outcomes
    right = len({outcome.fact for outcome in outcomes if outcome.right})
    return render_template(
        "cards/end.html",
        attempt=attempt,
        owner=owner(who),
        early=bool(course.turns),
        right=right,
        resting=len(attempt.settings["facts"]) - right,
        at_once=sum(bool(outcome.right) for outcome in _firsts(outcomes)),
        next_due=memories.next_due(db.session(), who.id, today),
        more=len(planned(db.session(), who, identity.now(), "").facts),
        new_tomorrow=coming(who).tomorrow,
        can_undo=bool(outcomes),
    )


def _firsts(outcomes: list[Outcome]) -> list[Outcome]:
    """The first outcome of each fact."""
    return list({outcome.fact: outcome for outcome in reversed(outcomes) if not outcome.later}.values())


def _progress(who: Who, course: Course) -> dict[str, Any]:
    """How far the session is: a segment a fact, done, now or left, or none for many; and how a browser goes on."""
    total, left = len(course.attempt.settings["facts"]), len(course.turns)
    done = total - left
    segments = ["done"] * done + ["now"] * (done < total) + ["left"] * (left - 1)
    return {
        "segments": segments if total <= SEGMENTS else (),
        "place": min(done + 1, total),
        "total": total,
        "can_undo": bool(course.outcomes),
        "owner": owner(who),
        "gap": GAP,
        "returns": RETURNS,
        "ahead": ahead(course),
    }

"""A card session: one card a page, turned and graded or answered, with undo, bury and suspend."""

from dataclasses import dataclass
from typing import Any

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from quizapp.actions.answer import HandedIn, NotFound
from quizapp.actions.take_card import current, put_aside, take, undo
from quizapp.core.message import Message
from quizapp.core.preferences import preferences_from
from quizapp.core.question import BadAnswer, Refutation, Text
from quizapp.core.relearn import Outcome, queue
from quizapp.core.study_day import study_day
from quizapp.storage import asked, attempts, card_runs, fact_sheets, memories
from quizapp.storage.asked import Item
from quizapp.storage.attempts import AttemptRow
from quizapp.storage.card_runs import Step
from quizapp.storage.learners import Who
from quizapp.storage.sure_errors import sure_errors
from quizapp.web import identity
from quizapp.web.database import db
from quizapp.web.study.feedback import Feedback, feedback_of
from quizapp.web.study.question import note_shown

LEECH = 8
"""Lapses from which a fact is called hard to keep."""

Page = str | tuple[str, int] | Response


@dataclass(frozen=True, slots=True)
class Sheet:
    """A card to be turned: what stands on its back, and what each grade would lead to."""

    item: Item
    back: Feedback
    intervals: tuple[int, ...]
    certain_of: tuple[Text, ...]
    """What the learner was last certain of, where that was wrong and is not yet made good."""
    refutations: tuple[Refutation, ...]
    topic: str
    lapses: int


def show(attempt_id: str) -> Page:
    """The card whose turn it is, or the end of the session."""
    who, attempt = own(attempt_id)
    session = db.session()
    taken = card_runs.steps(session, attempt.id)
    step = current(attempt, taken)
    if step is None:
        return _end(who, attempt, taken)
    item = asked.item(session, attempt.id, step.position) or abort(404)
    note_shown(item)
    return _front(who, attempt, item, taken)


def card(attempt_id: str, position: int) -> Page:
    """What came of a card that was answered by typing or choosing; any other leads to the one whose turn it is."""
    who, attempt = own(attempt_id)
    item = asked.item(db.session(), attempt.id, position) or abort(404)
    if item.grade is None or item.question.self_graded:
        return redirect(url_for("cards.run", attempt_id=attempt_id), 303)
    return _feedback(who, attempt, item)


def post(attempt_id: str, position: int) -> Page:
    """Grade, answer or put aside a card. The status is the acknowledgement: 303 comes after the commit."""
    who, session, form = identity.writer(), db.session(), request.form.to_dict(flat=False)
    try:
        aside = form.get("aside", [""])[0]
        if aside in ("bury", "suspend"):
            put_aside(session, who, attempt_id, position, "bury" if aside == "bury" else "suspend", identity.now())
            session.commit()
            return redirect(url_for("cards.run", attempt_id=attempt_id), 303)
        receipt = take(session, who, attempt_id, position, form, identity.now())
    except NotFound:
        abort(404)
    except HandedIn:
        session.rollback()
        return redirect(url_for("cards.run", attempt_id=attempt_id), 303)
    except BadAnswer as error:
        session.rollback()
        return _again(attempt_id, position, form, error.message)
    session.commit()
    if receipt.outcome == "other":
        return _feedback(who, receipt.attempt, receipt.item, refused=True), 409
    if receipt.item.question.self_graded:
        return redirect(url_for("cards.run", attempt_id=attempt_id), 303)
    return redirect(url_for("cards.card", attempt_id=attempt_id, position=position), 303)


def take_back(attempt_id: str) -> Response:
    """Undo the last turn; its card is asked again."""
    who, session = identity.writer(), db.session()
    try:
        undo(session, who, attempt_id, identity.now())
    except NotFound:
        abort(404)
    session.commit()
    return redirect(url_for("cards.run", attempt_id=attempt_id), 303)


def own(attempt_id: str) -> tuple[Who, AttemptRow]:
    """The learner and their own card session, or 404."""
    who = identity.somebody()
    attempt = attempts.attempt(db.session(), attempt_id, who.id)
    if attempt is None or attempt.purpose != "card":
        abort(404)
    return who, attempt


def sheets(who: Who, items: list[Item]) -> list[Sheet]:
    """Both sides of cards, read at once."""
    session, today = db.session(), study_day(identity.now(), who.zone, who.rollover)
    schedule = preferences_from(who.settings).schedule
    rows = memories.memory_rows(session, who.id, tuple(item.fact_ids[0] for item in items))
    backs = feedback_of(session, who.id, items)
    wrong = sure_errors(session, who.id, [fact_id for fact_id, row in rows.items() if row.wanted])

    def sheet(item: Item) -> Sheet:
        row = rows.get(item.fact_ids[0])
        memory = memories.state_of(row)
        question, response = wrong.get(item.fact_ids[0], (None, {}))
        return Sheet(
            item=item,
            back=backs[item.position],
            intervals=schedule.intervals(memory, today),
            certain_of=question.told(response) if question else (),
            refutations=question.explain(response) if question else (),
            topic=fact_sheets.topic_title(session, item.fact_ids[0]),
            lapses=row.lapses if row is not None else 0,
        )

    return [sheet(item) for item in items]


def _front(
    who: Who,
    attempt: AttemptRow,
    item: Item,
    taken: list[Step],
    form: dict[str, list[str]] | None = None,
    problem: Message | None = None,
) -> str:
    shared = {"attempt": attempt, "item": item, "question": item.question, **_progress(attempt, taken)}
    if item.question.self_graded:
        (sheet,) = sheets(who, [item])
        shown = {"sheet": sheet, "topic": sheet.topic, "leech": LEECH}
        return render_template("cards/card.html", problem=problem, **shown, **shared)
    return render_template(
        "cards/ask.html",
        view=item.question.ask(item.seed),
        form=form or {},
        problem=problem,
        topic=fact_sheets.topic_title(db.session(), item.fact_ids[0]),
        **shared,
    )


def _again(attempt_id: str, position: int, form: dict[str, list[str]], problem: Message) -> Page:
    """The same card with what could not be read."""
    who, attempt = own(attempt_id)
    item = asked.item(db.session(), attempt.id, position) or abort(404)
    return _front(who, attempt, item, card_runs.steps(db.session(), attempt.id), form, problem), 422


def _feedback(who: Who, attempt: AttemptRow, item: Item, refused: bool = False) -> str:
    session = db.session()
    return render_template(
        "cards/feedback.html",
        attempt=attempt,
        item=item,
        question=item.question,
        feedback=feedback_of(session, who.id, [item])[item.position],
        refused=refused,
        topic=fact_sheets.topic_title(session, item.fact_ids[0]),
        **_progress(attempt, card_runs.steps(session, attempt.id)),
    )


def _end(who: Who, attempt: AttemptRow, taken: list[Step]) -> str:
    today = study_day(identity.now(), who.zone, who.rollover)
    outcomes = card_runs.outcomes(taken)
    return render_template(
        "cards/end.html",
        attempt=attempt,
        right=len({outcome.fact for outcome in outcomes if outcome.right}),
        resting=len(attempt.settings["facts"]) - len({outcome.fact for outcome in outcomes if outcome.right}),
        at_once=sum(bool(outcome.right) for outcome in _firsts(outcomes)),
        next_due=memories.next_due(db.session(), who.id, today),
        can_undo=bool(outcomes),
    )


def _firsts(outcomes: list[Outcome]) -> list[Outcome]:
    """The first outcome of each fact."""
    return list({outcome.fact: outcome for outcome in reversed(outcomes)}.values())


def _progress(attempt: AttemptRow, taken: list[Step]) -> dict[str, Any]:
    """How far the session is: a segment a fact, done, now or left."""
    outcomes = card_runs.outcomes(taken)
    total = len(attempt.settings["facts"])
    done = total - len(queue(attempt.settings["facts"], outcomes))
    segments = ["done"] * done + ["now"] * (done < total) + ["left"] * (total - done - 1)
    return {"segments": segments, "place": min(done + 1, total), "total": total, "can_undo": bool(outcomes)}

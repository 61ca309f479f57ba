"""One assignment: what it is, how long it takes, when results come; starting it, going on, and its outcome."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from quizapp.actions.answer import NotFound
from quizapp.actions.begin_assignment import NotNow, begin
from quizapp.core.assignment import counting, passes
from quizapp.core.ruling import Score
from quizapp.storage import asked, rulings, todo
from quizapp.storage.attempts import AttemptRow
from quizapp.storage.todo import Todo
from quizapp.storage.watch import Place, places, stems
from quizapp.web import identity
from quizapp.web.database import db
from quizapp.web.settling import settle
from quizapp.web.study.run import Clock
from quizapp.web.tasks.run import clock_of


@dataclass(frozen=True, slots=True)
class Tried:
    """One attempt as its pupil sees it: how far it is, and its score once results are told."""

    attempt: AttemptRow
    place: Place
    score: Score | None
    counts: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the attempts came to: the one that counts, and whether it passes, None where there is no pass mark."""

    score: Score
    passed: bool | None


def show(activity_id: str) -> str:
    """Its page."""
    return _page(_settled(activity_id))


def post(activity_id: str) -> ResponseReturnValue:
    """Begin, or go on."""
    _settled(activity_id)
    who, session = identity.writer(), db.session()
    try:
        attempt_id = begin(session, who, activity_id, identity.now())
    except NotFound:
        abort(404)
    except NotNow:
        session.rollback()
        return _page(_found(activity_id)), 409
    session.commit()
    return redirect(url_for("tasks.attempt", attempt_id=attempt_id), 303)


def _found(activity_id: str) -> Todo:
    return todo.todo(db.session(), identity.somebody().id, activity_id) or abort(404)


def _settled(activity_id: str) -> Todo:
    settle(_found(activity_id).task.activity.id)
    return _found(activity_id)


def _page(found: Todo) -> str:
    now, who = identity.now(), identity.somebody()
    tried = tries(found)
    going_on = found.going_on
    clock: Clock | None = clock_of(found.task, going_on) if going_on else None
    return render_template(
        "tasks/one.html",
        found=found,
        task=found.task,
        settings=found.task.settings,
        questions=len(stems(db.session(), found.task.activity.id)),
        state=found.task.state(now),
        stage=found.stage(now),
        going_on=going_on,
        clock=clock,
        tried=tried,
        outcome=outcome(found, tried),
        zone=who.zone,
    )


def tries(found: Todo) -> list[Tried]:
    """Their attempts, the first one first."""
    session = db.session()
    far = places(session, [each.id for each in found.attempts])
    told = [each for each in found.attempts if each.finished_at and found.task.told]
    scores = {each.id: score(found.task.activity.id, each.id) for each in told}
    best = told[counting([scores[each.id].share for each in told])].id if told else 0
    nowhere = Place(0, 0, None)
    return [Tried(each, far.get(each.id, nowhere), scores.get(each.id), each.id == best) for each in found.attempts]


def outcome(found: Todo, tried: Sequence[Tried]) -> Outcome | None:
    """What counts, once results are told."""
    best = next((each.score for each in tried if each.counts and each.score), None)
    return Outcome(best, passes(best.share, found.task.settings.pass_mark)) if best else None


def score(activity_id: int, attempt_id: int) -> Score:
    """The points of an attempt; what was dropped counts for nobody. To be told only once results are."""
    session = db.session()
    dropped = rulings.dropped(session, activity_id)
    counted = [item for item in asked.items(session, attempt_id) if item.question_revision_id not in dropped]
    return Score(sum(item.grade.score for item in counted if item.grade), len(counted))

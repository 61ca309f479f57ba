"""Typing in what pupils wrote on their sheets: one line a question, told all at once where something is unreadable."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from quizapp.actions.type_in import AlreadyAnswered, Unreadable, forms, type_in
from quizapp.core import paper as sheets
from quizapp.core.message import Message, mark
from quizapp.core.paper import VERSIONS, Line
from quizapp.core.wall_clock import NoSuchTime, moment, wall_of
from quizapp.storage import classes, papers
from quizapp.storage.activities import ActivityRow
from quizapp.storage.classes import MemberRow
from quizapp.storage.database import write
from quizapp.storage.papers import Paper
from quizapp.web import identity
from quizapp.web.database import db
from quizapp.web.paper.sheet import printed

KINDS = ("assignment",)
NO_DAY = mark("Give the day as in 2026-11-24.")
FUTURE = mark("The sheet cannot have been written in the future.")
TOO_EARLY = mark("On that day the assignment did not exist yet.")
THERE = mark("%(name)s has begun this assignment already. What is there is kept, and nothing was stored.")
NOBODY = mark("Choose whose sheet it is.")
NOTHING = mark("Type at least one answer.")

Page = str | tuple[str, int] | Response


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whose sheet, which version, and when it was written, as text and as a moment."""

    member: MemberRow | None
    version: str
    day: str
    given_at: datetime
    problem: Message | None


def show(activity_id: str) -> Page:
    """The choice of a pupil and a version, then a line for each question."""
    activity, paper = printed(activity_id, KINDS)
    return _page(activity, paper, _wanted(activity, request.args), {}, {})


def post(activity_id: str) -> Page:
    """Store a sheet, whole or not at all."""
    activity, paper = printed(activity_id, KINDS)
    wanted = _wanted(activity, request.form)
    if wanted.member is None:
        return _page(activity, paper, wanted, {}, {0: Message(NOBODY)}), 422
    lines = sheets.sheet(paper.asked, wanted.version)
    typed = {line.number: request.form.get(f"answer-{line.number}", "") for line in lines}
    if not any(text.strip() for text in typed.values()):
        return _page(activity, paper, wanted, typed, {0: Message(NOTHING)}), 422
    try:
        written = forms(lines, typed, paper.sentences)
    except Unreadable as error:
        return _page(activity, paper, wanted, typed, error.problems), 422
    if wanted.problem:
        return _page(activity, paper, wanted, typed, {}), 422
    session, learner_id = db.session(), wanted.member.learner_id
    write(session, [learner_id])
    activity, _ = printed(activity_id, KINDS)  # Read again inside the transaction.
    if member_of(activity, wanted.member.public_id) is None:
        abort(404)
    try:
        type_in(session, activity, learner_id, wanted.version, lines, written, wanted.given_at, identity.now())
    except AlreadyAnswered:
        session.rollback()
        there = Message(THERE, {"name": wanted.member.name})
        return _page(activity, paper, wanted, typed, {0: there}), 409
    session.commit()
    place = {
        "pupil": _next(activity, wanted.member),
        "version": wanted.version,
        "day": wanted.day,
        "done": wanted.member.public_id,
    }
    return redirect(f"{url_for('paper.answers', activity_id=activity_id)}?{urlencode(place)}", 303)


def _next(activity: ActivityRow, member: MemberRow) -> str:
    """Who comes after somebody on the class's list and has no answers yet, going round once."""
    members = classes.members(db.session(), activity.class_id) if activity.class_id else []
    begun = papers.begun(db.session(), activity.id, [each.learner_id for each in members])
    place = next((place for place, each in enumerate(members) if each.public_id == member.public_id), -1)
    waiting = [each for each in members[place + 1 :] + members[: place + 1] if each.learner_id not in begun]
    return waiting[0].public_id if waiting else ""


def _wanted(activity: ActivityRow, values: Mapping[str, str]) -> Wanted:
    version = values.get("version", VERSIONS[0])
    if version not in VERSIONS:
        abort(400)
    day = values.get("day", "").strip() or _today().isoformat()
    given_at, problem = _given_at(activity, day)
    return Wanted(member_of(activity, values.get("pupil", "")), version, day, given_at, problem)


def _today() -> date:
    return wall_of(identity.now(), identity.somebody().zone).date()


def _given_at(activity: ActivityRow, day: str) -> tuple[datetime, Message | None]:
    """The moment a sheet was written: now for today, noon by the teacher's clock for another day."""
    now, zone = identity.now(), identity.somebody().zone
    today = _today()
    try:
        chosen = date.fromisoformat(day)
        noon = moment(datetime.combine(chosen, time(12)), zone)
    except (ValueError, OverflowError, NoSuchTime):
        return now, Message(NO_DAY)
    if chosen > today:
        return now, Message(FUTURE)
    if activity.created_at and chosen < wall_of(activity.created_at, zone).date():
        return now, Message(TOO_EARLY)
    return (now if chosen == today else min(noon, now - timedelta(seconds=1))), None


def member_of(activity: ActivityRow, member_id: str) -> MemberRow | None:
    """The pupil with that public id, if they are in the activity's class."""
    found = classes.members(db.session(), activity.class_id) if activity.class_id else []
    return next((member for member in found if member.public_id == member_id), None)


def _page(
    activity: ActivityRow, paper: Paper, wanted: Wanted, typed: Mapping[int, str], problems: Mapping[int, Message]
) -> str:
    session = db.session()
    members = classes.members(session, activity.class_id) if activity.class_id else []
    lines: tuple[Line, ...] = sheets.sheet(paper.asked, wanted.version) if wanted.member else ()
    return render_template(
        "paper/answers.html",
        activity=activity,
        members=members,
        begun=papers.begun(session, activity.id, [member.learner_id for member in members]),
        wanted=wanted,
        versions=VERSIONS,
        lines=lines,
        typed=typed,
        problems=problems,
        done=member_of(activity, request.args.get("done", "")),
        today=_today().isoformat(),
    )

"""All that a class has done: its activities, its pupils, and what it had of each fact when last asked."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask import render_template
from sqlalchemy.orm import Session

from quizapp.core import results
from quizapp.core.mean import Mean, mean
from quizapp.core.results import Given, Points, Tally
from quizapp.core.study_day import study_day
from quizapp.storage.activities import ActivityRow
from quizapp.storage.classes import MemberRow
from quizapp.storage.results import questions
from quizapp.storage.results.course import MOST, Course, course
from quizapp.storage.results.questions import AskedFact
from quizapp.web import identity, language
from quizapp.web.database import db
from quizapp.web.results import access, readings

gettext: Callable[..., str] = language.gettext


@dataclass(frozen=True, slots=True)
class Done:
    """An activity: its number in the table, its day, points by learner, and the mean share of the points."""

    number: int
    activity: ActivityRow
    day: date
    points: Mapping[int, Points]
    mean: Mean | None


@dataclass(frozen=True, slots=True)
class ClassFact:
    """A fact, what the class had of it when last asked, and who had not."""

    fact: AskedFact
    tally: Tally
    missed: tuple[MemberRow, ...]


@dataclass(frozen=True, slots=True)
class ClassReport:
    """Everything that the page and the files tell of a class; facts and topics with the least known first."""

    members: Sequence[MemberRow]
    done: Sequence[Done]
    facts: Sequence[ClassFact]
    topics: Sequence[tuple[str, Tally]]
    answered: int
    """How many have answered anything."""


def show(class_id: str) -> str:
    """The page."""
    row = access.school_class(class_id)
    told = class_report(db.session(), row.id)
    return render_template(
        "results/class.html",
        group=row,
        members=told.members,
        done=told.done,
        most=MOST,
        facts=told.facts,
        topics=told.topics,
        finding=_finding(told),
        readings=readings,
    )


def class_report(session: Session, class_id: int) -> ClassReport:
    """What the class with that internal id has done and knows."""
    found = course(session, class_id)
    told = facts_of(session, found)
    latest = results.latest(found.given[each.id] for each in found.activities)
    tallies = results.by_fact(latest)
    members = {member.learner_id: member for member in found.members}
    known = [
        ClassFact(told[fact], tally, tuple(members[person] for person in tally.missed))
        for fact, tally in sorted(tallies.items(), key=lambda each: (each[1].share.value, each[0]))
    ]
    topics = results.by_topic(latest, {fact_id: fact.topic for fact_id, fact in told.items()})
    ordered = sorted(topics.items(), key=lambda each: each[1].share.value)
    return ClassReport(found.members, _done(found), known, ordered, len({each.person for each in latest}))


def facts_of(session: Session, found: Course) -> dict[int, AskedFact]:
    """The facts that the class was asked, by internal id."""
    return questions.facts(session, {each.question for given in found.given.values() for each in given})


def _done(found: Course) -> list[Done]:
    return [_one(number, row, found.given[row.id]) for number, row in enumerate(found.activities, 1)]


def _one(number: int, row: ActivityRow, given: Sequence[Given]) -> Done:
    points = results.points(given)
    at = row.created_at if row.kind == "room" else row.closes_at
    day = study_day(at or identity.now(), identity.somebody().zone, 0)
    return Done(number, row, day, points, mean([each.share for each in points.values()], 1))


def _finding(told: ClassReport) -> str:
    if not told.done:
        return gettext("No results yet")
    asked = len(told.facts)
    good = sum(each.tally.share.value >= results.HALF for each in told.facts)
    if results.reach(told.answered, len(told.members)) == "few":
        return gettext("Too few have answered")
    if all(each.tally.share.of >= len(told.members) for each in told.facts):
        texts = (
            "The class has %(good)s of the one fact it was asked",
            "Half the class or more has %(good)s of %(all)s facts",
        )
    else:
        texts = (
            "Half or more of those who answered have %(good)s of the one fact",
            "Half or more of those who answered have %(good)s of %(all)s facts",
        )
    return str(language.ngettext(*texts, asked, good=language.number(good), all=language.number(asked)))

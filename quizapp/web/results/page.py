"""The results of one activity: the finding, the grid, and what to go over again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from flask import render_template, request, url_for
from sqlalchemy.orm import Session

from quizapp.core.assignment import MOST_QUESTIONS
from quizapp.core.results import Tally
from quizapp.core.study_day import study_day
from quizapp.storage.classes import ClassRow
from quizapp.storage.results.other_forms import other_forms
from quizapp.storage.results.people import Person
from quizapp.storage.results.questions import AskedFact
from quizapp.web import identity
from quizapp.web.database import db
from quizapp.web.results import access, readings
from quizapp.web.results.again import Wrong, commonest
from quizapp.web.results.grid import ORDERS, POINTS, grid
from quizapp.web.results.report import Report, report

HELP = 0.5
"""Who has a smaller part of the points may need a hand."""


@dataclass(frozen=True, slots=True)
class KnownFact:
    """A fact and what the class knows of it; `missed` by name, `wrong` the wrong answer most of them gave."""

    fact: AskedFact
    tally: Tally
    missed: tuple[Person, ...]
    wrong: Wrong | None


def show(activity_id: str) -> str:
    """The page. `by` of the address orders the grid by name or points."""
    session, row = db.session(), access.activity(activity_id)
    told, group = report(session, row), access.class_of(row)
    order = request.args.get("by", POINTS)
    return render_template(
        "results/page.html",
        report=told,
        day=day_of(told),
        grid=grid(told, order if order in ORDERS else POINTS),
        order=order if order in ORDERS else POINTS,
        facts=_facts(session, told),
        group=group,
        anew=_anew(session, told, group),
        hand=[person for person in told.people if _needs_a_hand(told, person)],
        readings=readings,
    )


def day_of(told: Report) -> date:
    """The teacher's day on which the activity was."""
    who, activity = identity.somebody(), told.activity
    at = activity.created_at if activity.kind == "room" else activity.closes_at
    return study_day(at or identity.now(), who.zone, 0)


def _facts(session: Session, told: Report) -> list[KnownFact]:
    """All facts, the least known first."""
    people: Mapping[int, Person] = {person.id: person for person in told.people}
    wrong = commonest(session, told)
    known = [
        KnownFact(
            told.facts[fact_id],
            tally,
            tuple(sorted((people[person] for person in tally.missed), key=lambda person: person.name.casefold())),
            wrong.get(fact_id),
        )
        for fact_id, tally in told.by_fact.items()
        if fact_id in told.facts
    ]
    return sorted(known, key=lambda each: (each.tally.share.value, -each.tally.share.of, each.fact.id))


def _anew(session: Session, told: Report, group: ClassRow | None) -> str:
    """The address at which the facts to go over again are set anew; none where there is no class, or nothing to ask."""
    if group is None or not told.again:
        return ""
    asked = {each.question for each in told.given}
    bank, slugs = other_forms(session, told.again[:MOST_QUESTIONS], asked)
    return url_for("assignments.new", class_id=group.public_id, bank=bank, questions=slugs) if slugs else ""


def _needs_a_hand(told: Report, person: Person) -> bool:
    found = told.points.get(person.id)
    return found is not None and found.of > 0 and found.share < HELP

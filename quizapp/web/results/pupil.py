"""One pupil's answers, one by one, for whoever teaches them."""

from dataclasses import dataclass

from flask import abort, render_template
from sqlalchemy.orm import Session

from quizapp.core import results
from quizapp.core.calibration import LEVELS
from quizapp.core.results import Given, Points
from quizapp.storage.results.people import Person
from quizapp.storage.results.questions import AskedQuestion
from quizapp.storage.results.said import Said, said
from quizapp.web import language
from quizapp.web.database import db
from quizapp.web.results import access, readings
from quizapp.web.results.page import day_of
from quizapp.web.results.report import Report, report


@dataclass(frozen=True, slots=True)
class Told:
    """One answer: the question, what was said and what would be right, in lines, and how sure they were."""

    given: Given
    asked: AskedQuestion
    said: Said | None
    lines: tuple[str, ...]
    keys: tuple[str, ...]
    sure: str
    dropped: bool


@dataclass(frozen=True, slots=True)
class Attempted:
    """One attempt: its number, its answers and points."""

    number: int
    answers: list[Told]
    points: Points


def show(activity_id: str, pupil_id: str) -> str:
    """The page: each attempt, the first one first."""
    session = db.session()
    told = report(session, access.activity(activity_id))
    person = next((each for each in told.people if each.public_id == pupil_id), None) or abort(404)
    return render_template(
        "results/pupil.html",
        report=told,
        day=day_of(told),
        person=person,
        attempts=_attempts(session, told, person),
        readings=readings,
    )


def _attempts(session: Session, told: Report, person: Person) -> list[Attempted]:
    words = said(session, told.activity.id)
    found = []
    for number, attempt in enumerate(person.attempts, 1):
        given = sorted((each for each in told.all if each.attempt == attempt), key=lambda each: each.position)
        points = results.points(results.counted(given, told.dropped)).get(person.id, Points(0.0, 0, 0, 0))
        answers = [_told(told, each, words.get((attempt, each.position))) for each in given]
        if answers:
            found.append(Attempted(number, answers, points))
    return found


def _told(told: Report, given: Given, words: Said | None) -> Told:
    asked = told.questions[given.question]
    lines = () if words is None or given.outcome == "unknown" else asked.question.told(words.response)
    return Told(
        given,
        asked,
        words,
        tuple(language.said(line) for line in lines),
        tuple(language.said(line) for line in asked.question.keys),
        language.said(LEVELS[given.confidence]) if given.confidence else "",
        given.question in told.dropped,
    )

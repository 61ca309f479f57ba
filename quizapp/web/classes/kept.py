"""What a class has of the facts it was asked, told to its pupils: of all together, and of nobody in particular."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from quizapp.core.class_forecast import ENOUGH, forecast
from quizapp.core.fact import Fact
from quizapp.core.study_day import study_day
from quizapp.storage import assignments, classes
from quizapp.storage.learners import Who
from quizapp.storage.results import questions
from quizapp.storage.results.course import memories
from quizapp.storage.results.lately import asked_lately
from quizapp.web import identity
from quizapp.web.database import db

SOON = timedelta(days=7)
LARGEST = 60
"""Pupils of a class from which on nothing is reckoned: 300 with 60 facts would take 0.2 s of each visit."""


@dataclass(frozen=True, slots=True)
class Kept:
    """The facts that the class loses within SOON, each with its day (None where it is lost already), and the others."""

    slipping: Sequence[tuple[Fact, date | None]]
    held: Sequence[Fact]


def kept(who: Who, class_id: int) -> Kept | None:
    """Those of the class with that internal id.

    None where too few have met anything, there are more pupils than LARGEST, or `who` works by closed books.
    Statements are answers: nobody reads them while an assignment or a certification of theirs goes on.
    """
    session = db.session()
    pupils = [member.learner_id for member in classes.members(session, class_id)]
    if not ENOUGH <= len(pupils) <= LARGEST or assignments.all_running(session, who.id, identity.now()):
        return None
    facts = questions.facts(session, asked_lately(session, class_id))
    today = study_day(identity.now(), who.zone, who.rollover)
    coming = forecast(memories(session, pupils, list(facts)), today)
    soon = [each for each in coming.facts if each.falls is not None and each.falls <= today + SOON]
    slipping = [(facts[each.fact].fact, None if each.low else each.falls) for each in soon]
    held = [facts[each.fact].fact for each in coming.facts if each not in soon]
    return Kept(slipping, held) if coming.facts else None

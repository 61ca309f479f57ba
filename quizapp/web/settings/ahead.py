"""What the settings bring, told in words and drawn: the work at each target, the way to a date, the fitted memory."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from quizapp.core import readiness
from quizapp.core.fit import FEWEST
from quizapp.core.message import Message, mark
from quizapp.core.preferences import Preferences
from quizapp.core.readiness import SECONDS, Plan
from quizapp.core.schedule import Schedule
from quizapp.core.workload import TARGETS, Known, Load, workload
from quizapp.storage import outlook
from quizapp.storage.learners import Who
from quizapp.storage.shelf import Shelved
from quizapp.web.language import day, gettext, number

WEEKLY_FROM = 29
"""With so many days to a date the plan is told by weeks."""


@dataclass(frozen=True, slots=True)
class Curve:
    """The work at each target; `reading` says it in a sentence, `chosen` is the learner's own target in percent."""

    points: tuple[Load, ...]
    facts: int
    chosen: int
    reading: str


@dataclass(frozen=True, slots=True)
class Way:
    """The plan to a date. `bars` are its days or weeks: the first day, and answers a day."""

    plan: Plan
    bars: tuple[tuple[date, float], ...]
    weekly: bool
    reading: str
    outcome: str


def load(db: Session, who: Who | None, preferences: Preferences, today: date) -> Curve | None:
    """The curve for all banks that feed the cards; None where there is nothing to learn."""
    banks = outlook.bank_ids(db, who.id if who else None)
    known = outlook.known(db, who.id, banks) if who else Known()
    new = outlook.unmet(db, who.id if who else None, banks)
    facts, coming = known.of + new, new if preferences.new_a_day else 0
    if not known.of and not coming:
        return None
    targets = sorted({*TARGETS, preferences.retention})
    points = workload(known, coming, preferences.new_a_day, today, _schedule(who, preferences), targets)
    mine = next(point for point in points if point.retention == preferences.retention)
    other = points[-2] if mine is not points[-2] else points[-1]
    reading = gettext(
        "At %(mine)s\u00a0%% you would give about %(answers)s answers a day for the next two months and know about "
        "%(recalled)s of %(facts)s facts at their end; at %(other)s\u00a0%% about %(more)s answers and "
        "%(known)s facts.",
        mine=round(mine.retention * 100),
        answers=number(round(mine.answers)),
        recalled=number(round(mine.recalled)),
        facts=number(facts),
        other=round(other.retention * 100),
        more=number(round(other.answers)),
        known=number(round(other.recalled)),
    )
    return Curve(points, facts, round(preferences.retention * 100), reading)


def plan(db: Session, who: Who | None, preferences: Preferences, banks: Sequence[Shelved], today: date) -> Way | None:
    """The way to the date to be ready by; None without one that lies ahead."""
    bank = next((each for each in banks if each.slug == preferences.ready_bank), None)
    if who is None or bank is None:
        return None
    ids = frozenset((bank.id,))
    seconds = outlook.seconds(db, who.id) or SECONDS
    known, unmet = outlook.known(db, who.id, ids), outlook.unmet(db, who.id, ids)
    made = readiness.plan(preferences, _schedule(who, preferences), known, unmet, today, seconds)
    if made is None or not made.facts:
        return None
    reading = gettext(
        "To be ready on %(day)s you meet %(new)s new facts a day; about %(answers)s answers a day, "
        "some %(minutes)s min.",
        day=day(made.day, "yMMMMd"),
        new=number(made.new_a_day),
        answers=number(round(made.answers_a_day)),
        minutes=number(max(1, round(made.minutes_a_day))),
    )
    outcome = gettext(
        "On that day you would know about %(recalled)s of the %(facts)s facts.",
        recalled=number(round(made.recalled)),
        facts=number(made.facts),
    )
    weekly = len(made.answers) >= WEEKLY_FROM
    return Way(made, _bars(made, 7 if weekly else 1), weekly, reading, outcome)


def _schedule(who: Who | None, preferences: Preferences) -> Schedule:
    """By what stands in the form, saved or not, and the learner's own memory."""
    return replace(preferences.schedule, parameters=who.parameters) if who else preferences.schedule


def _bars(made: Plan, step: int) -> tuple[tuple[date, float], ...]:
    """Answers a day, the mean of `step` days each."""
    days, answers = readiness.days_of(made), made.answers
    starts = range(0, len(answers), step)
    return tuple((days[at], sum(answers[at : at + step]) / len(answers[at : at + step])) for at in starts)


USED = mark(
    "Default parameters predicted your held-out answers with a log loss of %(default)s, your own with %(own)s: "
    "yours are used."
)
NOT_USED = mark(
    "Default parameters predicted your held-out answers with a log loss of %(default)s, your own with %(own)s: "
    "the default ones are used."
)
TOO_FEW = mark("Not enough answers yet: %(have)s of %(needed)s.")
SOON = mark("There are enough answers; your own parameters will be tried soon.")


def fit(db: Session, who: Who | None) -> Message:
    """What is known of the learner's own parameters."""
    found = outlook.latest_fit(db, who.id) if who else None
    if found:
        losses = {"default": f"{found.default_loss:.3f}", "own": f"{found.fitted_loss:.3f}"}
        return Message(USED if found.adopted else NOT_USED, losses)
    have = outlook.answers(db, who.id, FEWEST) if who else 0
    return Message(TOO_FEW, {"have": have, "needed": FEWEST}) if have < FEWEST else Message(SOON)

"""What a learner knows of a fact, in words: for the list of facts and for a fact's own page."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from quizapp.core.grade import is_right
from quizapp.core.kinds.card import GRADES
from quizapp.core.message import mark
from quizapp.core.question import Text
from quizapp.core.study_day import study_day
from quizapp.storage import fact_history, memories, my_facts
from quizapp.storage.fact_history import Event
from quizapp.storage.learners import Who
from quizapp.storage.notes import notes
from quizapp.storage.types import AnyRow
from quizapp.web import identity

STATES = {
    "new": mark("Not asked yet"),
    "due": mark("Due"),
    "learning": mark("Learning"),
    "known": mark("Known"),
    "wrong": mark("Sure but wrong"),
    "leech": mark("Leech"),
    "suspended": mark("Suspended"),
    "buried": mark("Put off until tomorrow"),
    "marked": mark("Marked"),
}
EVENTS = {
    "bury": mark("Put off until the next day"),
    "suspend": mark("Suspended"),
    "resume": mark("Taken up again"),
    "reset": mark("Reset"),
    "damp": mark("Counted for less"),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """How a learner stands with a fact: `recall` in whole percent and the day it comes back, None if never asked."""

    recall: int | None
    due: date | None
    states: tuple[str, ...]
    suspended: bool
    buried: bool
    marked: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One review as shown: message ids, and the answer in words."""

    day: date
    form: str
    told: tuple[Text, ...]
    outcome: str
    undone: bool


@dataclass(frozen=True, slots=True)
class Mine:
    """All of a learner's own on a fact's page."""

    standing: Standing
    note: str
    lines: tuple[Line, ...]


def today_of(who: Who | None) -> date:
    """The learner's study day; for a stranger the day in UTC."""
    return study_day(identity.now(), who.zone, who.rollover) if who else identity.now().date()


def mine(db: Session, who: Who, fact_id: int) -> Mine:
    """What is shown to `who` about a live fact."""
    standing = standing_of(my_facts.standing(db, who.id, fact_id), today_of(who))
    lines = tuple(_line(event) for event in fact_history.events(db, who.id, fact_id))
    return Mine(standing, notes(db, who.id, [fact_id]).get(fact_id, ""), lines)


def standing_of(row: AnyRow, today: date) -> Standing:
    """A row of `my_facts.search` in words."""
    memory = memories.state_of(row)
    buried = bool(row.buried_until and row.buried_until > today)
    asleep = bool(row.suspended or buried)
    holds = {
        "suspended": row.suspended,
        "buried": buried,
        "new": memory is None,
        "wrong": row.wanted,
        "due": row.due_day is not None and row.due_day <= today and not asleep,
        "known": memory is not None and memory.stability >= my_facts.MATURE,
        "learning": memory is not None and memory.stability < my_facts.MATURE,
        "leech": (row.lapses or 0) >= my_facts.LEECH,
        "marked": row.marked,
    }
    return Standing(
        recall=round(100 * memory.recall(today)) if memory else None,
        due=None if row.suspended else row.due_day,
        states=tuple(STATES[name] for name, applies in holds.items() if applies),
        suspended=bool(row.suspended),
        buried=buried,
        marked=bool(row.marked),
    )


def _line(event: Event) -> Line:
    if event.question is None:
        outcome = GRADES.get(event.own_grade or 0, "")
        form = mark("Flashcard") if event.type == "card" else EVENTS.get(event.type, event.type)
        return Line(event.day, form, (), outcome, event.undone)
    if event.own_grade is not None:
        return Line(event.day, event.question.title, (), GRADES[event.own_grade], event.undone)
    response = event.response or {}
    unknown = bool(response.get("unknown"))
    told = () if unknown or not response else event.question.told(response)
    return Line(event.day, event.question.title, told, _outcome(event.score or 0, unknown), event.undone)


def _outcome(score: float, unknown: bool) -> str:
    if unknown:
        return mark("I don’t know")
    return mark("Right") if is_right(score) else mark("Partly right") if score > 0 else mark("Wrong")

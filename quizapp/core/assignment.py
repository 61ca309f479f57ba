"""An assignment: what is settled about it, when it is open, and until when one attempt may go on."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import Any, Literal

from quizapp.core.message import Message, mark

MOST_QUESTIONS, MOST_ATTEMPTS, MOST_MINUTES = 50, 10, 480
GRACE = timedelta(seconds=2)
"""For the network: an answer that arrives so long after the deadline still counts."""

State = Literal["planned", "open", "over"]
Standing = Literal["absent", "waiting", "working", "stuck", "answered", "finished", "missed"]
"""How somebody stands: `waiting` has not begun, `answered` has answered all and not handed in, `missed` never began."""

PATIENCE = timedelta(minutes=3)
USUAL_FROM = 5
"""Answers from which on their median says how long one takes."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """How an assignment goes. `bank` is a slug; empty tuples mean any; `questions` are slugs chosen by hand.

    `seconds` is for a whole attempt, None for no limit but the window. `pass_mark` is in per cent of the points.
    """

    bank: str
    topics: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    length: int = 10
    seconds: int | None = None
    attempts: int = 1
    pass_mark: int | None = None
    feedback: Literal["now", "end", "after"] = "after"
    """After each answer, after handing in, or after the window."""
    draw: Literal["fixed", "individual"] = "fixed"
    confidence: bool = False

    def data(self) -> dict[str, Any]:
        """As JSON keeps it."""
        return {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(self).items()}


def assignment_from(data: Mapping[str, Any]) -> Assignment:
    """Settings as `data` wrote them; what is missing takes its default, and what else stands there is left out."""
    known: dict[str, Any] = {name: data[name] for name in Assignment.__dataclass_fields__ if name in data}
    lists = {name: tuple(value) for name, value in known.items() if isinstance(value, list)}
    return Assignment(**{"bank": "", **known, **lists})


def problems(wanted: Assignment, opens_at: datetime, closes_at: datetime) -> dict[str, Message]:
    """What is wrong with an assignment, by field; empty where nothing is."""
    rules = {
        "length": (1 <= wanted.length <= MOST_QUESTIONS, mark("Ask between 1 and 50 questions.")),
        "questions": (len(wanted.questions) <= MOST_QUESTIONS, mark("Choose at most 50 questions.")),
        "minutes": (
            wanted.seconds is None or 60 <= wanted.seconds <= 60 * MOST_MINUTES,
            mark("Give between 1 and 480 minutes, or none for no limit."),
        ),
        "attempts": (1 <= wanted.attempts <= MOST_ATTEMPTS, mark("Allow between 1 and 10 attempts.")),
        "pass_mark": (
            wanted.pass_mark is None or 1 <= wanted.pass_mark <= 100,
            mark("A pass mark lies between 1 and 100 per cent, or is left empty."),
        ),
        "closes": (opens_at < closes_at, mark("The window must close after it opens.")),
    }
    return {field: Message(text) for field, (holds, text) in rules.items() if not holds}


def state(opens_at: datetime, closes_at: datetime, now: datetime) -> State:
    """Whether the window is still to come, open, or over; it is open from `opens_at` on and no more at `closes_at`."""
    return "planned" if now < opens_at else "open" if now < closes_at else "over"


def deadline(started_at: datetime, seconds: int | None, extra_percent: int, closes_at: datetime) -> datetime:
    """Until when an attempt goes on: for its time or to the end of the window, whichever comes first.

    Extra time, in per cent of the limit, makes both later: whoever begins when there is just time enough for others
    has all of their own. Without a limit there is nothing to extend.
    """
    if seconds is None:
        return closes_at
    extra = timedelta(seconds=seconds * extra_percent / 100)
    return min(started_at + timedelta(seconds=seconds), closes_at) + extra


def is_stuck(since: datetime, now: datetime, seconds: Sequence[float]) -> bool:
    """Whether somebody who works is stuck: at the same question for more than three minutes, and for long.

    `since` is when they last opened a question, answered one, or began. Long is three times the median of `seconds`,
    the time each answer of the assignment took so far; until there are USUAL_FROM of them, three minutes are enough.
    """
    usual = timedelta(seconds=median(seconds)) if len(seconds) >= USUAL_FROM else timedelta()
    return now - since > max(PATIENCE, 3 * usual)


def counting(shares: Sequence[float]) -> int:
    """Which of several attempts counts, by their shares of the points: the best, of equal ones the first."""
    return max(range(len(shares)), key=lambda place: (shares[place], -place))


def passes(share: float, pass_mark: int | None) -> bool | None:
    """Whether a share of the points, 0 to 1, reaches a pass mark in per cent; None where there is no pass mark."""
    return None if pass_mark is None else share >= pass_mark / 100 - 1e-9

"""A live room as a state machine: commands become events, and the state is what the events add up to.

Nothing here knows a clock, a database or a person: `now` is an argument, and who plays stands in rows of its own.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Literal

from quizapp.core.message import Message, mark

Phase = Literal["lobby", "question", "reveal", "over"]
Pace = Literal["host", "automatic"]

GRACE = timedelta(milliseconds=500)
"""How long after the countdown an answer is still taken: it may have been on its way."""
SHORTEST, LONGEST = 5, 600
"""Seconds to answer a question in."""
MOST_EXTRA = 300
"""Seconds by which a countdown may be extended at once."""
MOST_BONUS = 20
"""Per cent of a right answer's points that speed may add."""


@dataclass(frozen=True, slots=True)
class RoomSettings:
    """How a room goes; fixed when it is made."""

    seconds: int = 30
    pace: Pace = "host"
    reveal_seconds: int = 15
    """How long a result stands before the next question, where the pace is automatic."""
    bonus: int = 0
    """Per cent that speed adds at most, 0 to MOST_BONUS."""
    confidence: bool = False
    teams: int = 0
    """How many teams play, or 0."""
    own_order: bool = False
    """Whether each phone shows the options in an order of its own."""
    approve: bool = False
    """Whether the host lets everybody in by hand."""
    made_names: bool = False
    """Whether names are generated and none can be chosen."""
    rehearsal: bool = False
    """Whether the teacher tries it out alone: nothing enters memory or results."""

    def data(self) -> dict[str, Any]:
        """As JSON."""
        return asdict(self)


def settings_from(data: Mapping[str, Any]) -> RoomSettings:
    """The settings among others in `data`."""
    return RoomSettings(**{name: data[name] for name in RoomSettings.__slots__ if name in data})


@dataclass(frozen=True, slots=True)
class RoomState:
    """Where a room stands. `position` is the question asked last, from 1; 0 in the lobby."""

    length: int
    phase: Phase = "lobby"
    position: int = 0
    opened_at: datetime | None = None
    closes_at: datetime | None = None
    """When the countdown ends; it may have been extended."""
    closed_at: datetime | None = None
    locked: bool = False
    approve: bool = False
    pace: Pace = "host"
    skipped: tuple[int, ...] = ()
    left_out: tuple[int, ...] = ()
    """Questions that are never asked: a fact in them was corrected before their turn came."""
    corrected: tuple[int, ...] = ()
    """Questions that were open when a fact in them was corrected. Their answers count, unless the host skips them."""
    rematch: str | None = None
    """The public id of the room in which the same people play again."""

    @property
    def following(self) -> int | None:
        """The position of the next question; None where no other comes."""
        ahead = range(self.position + 1, self.length + 1)
        return next((each for each in ahead if each not in self.left_out), None)

    @property
    def is_last(self) -> bool:
        """Whether no question comes after this one."""
        return self.following is None

    @property
    def count(self) -> int:
        """How many questions the room asks."""
        return self.length - len(self.left_out)

    @property
    def number(self) -> int:
        """Which of those it asks is the present one, from 1; 0 in the lobby."""
        return self.position - sum(each <= self.position for each in self.left_out)

    def takes_answers(self, position: int, at: datetime) -> bool:
        """Whether an answer to the question at `position` that came `at` counts."""
        return (
            self.phase == "question"
            and position == self.position
            and self.closes_at is not None
            and at <= self.closes_at + GRACE
        )

    def closed_positions(self) -> tuple[int, ...]:
        """The questions whose results may be told: without those that were skipped or never asked."""
        last = self.position - (self.phase == "question")
        return tuple(each for each in range(1, last + 1) if each not in (*self.skipped, *self.left_out))

    def data(self) -> dict[str, Any]:
        """As JSON."""
        return {
            name: value.isoformat() if isinstance(value, datetime) else value for name, value in asdict(self).items()
        }


def state_from(data: Mapping[str, Any]) -> RoomState:
    """The inverse of `RoomState.data`."""
    times = {
        name: datetime.fromisoformat(data[name]) for name in ("opened_at", "closes_at", "closed_at") if data.get(name)
    }
    places = {name: tuple(data.get(name, ())) for name in ("skipped", "left_out", "corrected")}
    return RoomState(**{**data, **times, **places})


def opening(settings: RoomSettings, length: int) -> RoomState:
    """A room of `length` questions before anything happened in it."""
    return RoomState(length, pace=settings.pace, approve=settings.approve)


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened; `data` is JSON."""

    type: str
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Command:
    """What a host, or time, wants: `position` is the question that was seen then, so that nothing happens twice."""

    name: str
    position: int | None = None
    seconds: int = 0


class Refused(ValueError):
    """A command that makes no sense now; `message` says why."""

    def __init__(self, text: str) -> None:
        """Hold the message id."""
        self.message = Message(text)
        super().__init__(text)


# -- commands -----------------------------------------------------------------------------------------------------


def decide(state: RoomState, settings: RoomSettings, command: Command, now: datetime) -> tuple[Event, ...]:
    """The events that a command brings; none where it is out of date. Raises Refused where it never could be done."""
    if command.name not in COMMANDS:
        raise Refused(mark("This room does not know that command."))
    late = command.position is not None and command.position != state.position
    if late or state.phase == "over":
        return ()
    return COMMANDS[command.name](state, settings, command, now)


def due(state: RoomState, settings: RoomSettings, now: datetime) -> Command | None:
    """What time brings now: the countdown is over, or the next question comes by itself."""
    moment = next_change(state, settings)
    if moment is None or now <= moment:
        return None
    return Command("close" if state.phase == "question" else "next", state.position)


def next_change(state: RoomState, settings: RoomSettings) -> datetime | None:
    """When `due` will say something, if nobody does anything."""
    if state.phase == "question" and state.closes_at:
        return state.closes_at + GRACE
    if state.phase == "reveal" and state.pace == "automatic" and state.closed_at:
        return state.closed_at + timedelta(seconds=settings.reveal_seconds)
    return None


def _next(state: RoomState, settings: RoomSettings, _command: Command, now: datetime) -> tuple[Event, ...]:
    if state.phase == "question":
        return ()
    return (_go_on(state, settings, now),)


def _go_on(state: RoomState, settings: RoomSettings, now: datetime) -> Event:
    """The next question, or the end."""
    position = state.following
    if position is None:
        return Event("ended", {})
    closes_at = now + timedelta(seconds=settings.seconds)
    return Event("question", {"position": position, "closes_at": closes_at.isoformat()})


def _close(state: RoomState, _settings: RoomSettings, _command: Command, _now: datetime) -> tuple[Event, ...]:
    return (Event("closed", {"position": state.position}),) if state.phase == "question" else ()


def _skip(state: RoomState, settings: RoomSettings, _command: Command, now: datetime) -> tuple[Event, ...]:
    if state.phase != "question":
        return ()
    return (Event("skipped", {"position": state.position}), _go_on(state, settings, now))


def _extend(state: RoomState, _settings: RoomSettings, command: Command, now: datetime) -> tuple[Event, ...]:
    if state.phase != "question" or state.closes_at is None:
        return ()
    if not 1 <= command.seconds <= MOST_EXTRA:
        raise Refused(mark("Give from 1 to 300 seconds more."))
    longer = max(state.closes_at, now) + timedelta(seconds=command.seconds)
    return (Event("extended", {"closes_at": longer.isoformat()}),)


def _end(state: RoomState, _settings: RoomSettings, _command: Command, _now: datetime) -> tuple[Event, ...]:
    closed = (Event("closed", {"position": state.position}),) if state.phase == "question" else ()
    return (*closed, Event("ended", {}))


def _switch(name: str, value: object) -> Callable[[RoomState, RoomSettings, Command, datetime], tuple[Event, ...]]:
    def switch(state: RoomState, _s: RoomSettings, _c: Command, _n: datetime) -> tuple[Event, ...]:
        return () if getattr(state, name) == value else (Event("set", {name: value}),)

    return switch


COMMANDS: Mapping[str, Callable[[RoomState, RoomSettings, Command, datetime], tuple[Event, ...]]] = {
    "next": _next,
    "close": _close,
    "skip": _skip,
    "extend": _extend,
    "end": _end,
    "lock": _switch("locked", True),
    "unlock": _switch("locked", False),
    "approve": _switch("approve", True),
    "welcome": _switch("approve", False),
    "automatic": _switch("pace", "automatic"),
    "by hand": _switch("pace", "host"),
}


def withdrawal(state: RoomState, positions: Collection[int]) -> tuple[Event, ...]:
    """The event by which a room hears that the questions at `positions` are withdrawn; none where that is no news.

    Those still to come are left out. One that is open stays, and those that are closed are as they were.
    """
    first = state.position + (state.phase != "question")
    known = (*state.left_out, *state.corrected)
    news = [each for each in sorted(positions) if each >= first and each not in known]
    return (Event("withdrawn", {"positions": news}),) if news and state.phase != "over" else ()


# -- events -------------------------------------------------------------------------------------------------------


def apply(state: RoomState, event: Event, at: datetime) -> RoomState:
    """The state after an event that happened `at`. Events about people alone change nothing here."""
    change = CHANGES.get(event.type)
    return replace(state, **change(state, event.data, at)) if change else state


def _opened(_state: RoomState, data: Mapping[str, Any], at: datetime) -> dict[str, Any]:
    closes_at = datetime.fromisoformat(data["closes_at"])
    return {
        "phase": "question",
        "position": data["position"],
        "opened_at": at,
        "closes_at": closes_at,
        "closed_at": None,
    }


def _withdrew(state: RoomState, data: Mapping[str, Any], _at: datetime) -> dict[str, Any]:
    ahead = tuple(each for each in data["positions"] if each > state.position)
    here = tuple(each for each in data["positions"] if each == state.position)
    return {"left_out": (*state.left_out, *ahead), "corrected": (*state.corrected, *here)}


CHANGES: Mapping[str, Callable[[RoomState, Mapping[str, Any], datetime], dict[str, Any]]] = {
    "question": _opened,
    "extended": lambda _state, data, _at: {"closes_at": datetime.fromisoformat(data["closes_at"])},
    "closed": lambda _state, _data, at: {"phase": "reveal", "closed_at": at},
    "skipped": lambda state, data, _at: {"skipped": (*state.skipped, data["position"])},
    "withdrawn": _withdrew,
    "ended": lambda _state, _data, at: {"phase": "over", "closed_at": at},
    "set": lambda _state, data, _at: dict(data),
    "rematch": lambda _state, data, _at: dict(data),
}


def replay(start: RoomState, events: Sequence[tuple[Event, datetime]]) -> RoomState:
    """The state that a log of events adds up to."""
    for event, at in events:
        start = apply(start, event, at)
    return start

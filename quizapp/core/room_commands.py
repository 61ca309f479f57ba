"""What a host's command, time or a correction brings in a live room: events, decided from the state alone."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from quizapp.core.message import Message, mark
from quizapp.core.room import GRACE, Event, RoomSettings, RoomState

MOST_EXTRA = 300
"""Seconds by which a countdown may be extended at once."""


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

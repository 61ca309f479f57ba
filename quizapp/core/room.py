"""A live room as a state machine: commands become events, and the state is what the events add up to.

Here is what a room is; `room_commands` says what a command or time brings, `room_events` what that changes. None knows
a clock, a database or a person: `now` is an argument, and who plays stands in rows of its own.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

Phase = Literal["lobby", "question", "reveal", "over"]
Pace = Literal["host", "automatic"]

GRACE = timedelta(milliseconds=500)
"""How long after the countdown an answer is still taken: it may have been on its way."""
SHORTEST, LONGEST = 5, 600
"""Seconds to answer a question in."""
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

"""What an event changes in a live room; a room's state is what its log of events adds up to."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from quizapp.core.room import Event, RoomState


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

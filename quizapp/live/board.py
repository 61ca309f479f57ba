"""What a process knows of a room: a copy of the rows, brought up to date by the room's events."""

import threading
from collections.abc import Callable, Hashable, Sequence
from copy import copy
from datetime import datetime
from typing import Any, Self, TypeVar

from quizapp.core.points import points
from quizapp.core.room import Event, RoomSettings, RoomState
from quizapp.core.room_events import replay
from quizapp.storage.rooms import COUNTED, Given, PlayerRow, RoomRow
from quizapp.storage.slots import Slot

T = TypeVar("T")
News = Sequence[tuple[int, Event, datetime]]


class Board:
    """A room, its questions, its players and their answers to closed questions: made by `Boards`, and told apart.

    What it says of a moment never changes: with each event comes another board, so that whoever makes a view of one is
    not disturbed. Only `answered` moves.
    """

    def __init__(self, row: RoomRow, slots: dict[int, Slot], players: list[PlayerRow]) -> None:
        """Copy what the database holds at one moment."""
        self.room_id, self.public_id, self.title = row.id, row.public_id, row.title
        self.kind, self.class_id = row.kind, row.class_id
        self.code: str | None = row.code
        self.settings: RoomSettings = row.settings
        self.state: RoomState = row.state
        self.sequence: int = row.sequence
        self.heard: int = row.sequence
        """The number of the last event that players have to hear of: who else joined is none of them."""
        self.ruled = 0
        """The number of the last event by which answers are worth something else, as far as this board saw one."""
        self.dropped: frozenset[int] | None = None
        """The positions that a teacher dropped, so that they count for nobody; None before they were read."""
        self.slots = slots
        self.players: dict[int, PlayerRow] = {}
        self.by_secret: dict[str, int] = {}
        self.by_learner: dict[int, int] = {}
        self.asked: dict[int, dict[int, tuple[int, int]]] = {}
        self.given: dict[int, dict[int, Given]] = {}
        self.worth: dict[int, dict[int, int]] = {}
        self.answered = 0
        """How many have answered the present question, as `keeper` counted last."""
        self._made: dict[Hashable, Any] = {}
        self._making = threading.RLock()
        self.hint = 0
        """How many hints there had been when this was read."""
        self.looked = 0.0
        """When the record was looked at last, on the monotonic clock."""
        self.note(players)

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` made from this board for whoever asked first; everybody else waits for it.

        It may read the database, and then a thousand phones that were woken together would all make it.
        """
        if key not in self._made:
            with self._making:
                if key not in self._made:
                    self._made[key] = make()
        made: T = self._made[key]
        return made

    def after(self, news: News, players: list[PlayerRow]) -> Self:
        """The board after events, and with the rows of the players whom they touched."""
        later = copy(self)
        later.players = dict(self.players)
        later.by_secret, later.by_learner = dict(self.by_secret), dict(self.by_learner)
        later.given, later._made, later._making = dict(self.given), {}, threading.RLock()
        later.note(players)
        later.state, later.sequence = replay(self.state, [(event, at) for _, event, at in news]), news[-1][0]
        later.ruled = max((number for number, event, _ in news if event.type == "ruled"), default=self.ruled)
        if later.ruled != self.ruled:
            later.given, later.worth, later.dropped = {}, {}, None
        later.heard = max((number for number, event, _ in news if event.type != "joined"), default=self.heard)
        later.code = None if later.state.phase == "over" else self.code
        return later

    @property
    def slot(self) -> Slot | None:
        """The question asked last."""
        return self.slots.get(self.state.position)

    @property
    def present(self) -> list[PlayerRow]:
        """Who plays."""
        return [player for player in self.players.values() if player.state == "in"]

    @property
    def counted(self) -> list[PlayerRow]:
        """Whose answers count: who plays and who has left, but nobody who was taken out."""
        return [player for player in self.players.values() if player.state in COUNTED]

    def counting(self) -> list[int]:
        """The closed questions that count."""
        return [position for position in self.state.closed_positions() if position not in (self.dropped or ())]

    def answers(self, position: int) -> list[Given]:
        """The answers that count at a closed position."""
        given = self.given.get(position, {})
        return [given[player.attempt_id] for player in self.counted if player.attempt_id in given]

    def answering(self) -> int:
        """How many are asked the present question."""
        return sum(player.first_position <= self.state.position for player in self.present)

    def note(self, players: list[PlayerRow]) -> None:
        """Take in rows of players."""
        for player in players:
            self.players[player.attempt_id] = player
            self.by_secret[player.secret_hash] = player.attempt_id
            self.by_learner[player.learner_id] = player.attempt_id

    def points_at(self, position: int) -> dict[int, int]:
        """Points by attempt at a closed position; each phone asks, so they are counted once."""
        if position not in self.worth and position in self.given:
            settings = self.settings
            self.worth[position] = {
                attempt_id: points(each.score, each.elapsed, settings.seconds, settings.bonus, each.confidence)
                for attempt_id, each in self.given[position].items()
            }
        return self.worth.get(position, {})

    def totals(self) -> dict[int, int]:
        """Points by attempt over all questions that count, of everybody who counts."""
        return self.once("totals", self._totals)

    def _totals(self) -> dict[int, int]:
        totals = {player.attempt_id: 0 for player in self.counted}
        for position in self.counting():
            for attempt_id, worth in self.points_at(position).items():
                if attempt_id in totals:
                    totals[attempt_id] += worth
        return totals

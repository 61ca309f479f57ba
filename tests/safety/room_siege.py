"""A live game under attack: players cut off, latecomers, killed workers, a Redis that comes and goes, a lost host.

The game is played by a crowd against two workers with PostgreSQL and Redis; it is over when every question was asked.
"""

import os
import random
import signal
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from fixtures.crowd import Crowd, Desk, Phone
from fixtures.redis import Redis
from fixtures.room_record import open_on, room_faults
from fixtures.server import Server
from fixtures.wire import Loop

from quizapp.core.room import RoomSettings

PATIENCE = 180
COUNTDOWN = 30
"""Seconds. A question waits for everybody who is in, also for whoever was lost while joining: so it has an end."""


@dataclass(frozen=True)
class Plan:
    """How large a game is, and how often each fault comes in it."""

    players: int
    questions: int
    within: float
    """Seconds in which a player answers."""
    cuts: int
    """Of each player."""
    late: int
    kills: int
    restarts: int
    gone: float
    """Seconds for which the host is away."""


@dataclass
class Siege:
    """One game."""

    plan: Plan
    server: Server
    redis: Redis
    database: str
    seed: int
    done: Counter[str] = field(default_factory=Counter)
    """Faults that took place, by kind."""

    def __post_init__(self) -> None:
        self.rng, self.planned = random.Random(self.seed), 0
        settings = RoomSettings(seconds=COUNTDOWN, bonus=20, own_order=True)
        self.room = open_on(self.server.home, self.database, self.plan.questions, settings)
        parts = urlsplit(self.server.url)
        self.loop = Loop((str(parts.hostname), int(parts.port or 0)))
        self.crowd = Crowd(self.loop, self.room.public_id, self.plan.within, self.seed)
        self.desk = Desk(self.loop, self.room.public_id, self.room.secret)

    def close(self) -> None:
        """End all connections."""
        self.loop.close()
        self.room.close()

    def play(self) -> list[str]:
        """Play it all; returns what is wrong with the record."""
        self.desk.open()
        self.crowd.join(self.plan.players, at_once=5, patience=PATIENCE)
        schedule = self._schedule()
        for position in range(1, self.plan.questions + 1):
            self._question(position, [fault for at, fault in schedule if at == position])
        self.desk.do("next")
        self.loop.run(lambda: all(phone.phase == "over" for phone in self.crowd.phones), PATIENCE, "the end")
        return room_faults(self.room, self.crowd)

    def _schedule(self) -> list[tuple[int, Callable[[], None]]]:
        """Which fault comes in which question; nobody can join once the last one is asked."""
        plan, rng = self.plan, self.rng
        any_time = [self._cut(phone) for phone in self.crowd.phones for _ in range(plan.cuts)]
        any_time += [self._kill] * plan.kills + [self._restart] * plan.restarts
        faults = [(rng.randint(1, plan.questions), fault) for fault in any_time]
        faults += [(rng.randint(1, plan.questions - 1), self._late) for _ in range(plan.late)]
        return [*faults, (rng.randint(1, plan.questions), self._leave)]

    def _question(self, position: int, faults: list[Callable[[], None]]) -> None:
        """Ask one, and let faults come from before it is seen until its result is."""
        asked = list(self.crowd.phones)
        for fault in faults:
            if fault != self._leave:
                self.planned += 1
                self.loop.after(self.rng.random() * (self.plan.within + 0.5), partial(self._commit, fault))
        self.desk.do("next")
        if self._leave in faults:
            self._leave()
        self.loop.run(lambda: all(position in phone.told for phone in asked), PATIENCE, f"result {position}")
        self.loop.run(self._rested, PATIENCE, "all that was planned")
        if not self.desk.phase:
            self.desk.open()
        self.loop.run(
            lambda: (self.desk.phase, self.desk.position) == ("reveal", position), PATIENCE, "the host's screen"
        )

    def _rested(self) -> bool:
        """Whether everybody is in and connected, whatever happened."""
        connected = all(phone.stream and phone.phase and not phone.stream.lost_at for phone in self.crowd.phones)
        return connected and self.planned == 0

    def _commit(self, fault: Callable[[], None]) -> None:
        self.planned -= 1
        fault()

    # -- faults --------------------------------------------------------------------------------------------------------

    def _cut(self, phone: Phone) -> Callable[[], None]:
        def cut() -> None:
            phone.cut()
            self.done["cut"] += 1

        return cut

    def _late(self) -> None:
        self.crowd.late()
        self.done["late"] += 1

    def _kill(self) -> None:
        master = self.server.process.pid
        workers = Path(f"/proc/{master}/task/{master}/children").read_text().split()
        if workers:
            os.kill(int(self.rng.choice(workers)), signal.SIGKILL)
            self.done["kill"] += 1

    def _restart(self) -> None:
        self.redis.kill()
        self.done["restart"] += 1
        self.loop.after(0.3 + self.rng.random(), self.redis.start)

    def _leave(self) -> None:
        self.desk.leave()
        self.loop.rest(self.plan.gone)
        self.done["leave"] += 1

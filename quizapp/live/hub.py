"""The hub: who watches a room is woken when something changed in it. It carries hints, never content."""

import threading
import time
from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Literal

Channel = Literal["hosts", "players"]
HOSTS: Channel = "hosts"
PLAYERS: Channel = "players"
EVERYBODY: tuple[Channel, ...] = (PLAYERS, HOSTS)
"""In the order in which they are woken: a host's screen takes longest to draw, and players' time is running."""


HEARTBEAT_SECONDS = 15
"""How long a watcher waits in silence."""


class Watch:
    """One who watches a room: woken by `wake`, once for however much happened meanwhile."""

    def __init__(self) -> None:
        """Watch nothing yet."""
        self._event = threading.Event()
        self._news = False
        self.began = time.monotonic()
        """When this began to wait."""
        self.closed = False

    def wake(self) -> None:
        """Let `wait` return, as there is news."""
        self._news = True
        self._event.set()

    def beat(self) -> None:
        """Let `wait` return, as there has been none."""
        self._event.set()

    def wait(self, seconds: float | None = None) -> bool:
        """Wait for news or for a heartbeat, or at most so long; returns whether there is news."""
        self.began = time.monotonic()
        self._event.wait(seconds)
        self._event.clear()
        news, self._news = self._news, False
        return news


class Hub(ABC):
    """Wakes watchers in this process; `publish` tells the others, too, where there are any."""

    def __init__(self) -> None:
        """Start without watchers."""
        self._watches: dict[tuple[int, Channel], set[Watch]] = defaultdict(set)
        self.on_change: Callable[[int, tuple[Channel, ...]], None] = lambda room_id, channels: None
        """Called with the room's id and who is about to be woken."""
        self.on_watch: Callable[[], None] = lambda: None
        """Called when somebody begins to watch."""
        self.closed = False

    @abstractmethod
    def publish(self, room_id: int, channels: tuple[Channel, ...]) -> None:
        """Say that something changed for these channels of a room. To be called after the commit."""

    def listen(self) -> None:  # noqa: B027 - where there is nobody else, there is nothing to hear
        """Begin to hear of what other processes do, if there is a way."""

    @contextmanager
    def watch(self, room_id: int, channel: Channel) -> Iterator[Watch]:
        """Watch a channel of a room."""
        watch = Watch()
        watch.closed = self.closed
        self._watches[room_id, channel].add(watch)
        self.listen()
        self.on_watch()
        try:
            yield watch
        finally:
            watches = self._watches[room_id, channel]
            watches.discard(watch)
            if not watches:
                self._watches.pop((room_id, channel), None)

    def wake(self, room_id: int, channels: tuple[Channel, ...]) -> None:
        """Wake those who watch in this process."""
        self.on_change(room_id, channels)
        for channel in EVERYBODY:
            for watch in tuple(self._watches.get((room_id, channel), ())) if channel in channels else ():
                watch.wake()

    def beat(self) -> None:
        """Let whoever has waited long say that they are still there.

        One look at all of them every now and then: a timer for each was a tenth of what it took to push a question.
        """
        before = time.monotonic() - HEARTBEAT_SECONDS
        for watches in tuple(self._watches.values()):
            for watch in tuple(watches):
                if watch.began < before:
                    watch.beat()

    def watched(self) -> set[int]:
        """The rooms that somebody watches in this process."""
        return {room_id for room_id, _ in tuple(self._watches)}

    def close(self) -> None:
        """End all watching: the process is about to stop."""
        self.closed = True
        for watches in tuple(self._watches.values()):
            for watch in tuple(watches):
                watch.closed = True
                watch.wake()

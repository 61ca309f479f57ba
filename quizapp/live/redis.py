"""The hub of several processes: Redis passes hints on. Nothing is lost without it; hints then come by polling."""

import json
import logging
import os
import threading
import time
from typing import Any
from uuid import uuid4

from quizapp.live.hub import Channel, Hub

TOPIC = "quizapp:room"
AGAIN_SECONDS = 0.5
PATIENCE_SECONDS = 1.0

log = logging.getLogger("quizapp.live")


class RedisHub(Hub):
    """Wakes watchers here and passes the hint on; a Redis that is away costs a line in the log and nothing else."""

    def __init__(self, url: str) -> None:
        """Connect when first needed: the process may be forked until then."""
        super().__init__()
        self._url = url
        self._name = ""
        self._process = 0
        self._client: Any = None
        self._waiting: dict[int, set[Channel]] = {}
        self._told = threading.Event()

    def publish(self, room_id: int, channels: tuple[Channel, ...]) -> None:
        """Wake those here at once; the others hear of it from a thread of its own, so that nobody waits for Redis."""
        self.wake(room_id, channels)
        self.listen()
        self._waiting.setdefault(room_id, set()).update(channels)
        self._told.set()

    def listen(self) -> None:
        """Begin to hear and to pass on, once a process."""
        if self._process == os.getpid():
            return
        self._process = os.getpid()
        self._name = uuid4().hex  # Not before the fork: each process must know its own hints.
        from redis import Redis

        self._client = Redis.from_url(
            self._url, socket_connect_timeout=PATIENCE_SECONDS, socket_keepalive=True, health_check_interval=15
        )
        for work in (self._hear, self._tell):
            threading.Thread(target=self._keep_at, args=(work,), daemon=True).start()

    def _keep_at(self, work: Any) -> None:
        from redis.exceptions import RedisError

        away = False
        while not self.closed:
            try:
                work()
                away = False
            except (RedisError, OSError) as error:
                if not away:
                    log.warning("Redis is away (%s); rooms go on, a little slower", type(error).__name__)
                away = True
                time.sleep(AGAIN_SECONDS)

    def _tell(self) -> None:
        """Pass on whatever waits, all that happened meanwhile as one hint a room."""
        self._told.wait(5)
        self._told.clear()
        while self._waiting:
            room_id, channels = self._waiting.popitem()
            self._client.publish(TOPIC, json.dumps([self._name, room_id, sorted(channels)]))

    def _hear(self) -> None:
        with self._client.pubsub(ignore_subscribe_messages=True) as heard:
            heard.subscribe(TOPIC)
            while not self.closed:
                message = heard.get_message(timeout=5)
                if message:
                    self._heard(message["data"])

    def _heard(self, data: bytes) -> None:
        try:
            name, room_id, channels = json.loads(data)
            if name != self._name:
                self.wake(int(room_id), tuple(channels))
        except (TypeError, ValueError):
            log.warning("a hint that cannot be read was dropped")

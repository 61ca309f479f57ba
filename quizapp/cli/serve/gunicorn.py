"""gunicorn inside our own command: gevent workers, set up for many open streams."""

import signal
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import gevent
from flask import Flask
from gunicorn.app.base import BaseApplication

CONNECTIONS = 5000
"""Of each worker. gunicorn's 1,000 starves every answer once 1,000 streams are open."""
GRACE_SECONDS = 3
BURST_SECONDS = 0.1
"""How long greenlets that are ready go on before new requests are looked at, in seconds.

gevent takes Python's switching interval for it. With its 5 ms, so many answers to a question are worked on while the
question is still on its way to others that with 1,000 players the last one gets it 100 ms later; with 250 ms, the first
answers wait until everybody has the question, and one in a hundred is acknowledged 60 ms later than with this.
"""


class Server(BaseApplication):
    """Serves `app` on the listening socket `listener`, a file descriptor that it closes.

    `ready` is called when it listens, `started` in each worker process, `ending` there as soon as it is told to end.
    """

    def __init__(
        self,
        app: Flask,
        listener: int,
        workers: int,
        *,
        ready: Callable[[], None],
        started: Callable[[], None],
        ending: Callable[[], None],
    ):
        self.app = app
        self.settings: dict[str, Any] = {
            "bind": f"fd://{listener}",
            "workers": workers,
            "worker_class": "gevent",
            "worker_connections": CONNECTIONS,
            "graceful_timeout": GRACE_SECONDS,
            "keepalive": 30,
            "preload_app": True,
            "loglevel": "warning",  # The app logs requests itself.
            "control_socket_disable": True,
            # Which proxies to trust is our configuration's business: gunicorn must not take their word by itself.
            "forwarded_allow_ips": "",
            "secure_scheme_headers": {},
            "when_ready": lambda _arbiter: ready(),
            "post_worker_init": lambda _worker: _begin(started, ending),
        }
        super().__init__()

    def load_config(self) -> None:
        """Hand the settings over; nothing is read from files, flags or the environment."""
        for name, value in self.settings.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """Return what is served."""
        return self.app


def _begin(started: Callable[[], None], ending: Callable[[], None]) -> None:
    """Gunicorn waits for whatever is being answered, and a stream never ends by itself: so it is told first."""
    for number in (signal.SIGTERM, signal.SIGQUIT, signal.SIGINT):
        signal.signal(number, _first(ending, signal.getsignal(number)))
    sys.setswitchinterval(BURST_SECONDS)
    started()


def _first(ending: Callable[[], None], before: Any) -> Callable[[int, FrameType | None], None]:
    def handle(number: int, frame: FrameType | None) -> None:
        gevent.spawn(ending)
        if callable(before):
            before(number, frame)

    return handle

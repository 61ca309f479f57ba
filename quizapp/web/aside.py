"""Work that would hold up everybody else, or that nobody is to wait for."""

import threading
import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
PAUSE = 0.1
"""Seconds."""


def aside(function: Callable[..., T], *args: object) -> T:
    """Return `function(*args)`; under gevent, other requests go on meanwhile. It must not touch the database."""
    try:
        from gevent.monkey import is_module_patched
    except ImportError:  # pragma: no cover - only where gevent has no wheel
        return function(*args)
    if not is_module_patched("socket"):
        return function(*args)
    from gevent import get_hub

    result: T = get_hub().threadpool.apply(function, args)
    return result


def later(function: Callable[..., None], *args: object) -> None:
    """Call `function(*args)` beside the requests, so that no answer's time tells what it does. It is lost at an exit.

    It has no request and no session: whoever needs them brings the app and opens a context. Under gevent, which
    serve has patched in, this thread is a greenlet: sockets in it let others go on, a database file does not. So it
    waits a moment, in which the answer leaves.
    """

    def run() -> None:
        time.sleep(PAUSE)
        function(*args)

    threading.Thread(target=run, name=function.__name__, daemon=True).start()

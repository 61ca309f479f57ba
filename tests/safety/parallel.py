"""Doing something several times at once, each time with a connection of its own."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from quizapp.storage.database import engine_options, prepare

T = TypeVar("T")
PATIENCE = 60
"""Seconds after which a wait has failed."""


@contextmanager
def connected(database: str) -> Iterator[Session]:
    """A session on an engine of its own, set up as in the app."""
    engine = create_engine(database, **engine_options(database))
    prepare(engine)
    try:
        with Session(engine) as db:
            yield db
    finally:
        engine.dispose()


def at_once(times: int, act: Callable[[int, Callable[[], object]], T]) -> list[T]:
    """Call `act(number, ready)` in so many threads; `ready()` blocks until all of them have called it."""
    barrier = threading.Barrier(times, timeout=PATIENCE)
    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(lambda number: act(number, barrier.wait), range(times)))

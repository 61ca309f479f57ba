"""A lock on the data folder: servers share it, a restore needs it alone. The system frees it when a process dies."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from quizapp.cli.failure import Failure

FILE = "serving.lock"


@contextmanager
def serving(home: Path) -> Iterator[None]:
    """Tell others that a server uses this folder; its worker processes inherit the lock. Fails during a restore."""
    with _lock(home, fcntl.LOCK_SH, "A restore is going on in this data folder; start again when it is done."):
        yield


@contextmanager
def alone(home: Path) -> Iterator[None]:
    """Keep servers off this folder. Fails while one runs."""
    with _lock(home, fcntl.LOCK_EX, "A server is using this data folder; stop it first."):
        yield


@contextmanager
def _lock(home: Path, kind: int, otherwise: str) -> Iterator[None]:
    with (home / FILE).open("a") as file:
        try:
            fcntl.flock(file, kind | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Failure(otherwise) from error
        yield

"""What is due comes due: each worker looks once in a while, and a lease sees that only one of them acts."""

import logging
import os
import socket
from datetime import UTC, datetime

import gevent
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from quizapp.actions.run_jobs import run_due
from quizapp.storage.database import engine_options, prepare

EVERY_SECONDS = 30

log = logging.getLogger("quizapp.clock")


def start(url: str) -> None:
    """Run the jobs of the database at `url` beside the requests, until the process ends."""
    gevent.spawn(_run, url)


def _run(url: str) -> None:
    engine = create_engine(url, **engine_options(url))
    prepare(engine)
    holder = f"{socket.gethostname()}:{os.getpid()}"
    while True:
        try:
            with Session(engine) as db:
                run_due(db, datetime.now(UTC), holder)
        except Exception:  # A job that fails is tried again; it must not end the clock.
            log.exception("a job failed")
        gevent.sleep(EVERY_SECONDS)

"""What time brings, done in the background of every worker; the lease in the database lets one of them do each job."""

import logging
import os
import random
from datetime import UTC, datetime

import gevent
from flask import Flask
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from quizapp.actions.run_jobs import run_due

EVERY_SECONDS = 20
logger = logging.getLogger("quizapp.jobs")


def start(app: Flask) -> None:
    """Begin to run jobs as they come due, until the process ends."""
    gevent.spawn(_loop, app)


def _loop(app: Flask) -> None:
    while True:
        # Spread out, so that workers do not all ask at once.
        gevent.sleep(EVERY_SECONDS * random.uniform(0.5, 1.5))
        try:
            run_once(app)
        except SQLAlchemyError:
            logger.exception("a job failed; it is tried again")


def run_once(app: Flask) -> list[str]:
    """Run what is due now; returns the names of the jobs that ran."""
    with app.app_context():
        engine = app.extensions["sqlalchemy"].engine
    with Session(engine) as db:
        return run_due(db, datetime.now(UTC), f"process {os.getpid()}")

"""What every command needs: the configuration, and sessions on the database."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from quizapp.config import Config, load

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def configuration() -> Config:
    """Read the configuration from the environment. Raises ConfigError."""
    return load(os.environ)


@contextmanager
def session(config: Config) -> "Iterator[Session]":
    """Yield a session on the database, which is migrated first. Nothing of it outlives the block, so one may fork."""
    from sqlalchemy import create_engine
    from sqlalchemy.orm import Session

    from quizapp.storage import migrate
    from quizapp.storage.database import engine_options, prepare

    migrate.upgrade(config.database_url, config.backups)
    engine = create_engine(config.database_url, **engine_options(config.database_url))
    prepare(engine)
    try:
        with Session(engine) as db:
            yield db
    finally:
        engine.dispose()

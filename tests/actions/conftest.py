"""Fixtures for tests of actions."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from actions.harbour import bank, loaded
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from quizapp.storage.database import engine_options, prepare


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Iterator[Session]:
    """A session on a file of SQLite that holds the harbour's bank; what examples write is rolled back."""
    path = tmp_path_factory.mktemp("actions") / "quizapp.db"
    path.write_bytes(sqlite_template.read_bytes())
    engine = create_engine(f"sqlite:///{path}", **engine_options("sqlite"))
    prepare(engine)
    with Session(engine) as db:
        loaded(db, bank())
        yield db
    engine.dispose()

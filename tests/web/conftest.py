"""Fixtures for web tests: a small made-up bank, players, and a clock that stands still."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from itsdangerous import TimestampSigner
from sqlalchemy.orm import Session

from quizapp.actions.load_bank import load
from quizapp.core.bank import Bank
from quizapp.formats.folder import read_folder
from quizapp.resources import folder
from quizapp.storage.database import write
from quizapp.web import identity
from quizapp.web.database import db
from tests.readme import example_bank
from tests.web.player import Player

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def load_into(app: Flask, bank: Bank) -> None:
    """Load a bank into an app's database."""
    with app.app_context():
        session: Session = db.session()
        write(session)
        load(session, bank, NOW)
        session.commit()


def kosovo() -> Bank:
    """The shipped bank."""
    bank, problems = read_folder(folder("questions") / "kosovo-2023")
    assert bank, problems
    return bank


@pytest.fixture
def loaded(app: Flask, tmp_path: Path) -> Flask:
    """The app with the README's bank in it."""
    load_into(app, example_bank(tmp_path))
    return app


@pytest.fixture
def player(loaded: Flask) -> Player:
    """A browser that has not yet done anything."""
    return Player(loaded)


@pytest.fixture
def new_player(loaded: Flask) -> Callable[[], Player]:
    """More browsers."""
    return lambda: Player(loaded)


@pytest.fixture
def frozen(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    """Stop the clock, for requests and for the signatures of tokens."""

    def freeze(at: datetime = NOW) -> None:
        monkeypatch.setattr(identity, "now", lambda: at)
        monkeypatch.setattr(TimestampSigner, "get_timestamp", lambda self: int(at.timestamp()))

    return freeze

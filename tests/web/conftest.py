"""Fixtures for web tests: players, and a clock that stands still."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from fixtures.banks import NOW
from fixtures.player import Player
from flask import Flask
from itsdangerous import TimestampSigner

from quizapp.app import create_app
from quizapp.config import Config
from quizapp.web import identity
from quizapp.web.database import db


@pytest.fixture
def player(loaded: Flask) -> Player:
    """A browser that has not yet done anything."""
    return Player(loaded)


@pytest.fixture
def new_player(loaded: Flask) -> Callable[[], Player]:
    """More browsers."""
    return lambda: Player(loaded)


@pytest.fixture
def frozen(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Stop the clock, for requests and for the signatures of tokens."""

    def freeze(at: datetime = NOW) -> None:
        monkeypatch.setattr(identity, "now", lambda: at)
        monkeypatch.setattr(TimestampSigner, "get_timestamp", lambda self: int(at.timestamp()))

    return freeze


@pytest.fixture
def make_app(config: Config) -> Iterator[Callable[..., Flask]]:
    """An app with other settings."""
    made: list[Flask] = []

    def make(**settings: Any) -> Flask:
        made.append(create_app(replace(config, **settings)))
        return made[-1]

    yield make
    for each in made:
        with each.app_context():
            db.engine.dispose()

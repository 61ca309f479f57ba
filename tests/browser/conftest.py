"""Fixtures for browser tests: learners, each with a browser context of their own."""

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from fixtures.answers import Answers
from fixtures.keyboard import Keyboard
from fixtures.learner import Learner, NewLearner
from fixtures.server import Server
from playwright.sync_api import Browser

PATIENCE = 10_000


@pytest.fixture(scope="session")
def answers(server: Server) -> Iterator[Answers]:
    """What is in the shared server's database."""
    opened = Answers(server.home)
    yield opened
    opened.close()


@pytest.fixture
def new_learner(chromium: Browser, server: Server, answers: Answers) -> Iterator[NewLearner]:
    """A function that makes strangers; keyword arguments are those of a browser context."""
    with ExitStack() as stack:

        def new(**options: Any) -> Learner:
            context = chromium.new_context(**options)
            stack.callback(context.close)
            context.set_default_timeout(PATIENCE)
            return Learner(context.new_page(), server.url, answers)

        yield new


@pytest.fixture
def learner(new_learner: NewLearner) -> Iterator[Learner]:
    """A stranger at a desk, whose browser must have nothing to complain of in the end."""
    someone = new_learner()
    yield someone
    assert someone.complaints == []


@pytest.fixture
def phone(new_learner: NewLearner) -> Iterator[Learner]:
    """A stranger with a small phone, likewise."""
    someone = new_learner(viewport={"width": 360, "height": 720}, has_touch=True, is_mobile=True)
    yield someone
    assert someone.complaints == []


@pytest.fixture
def keyboard(learner: Learner) -> Keyboard:
    """The learner's keyboard."""
    return Keyboard(learner)

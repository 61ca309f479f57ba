"""Every page there is, in both colour schemes, at every width: accessible, whole, quiet."""

from collections.abc import Iterator

import pytest
from fixtures.answers import Answers
from fixtures.inspection import accessibility, overflow, small_targets
from fixtures.learner import Learner
from fixtures.pages import NOT_PAGES, PAGES, WAYS
from fixtures.server import Server
from playwright.sync_api import Browser

from quizapp import config
from quizapp.app import create_app
from quizapp.web.database import db


@pytest.fixture(scope="module")
def regular(chromium: Browser, server: Server, answers: Answers) -> Iterator[Learner]:
    """One browser for all pages."""
    context = chromium.new_context()
    yield Learner(context.new_page(), server.url, answers)
    context.close()


def test_the_table_of_pages_is_complete(server: Server) -> None:
    app = create_app(config.load({}, home=server.home))
    with app.app_context():
        db.engine.dispose()
    rules = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    assert rules - NOT_PAGES == set(PAGES) - {"errors"}, "give every page an example in fixtures/pages.py"


@pytest.mark.parametrize("name", WAYS)
def test_page(name: str, regular: Learner) -> None:
    page = regular.page
    page.set_viewport_size({"width": 1280, "height": 800})
    page.context.clear_cookies()  # Whoever looked at the page before is gone, with what is open to them.
    WAYS[name](regular)
    problems = accessibility(page) + overflow(page) + small_targets(page) + regular.complaints
    regular.complaints.clear()
    assert problems == []

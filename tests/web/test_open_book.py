"""Facts are closed to whoever works on an assignment about them, and to nobody else; practice is open-book."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from fixtures.banks import NOW
from fixtures.taskbook import Taskbook
from flask import Flask

from quizapp.web.open_book import CLOSED, DECIDED, OPEN

# What is closed is decided by the address and one query; the query runs on both databases in test_tasks.
pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
CLOSED_AT_ONCE = (
    "/bank/farhaven/fact/height",
    "/bank/farhaven/brief",
    "/facts?q=lighthouse",
    "/cards",
    "/progress",
)


def test_every_page_that_could_tell_a_fact_is_decided(app: Flask) -> None:
    endpoints = {rule.endpoint for rule in app.url_map.iter_rules() if rule.endpoint.partition(".")[0] in DECIDED}
    assert endpoints - set(CLOSED) - OPEN == set(), "may these tell a fact? Say so in web/open_book.py"
    assert (set(CLOSED) | OPEN) - endpoints == set()
    assert set(CLOSED) & OPEN == set()


def test_books_close_while_an_attempt_runs_and_open_when_it_is_handed_in(
    loaded: Flask, frozen: Callable[..., None]
) -> None:
    frozen()
    there = Taskbook(loaded, NOW, kinds=("choice",))
    working, other = there.pupils
    assert {working.client.get(path).status_code for path in CLOSED_AT_ONCE} == {200}
    working.begin(there.activity)
    for path in CLOSED_AT_ONCE:
        page = working.client.get(path)
        assert page.status_code == 403, path
        assert f"/tasks/attempt/{working.attempt}" in page.text
        assert "lighthouse" not in page.text.lower().replace("/facts?q=lighthouse", "")
        assert other.client.get(path).status_code == 200, path
    assert working.client.get("/bank/farhaven").status_code == 200
    working.hand_in()
    assert {working.client.get(path).status_code for path in CLOSED_AT_ONCE} == {200}


def test_they_open_when_the_time_is_over(loaded: Flask, frozen: Callable[..., None]) -> None:
    frozen()
    there = Taskbook(loaded, NOW, seconds=600, kinds=("choice",))
    working = there.pupils[0]
    working.begin(there.activity)
    frozen(NOW + timedelta(minutes=9, seconds=59))
    assert working.client.get("/facts").status_code == 403
    frozen(NOW + timedelta(minutes=10))
    assert working.client.get("/facts").status_code == 200


def test_practice_on_the_bank_is_closed_too_whether_begun_before_or_not(
    loaded: Flask, frozen: Callable[..., None]
) -> None:
    frozen()
    there = Taskbook(loaded, NOW, kinds=("choice",))
    working = there.pupils[0]
    quiz = there.browser(there.room.pupils[0])
    token = quiz.token()
    begun = quiz.client.post("/quiz", data={"csrf_token": token, "bank": "farhaven", "length": "3", "feedback": "each"})
    assert begun.status_code == 303
    working.begin(there.activity)
    assert quiz.client.get(begun.location).status_code == 403
    assert quiz.client.post(begun.location, data={"csrf_token": token, "unknown": "1"}).status_code == 403
    for bank in ("farhaven", ""):
        form = {"csrf_token": token, "bank": bank, "length": "3", "feedback": "each"}
        assert quiz.client.post("/quiz", data=form).status_code == 403
    working.hand_in()
    assert quiz.client.get(begun.location).status_code == 200


def test_the_brief_stays_open_where_a_question_shows_it_anyway(loaded: Flask, frozen: Callable[..., None]) -> None:
    frozen()
    there = Taskbook(loaded, NOW, kinds=("verdict",), length=1)
    working = there.pupils[0]
    working.begin(there.activity)
    assert working.client.get("/bank/farhaven/brief").status_code == 200
    assert working.client.get("/bank/farhaven/fact/height").status_code == 403


def test_an_earlier_result_closes_and_two_assignments_at_once_do_not_shut_each_other_out(
    loaded: Flask, frozen: Callable[..., None]
) -> None:
    frozen()
    there = Taskbook(loaded, NOW, kinds=("choice",), feedback="now", attempts=2)
    second = there.set("Another", kinds=("choice",))
    working = there.pupils[0]
    working.begin(there.activity)
    for position in working.positions():
        working.answer(position)
    earlier = working.path()
    assert working.client.get(earlier).status_code == 200
    working.begin(second)
    assert working.client.get(earlier).status_code == 403
    working.begin(there.activity)
    assert working.client.get(working.path("1")).status_code == 200

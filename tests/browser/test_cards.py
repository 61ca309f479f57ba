"""Card sessions as a person has them: by keys, by touch, and when the connection goes."""

from pathlib import Path

import pytest
from fixtures.answers import Answers
from fixtures.browser import FLAGS, executable
from fixtures.learner import Learner, NewLearner
from fixtures.server import Server, Starter
from playwright.sync_api import Playwright, expect
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from quizapp.storage.models import Answer, Asked, Attempt, Review


def begin(learner: Learner) -> str:
    """Start the day's cards; returns the session's public id."""
    learner.open("/cards")
    learner.button("Show me the first card")
    return learner.page.url.rpartition("/")[2]


def place(learner: Learner) -> str:
    return learner.page.locator("[data-place]").inner_text()


def by_key(learner: Learner, *keys: str) -> None:
    """Press keys of which the last leads to another page."""
    *before, last = keys
    for key in before:
        learner.page.keyboard.press(key)
    with learner.page.expect_navigation():
        learner.page.keyboard.press(last)


def reviews(answers: Answers, run: str) -> int:
    """How many reviews stand for a session's answers."""
    with Session(answers.engine) as db:
        query = (
            select(func.count())
            .select_from(Review)
            .join(Answer, Answer.id == Review.answer_id)
            .join(Asked, Asked.id == Answer.asked_id)
            .join(Attempt, Attempt.id == Asked.attempt_id)
            .where(Attempt.public_id == run)
        )
        return db.scalar(query) or 0


def test_a_whole_session_by_keys(learner: Learner) -> None:
    begin(learner)
    page = learner.page
    for _ in range(10):
        assert page.locator("[data-back]").count() == 1, "new facts are met as cards"
        expect(page.locator("[data-answer]")).to_be_hidden()
        page.keyboard.press("Space")
        expect(page.locator("[data-answer]")).to_be_visible()
        expect(page.locator("[data-answer]")).to_be_focused()
        with page.expect_navigation():
            page.keyboard.press("3")
    expect(learner.headline).to_have_text("You had all ten right once")


def test_twenty_turns_are_undone_also_after_a_reload(learner: Learner) -> None:
    run = begin(learner)
    turns = 0
    while turns < 22:  # Again on every card: each comes back twice, in other forms, too.
        if learner.page.locator("[data-back]").count():
            by_key(learner, "Space", "1")
        elif learner.page.locator("[data-question]").count():
            learner.button("I don’t know")
            learner.go_on()
        turns += 1
    learner.page.reload()
    for _ in range(22):
        expect(learner.page.locator("#stem")).to_be_visible()
        by_key(learner, "u") if not learner.page.locator("input[name=answer][type=text]:focus").count() else None
    expect(learner.page.get_by_text("Card 1 of 10")).to_be_visible()
    assert learner.page.get_by_role("button", name="Undo").is_hidden()
    assert reviews(learner.answers, run) == 22


def test_bury_and_suspend_by_key(learner: Learner) -> None:
    begin(learner)
    first = learner.page.locator("#stem").inner_text()
    by_key(learner, "b")
    second = learner.page.locator("#stem").inner_text()
    by_key(learner, "s")
    assert len({first, second, learner.page.locator("#stem").inner_text()}) == 3
    assert place(learner) == "Card 3 of 10"


def test_by_touch(phone: Learner) -> None:
    begin(phone)
    phone.press(phone.page.get_by_text("Turn the card"))
    phone.follow(phone.page.get_by_role("button", name="Good"))
    assert place(phone) == "Card 2 of 10"
    phone.follow(phone.page.get_by_role("button", name="Undo"))
    assert place(phone) == "Card 1 of 10"


def test_without_javascript(new_learner: NewLearner) -> None:
    learner = new_learner(java_script_enabled=False)
    begin(learner)
    learner.page.get_by_text("Turn the card").click()
    learner.follow(learner.page.get_by_role("button", name="Good"))
    assert place(learner) == "Card 2 of 10"


def lose_and_find(learner: Learner) -> None:
    """Grade cards while there is no connection, and get it back."""
    run = begin(learner)
    page, context = learner.page, learner.page.context
    page.locator("#run[data-ready]").wait_for()
    context.set_offline(True)
    stems = []
    for grade in ("3", "1", "4"):
        stems.append(page.locator("#stem").inner_text())
        page.keyboard.press("Space")
        page.keyboard.press(grade)
        expect(page.locator("#stem")).not_to_have_text(stems[-1])
    expect(page.get_by_role("status")).to_contain_text("3 answers are kept in this browser")
    assert len(set(stems)) == 3
    assert reviews(learner.answers, run) == 0
    with page.expect_navigation():
        context.set_offline(False)  # The page hears of it, or tries by itself a few seconds later.
    expect(page.get_by_role("status")).to_be_hidden()
    expect(page.get_by_text("Card 3 of 10")).to_be_visible()
    assert reviews(learner.answers, run) == 3
    page.reload()
    page.wait_for_timeout(300)
    assert reviews(learner.answers, run) == 3


def test_answers_given_without_a_connection_are_delivered_once(new_learner: NewLearner) -> None:
    lose_and_find(new_learner())


def test_the_same_over_plain_http_under_a_network_name(
    playwright: Playwright, start_server: Starter, chromium: object, tmp_path: Path
) -> None:
    path = executable()
    if path is None:
        pytest.skip("no Chromium was found")
    server: Server = start_server(QUIZAPP_HOSTS="phone.test")
    flags = [*FLAGS, "--host-resolver-rules=MAP phone.test 127.0.0.1"]
    browser = playwright.chromium.launch(executable_path=path, args=flags)
    answers = Answers(server.home)
    try:
        page = browser.new_context().new_page()
        lose_and_find(Learner(page, server.url.replace("127.0.0.1", "phone.test"), answers))
        assert not page.evaluate("window.isSecureContext")
    finally:
        answers.close()
        browser.close()

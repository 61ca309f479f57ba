"""Cards without a connection, where it gets hard: all of them, very many, somebody else's, and what needs one."""

from browser.test_cards import begin, reviews, to_a_card_to_type
from fixtures.learner import Learner, NewLearner
from playwright.sync_api import expect

KEPT = "() => new Promise(done => { const open = indexedDB.open('quizapp-cards'); open.onsuccess = () => { \
    const all = open.result.transaction('answers').objectStore('answers').getAll(); \
    all.onsuccess = () => { open.result.close(); done(all.result.length); }; }; })"


def lost(learner: Learner) -> str:
    """A session of which the connection is gone; returns its public id."""
    run = begin(learner)
    learner.page.locator("#run[data-ready]").wait_for()
    learner.page.context.set_offline(True)
    return run


def grade(learner: Learner, grade: str = "3") -> None:
    """Turn the card in front and grade it."""
    learner.page.keyboard.press("Space")
    learner.page.keyboard.press(grade)


def test_all_that_there_is_can_be_graded_and_is_delivered(new_learner: NewLearner) -> None:
    learner = new_learner()
    run, page = lost(learner), learner.page
    for _ in range(10):
        stem = page.locator("#stem").inner_text()
        grade(learner, "4")
        expect(page.get_by_text(stem, exact=True)).to_have_count(0)
    expect(page.get_by_role("status")).to_contain_text("That is all that can be asked without a connection")
    with page.expect_navigation():
        page.context.set_offline(False)
    expect(page.get_by_role("status")).to_contain_text("The 10 answers kept here have been sent")
    assert reviews(learner.answers, run) == 10


def test_more_than_are_delivered_at_once_are_delivered(new_learner: NewLearner) -> None:
    learner = new_learner()
    run, page = lost(learner), learner.page
    for _ in range(205):
        page.keyboard.press("l")
    expect(page.get_by_role("status")).to_contain_text("Go on with the cards that are here")
    grade(learner)
    expect(page.get_by_role("status")).to_contain_text("One answer is kept")
    with page.expect_navigation():
        page.context.set_offline(False)
    expect(page.get_by_role("status")).to_contain_text("The answer kept here has been sent")
    assert reviews(learner.answers, run) == 1
    assert page.evaluate(KEPT) == 0


def test_who_was_logged_out_meanwhile_keeps_the_answers_until_they_are_back(new_learner: NewLearner) -> None:
    learner = new_learner()
    run, page = lost(learner), learner.page
    grade(learner)
    expect(page.get_by_role("status")).to_contain_text("One answer is kept")
    cookies = page.context.cookies()
    page.context.clear_cookies(name="quizapp")
    page.context.set_offline(False)
    expect(page.get_by_role("status")).to_contain_text("You are not logged in here any more. One answer stays")
    assert page.evaluate(KEPT) == 1
    page.context.add_cookies(cookies)
    with page.expect_navigation():  # The first one is to the session, the second one tells that it was sent.
        page.goto(page.url)
    expect(page.get_by_role("status")).to_contain_text("has been sent")
    assert reviews(learner.answers, run) == 1


def test_a_grade_after_logging_out_elsewhere_is_kept(new_learner: NewLearner) -> None:
    learner = new_learner()
    begin(learner)
    page = learner.page
    page.locator("#run[data-ready]").wait_for()
    page.context.clear_cookies(name="quizapp")
    grade(learner)
    expect(page.get_by_role("status")).to_contain_text("One answer stays in this browser")
    assert page.evaluate(KEPT) == 1


def test_a_grade_with_a_stale_token_is_asked_for_again(new_learner: NewLearner) -> None:
    learner = new_learner()
    run, page = begin(learner), learner.page
    page.locator("#run[data-ready]").wait_for()
    page.locator("[data-grade] input[name=csrf_token]").evaluate("(field) => { field.value = 'stale'; }")
    with page.expect_navigation():
        grade(learner)
    expect(page.get_by_role("status")).to_contain_text("Please grade it once more")
    assert reviews(learner.answers, run) == 0


def test_what_is_typed_survives_that_the_connection_is_gone(new_learner: NewLearner) -> None:
    learner = new_learner()
    begin(learner)
    page = learner.page
    to_a_card_to_type(learner)
    with page.expect_navigation():
        page.keyboard.press("t")
    box = page.get_by_role("textbox")
    expect(box).to_be_focused()
    page.keyboard.type("blinken")
    page.context.set_offline(True)
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("What you typed stays here")
    expect(box).to_have_value("blinken")

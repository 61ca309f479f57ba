"""Cards without a connection, where it gets hard: all of them, very many, somebody else's, and what needs one."""

from browser.test_cards import begin, reviews, to_a_card_to_type
from fixtures.learner import Learner, NewLearner
from playwright.sync_api import Locator, Route, expect

from quizapp.core.relearn import GAP

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
        page.locator("#run:not([aria-busy])").wait_for()
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


def graded_offline(learner: Learner, count: int) -> None:
    """Grade cards that are there without a connection."""
    for _ in range(count):
        stem = learner.page.locator("#stem").inner_text()
        grade(learner)
        expect(learner.page.get_by_text(stem, exact=True)).to_have_count(0)


def back(learner: Learner) -> Locator:
    """The connection is back and what was kept is delivered; what is said then."""
    with learner.page.expect_navigation():
        learner.page.context.set_offline(False)
    return learner.page.get_by_role("status")


def test_what_was_graded_counts_though_the_session_was_ended_elsewhere(new_learner: NewLearner) -> None:
    learner = new_learner()
    run = lost(learner)
    graded_offline(learner, 3)
    learner.send(f"/cards/{run}/end", {})
    expect(back(learner)).to_contain_text("The 3 answers kept here have been sent")
    assert reviews(learner.answers, run) == 3


def test_what_was_graded_elsewhere_first_is_not_said_to_be_sent(new_learner: NewLearner) -> None:
    learner = new_learner()
    run = lost(learner)
    address = learner.page.locator("[data-grade]").get_attribute("action")
    assert address
    graded_offline(learner, 1)
    learner.send(address, {"answer": "4"})
    expect(back(learner)).to_have_text("That card was answered or put aside on another page. What came first counts.")
    assert reviews(learner.answers, run) == 1


def test_a_connection_that_hangs_is_taken_to_be_gone(new_learner: NewLearner) -> None:
    learner = new_learner()
    run, page = begin(learner), learner.page
    page.locator("#run[data-ready]").wait_for()
    held: list[Route] = []
    page.route(
        "**/cards/*/*", lambda route: held.append(route) if route.request.method == "POST" else route.continue_()
    )
    stem = page.locator("#stem").inner_text()
    for key in ("Space", "3", "4", "3", "l"):
        page.keyboard.press(key)
    expect(page.locator("#run[aria-busy]")).to_have_count(1)
    expect(page.locator("#stem")).not_to_have_text(stem, timeout=15_000)
    assert len(held) == 1, "what is pressed meanwhile sends nothing"
    assert page.evaluate(KEPT) == 1
    expect(page.get_by_role("status")).to_contain_text("One answer is kept")
    with page.expect_navigation():
        page.unroute_all(behavior="ignoreErrors")
    expect(page.get_by_role("status")).to_contain_text("The answer kept here has been sent")
    assert reviews(learner.answers, run) == 1


def test_two_keys_at_once_are_one_grade_and_nothing_is_said(new_learner: NewLearner) -> None:
    learner = new_learner()
    run, page = begin(learner), learner.page
    page.keyboard.press("Space")
    with page.expect_navigation():
        page.evaluate("for (const value of [3, 4]) document.querySelector(`[data-grade] [value='${value}']`).click()")
    page.locator("#run[data-ready]").wait_for()
    page.wait_for_timeout(200)
    expect(page.get_by_role("status")).to_be_empty()
    assert reviews(learner.answers, run) == 1
    assert page.evaluate(KEPT) == 0


def test_nothing_is_said_of_what_somebody_else_left_in_this_browser(new_learner: NewLearner) -> None:
    learner = new_learner()
    lost(learner)
    page = learner.page
    graded_offline(learner, 1)
    page.goto("about:blank")
    page.context.set_offline(False)
    page.context.clear_cookies()
    begin(learner)
    page.locator("#run[data-ready]").wait_for()
    page.wait_for_timeout(300)
    expect(page.get_by_role("status")).to_be_empty()
    assert page.evaluate(KEPT) == 1, "it stays for whoever gave it"


def test_who_gave_answers_that_nobody_takes_can_let_them_go(new_learner: NewLearner) -> None:
    learner = new_learner()
    lost(learner)
    page = learner.page
    graded_offline(learner, 1)
    page.context.clear_cookies(name="quizapp")
    page.context.set_offline(False)
    page.get_by_role("button", name="Discard").click()
    expect(page.get_by_role("status")).to_be_empty()
    assert page.evaluate(KEPT) == 0


def test_a_wrong_card_comes_back_by_the_rule_of_the_server(new_learner: NewLearner) -> None:
    learner = new_learner()
    run, page = lost(learner), learner.page
    first = page.locator("#stem").inner_text()
    labels = page.locator("[data-grades] button")
    grade(learner, "1")
    expect(page.locator("#stem")).not_to_have_text(first)
    graded_offline(learner, GAP)
    expect(page.locator("#stem")).to_have_text(first)
    page.keyboard.press("Space")
    assert [each.get_attribute("aria-label") for each in labels.all()] == [
        "Again, back today",
        *(f"{word}, back in one day" for word in ("Hard", "Good", "Easy")),
    ]
    expect(labels.nth(2)).to_contain_text("one day")
    page.keyboard.press("3")
    expect(page.locator("#stem")).not_to_have_text(first)
    front = page.locator("#stem").inner_text()
    expect(back(learner)).to_contain_text(f"The {GAP + 2} answers kept here have been sent")
    expect(page.locator("#stem")).to_have_text(front)
    assert reviews(learner.answers, run) == GAP + 2

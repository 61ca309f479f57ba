"""From the first page to the result and back: with a mouse, without JavaScript, on a phone, on a local network."""

import pytest
from fixtures.answers import Answers, right, wrong
from fixtures.browser import FLAGS, executable
from fixtures.learner import Learner, NewLearner
from fixtures.server import Starter
from playwright.sync_api import Browser, expect

from quizapp.core.kinds import QUIZZED


def play(learner: Learner, count: int) -> list[bool]:
    """Answer every question, every other one wrong; returns which were answered right."""
    plan = [position % 2 == 1 for position in range(1, count + 1)]
    for position, is_right in enumerate(plan, start=1):
        learner.sees_question(position, count)
        learner.sure("Fairly sure")
        learner.answer(right if is_right else wrong)
        expect(learner.headline).to_contain_text("Right." if is_right else "Not so.")
        expect(learner.page.locator("mark.evidence").first).to_be_visible()
        expect(learner.page.get_by_text("Says so").first).to_be_visible()
        expect(learner.page.locator(".true").first).to_be_visible()
        learner.go_on()
    return plan


def test_a_stranger_answers_within_one_tap_and_comes_to_the_result(learner: Learner) -> None:
    learner.open()
    learner.button("Ask me ten questions")
    learner.sees_question(1, 10)
    assert len({item.question.kind for item in learner.answers.items(learner.attempt)}) >= 3

    plan = play(learner, 10)
    expect(learner.headline).to_have_text("Five of ten right")
    assert learner.scores == [float(is_right) for is_right in plan]
    expect(learner.page.locator(".answers details[open] mark.evidence").first).to_be_visible()
    closed = learner.page.locator(".answers details:not([open])").first
    learner.press(closed.locator("summary"))
    missed = {fact for item in learner.answers.items(learner.attempt)[1::2] for fact in item.fact_ids}

    learner.button("Ask me the ones I missed")
    again = learner.answers.items(learner.attempt)
    assert {fact for item in again for fact in item.fact_ids} & missed
    learner.sees_question(1, len(again))

    learner.open()
    expect(learner.headline).to_have_text("Nothing is due today")
    learner.link(f"Go on: question 1 of {len(again)}")
    learner.sees_question(1, len(again))


@pytest.mark.parametrize("kind", QUIZZED)
def test_every_kind_can_be_answered_without_javascript(kind: str, new_learner: NewLearner) -> None:
    learner = new_learner(java_script_enabled=False)
    learner.start(kind, length=1, confidence="y")
    expect(learner.page.get_by_text("Turn single keys off")).to_be_hidden()
    learner.sure("Certain")
    learner.answer(right)
    expect(learner.headline).to_contain_text("Right.")
    assert learner.scores == [1]
    learner.go_on()
    expect(learner.headline).to_have_text("One of one right")


@pytest.mark.parametrize("kind", QUIZZED)
def test_every_kind_can_be_answered_on_a_phone(kind: str, phone: Learner) -> None:
    phone.start(kind, length=1, confidence="y")
    expect(phone.page.locator(".keys")).to_be_hidden()
    phone.sure("A guess")
    phone.answer(wrong)
    expect(phone.headline).to_contain_text("Not so.")
    phone.go_on()
    expect(phone.headline).to_have_text("None of one right")
    assert phone.page.evaluate("document.documentElement.scrollWidth") == 360


def test_the_whole_path_on_a_phone(phone: Learner) -> None:
    phone.set_up("choice", "truefalse", "several", length=3)
    play(phone, 3)
    expect(phone.headline).to_have_text("Two of three right")
    phone.link("To the first page")
    expect(phone.page.get_by_text("The next ones come on")).to_be_visible()


def test_what_is_not_known_costs_nothing_and_what_is_skipped_comes_back(learner: Learner) -> None:
    learner.start("choice", length=3)
    learner.link("Skip for now")
    learner.sees_question(2, 3)
    learner.button("I don’t know")
    expect(learner.headline).to_contain_text("Not known yet.")
    learner.go_on()
    learner.answer(right)
    learner.go_on()
    learner.sees_question(1, 3)
    assert learner.scores == [None, 0, 1]


def test_the_setup_says_what_is_wrong_and_keeps_the_choices(learner: Learner) -> None:
    learner.set_up("order", length=99)
    expect(learner.page.get_by_role("alert")).to_have_text("Number must be between 1 and 50.")
    expect(learner.page.get_by_label("Order")).to_be_checked()
    expect(learner.page.get_by_label("Several")).not_to_be_checked()
    learner.page.get_by_label("How many questions").fill("2")
    learner.button("Start")
    learner.sees_question(1, 2)
    assert {item.question.kind for item in learner.answers.items(learner.attempt)} == {"order"}


def test_the_whole_quiz_works_over_plain_http_under_a_name_of_the_network(
    chromium: Browser, start_server: Starter
) -> None:
    """As on `serve --lan`: not localhost, so no secure context, and half of the browser's features are missing."""
    server = start_server(QUIZAPP_HOSTS="phone.test")
    answers = Answers(server.home)
    flags = [*FLAGS, "--host-resolver-rules=MAP phone.test 127.0.0.1"]
    browser = chromium.browser_type.launch(executable_path=executable(), args=flags)
    page = browser.new_page()
    learner = Learner(page, server.url.replace("127.0.0.1", "phone.test"), answers)
    learner.open()
    assert page.evaluate("isSecureContext") is False
    learner.set_up(*QUIZZED, length=9)
    play(learner, 9)
    expect(learner.headline).to_have_text("Five of nine right")
    assert learner.complaints == []
    browser.close()
    answers.close()

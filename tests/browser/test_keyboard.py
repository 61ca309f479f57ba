"""Everything by keyboard alone, with the focus always to be seen."""

import re

import pytest
from fixtures.keyboard import Keyboard
from fixtures.learner import Learner
from playwright.sync_api import expect

from quizapp.core.kinds import QUIZZED


def test_the_whole_path_by_keyboard(keyboard: Keyboard, learner: Learner) -> None:
    learner.open()
    keyboard.press("Tab")
    expect(learner.page.get_by_role("link", name="Skip to the content")).to_be_focused()
    keyboard.press("Enter")
    expect(learner.page.locator("main")).to_be_focused()
    keyboard.tab_to(learner.page.get_by_role("button", name="Ask me ten questions"))
    keyboard.follow()
    for position in range(1, 11):
        learner.sees_question(position, 10)
        keyboard.give()
        if learner.item.question.kind not in ("number", "date", "text", "match"):
            keyboard.press("+", "+", "+", "-")
            expect(learner.page.get_by_label("Fairly sure")).to_be_checked()
        keyboard.press("Tab") if learner.item.question.kind == "match" else None
        keyboard.follow()
        expect(learner.headline).to_contain_text("Right.")
        keyboard.follow()
    expect(learner.headline).to_have_text("All ten right")
    assert learner.scores == [1] * 10
    keyboard.tab_to(learner.page.locator("summary").last)
    keyboard.press("Enter")
    expect(learner.page.locator("details").last).to_have_attribute("open", "")
    keyboard.tab_to(learner.page.get_by_role("link", name="How it grades"))


@pytest.mark.parametrize("kind", QUIZZED)
def test_every_kind_can_be_answered_by_keyboard(kind: str, keyboard: Keyboard, learner: Learner) -> None:
    learner.start(kind, length=1, confidence="y")
    keyboard.give()
    keyboard.tab_to(learner.page.get_by_role("button", name="Check my answer"))
    keyboard.follow("Space")
    expect(learner.headline).to_contain_text("Right.")
    assert learner.scores == [1]


def test_enter_in_a_field_checks_and_letters_in_it_stay_letters(keyboard: Keyboard, learner: Learner) -> None:
    learner.start("text", length=1, confidence="y")
    keyboard.tab_to(learner.page.get_by_role("textbox"))
    learner.page.keyboard.type("abc 1+2-3")
    expect(learner.page.get_by_role("textbox")).to_have_value("abc 1+2-3")
    expect(learner.page.locator(":checked")).to_have_count(0)
    keyboard.follow()
    expect(learner.page.locator("[data-feedback]")).to_be_visible()


def test_single_keys_can_be_switched_off_and_stay_off(keyboard: Keyboard, learner: Learner) -> None:
    learner.start("choice", length=2, confidence="y")
    page = learner.page
    keyboard.press("a", "+")
    expect(page.locator(":checked")).to_have_count(2)
    keyboard.tab_to(page.get_by_role("button", name="Turn single keys off"))
    keyboard.press("Enter")
    page.reload()
    expect(page.get_by_role("button", name="Turn single keys on")).to_be_visible()
    expect(page.locator("kbd").filter(has_text="A")).to_be_hidden()
    keyboard.press("a", "1", "+", "-")
    expect(page.locator(":checked")).to_have_count(0)
    keyboard.tab_to(page.locator(".option input").first)
    keyboard.press("Space")
    keyboard.follow()
    expect(page.locator("[data-feedback]")).to_be_visible()
    keyboard.follow()
    learner.sees_question(2, 2)
    keyboard.tab_to(page.get_by_role("button", name="Turn single keys on"))
    keyboard.press("Space", "a")
    expect(page.locator(":checked")).to_have_count(1)


def test_keys_with_modifiers_are_left_to_the_browser(keyboard: Keyboard, learner: Learner) -> None:
    learner.start("choice", length=1, confidence="y")
    keyboard.press("Control+a", "Alt+1", "Control++")
    expect(learner.page.locator(":checked")).to_have_count(0)


def test_an_order_is_told_to_screen_readers_as_it_changes(keyboard: Keyboard, learner: Learner) -> None:
    learner.start("order", length=1)
    first = learner.page.locator(".order-item").first
    text = first.locator(".text").inner_text()
    keyboard.tab_to(first.get_by_role("button", name="Move down"))
    keyboard.press("ArrowDown")
    last = learner.page.locator(".order-item").count()
    expect(learner.page.locator("[data-order] [aria-live]")).to_have_text(f"{text}: place 2 of {last}")
    expect(first.locator(".text")).not_to_have_text(text)


def test_a_problem_is_announced_and_the_answer_is_kept(learner: Learner) -> None:
    learner.start("verdict", length=1)
    learner.press(learner.page.locator(".sentence").nth(4))
    expect(learner.page.locator("[data-count]")).to_have_text("1 sentence marked.")
    learner.check()
    expect(learner.page.get_by_role("alert")).to_be_visible()
    expect(learner.page).to_have_title(re.compile("^Please choose"))
    expect(learner.page.locator(".sentence input").nth(4)).to_be_checked()
    expect(learner.page.locator("[data-count]")).to_have_text("1 sentence marked.")

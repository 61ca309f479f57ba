"""What a learner may want on paper: all of it, in ink, without anything to press."""

import pytest
from fixtures.account import days_pass
from fixtures.answers import Answers, right, wrong
from fixtures.inspection import printed
from fixtures.learner import Learner
from fixtures.pages import answered, at, card_by_keys, result
from playwright.sync_api import Locator, expect


def turned(learner: Learner) -> None:
    """A card with its back."""
    learner.open("/cards")
    learner.button("Show me the first card")
    learner.page.locator("[data-back] summary").click()


def noted(learner: Learner) -> None:
    """A fact with a history and a note."""
    learner.start("choice")
    fact = learner.item.question.facts[0]
    learner.send_answer(right)
    learner.send(f"/facts/kosovo-2023/{fact}/note", {"text": "Seen on paper."})
    learner.open(f"/bank/kosovo-2023/fact/{fact}")
    expect(learner.page.locator("main .own")).to_have_text("Seen on paper.")


PAGES = {
    "result": result,
    "feedback": answered("choice", is_right=False),
    "card": turned,
    "facts": at("/facts"),
    "fact": noted,
    "brief": at("/bank/kosovo-2023/brief"),
    "privacy": at("/privacy"),
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_on_paper(name: str, learner: Learner) -> None:
    PAGES[name](learner)
    assert printed(learner.page) == []


def test_progress_on_paper_has_every_picture_and_every_table(learner: Learner, answers: Answers) -> None:
    learner.open("/settings")
    learner.page.get_by_label("Turn the card and grade myself").check()
    learner.button("Save")
    grade(learner, "3", "1")
    days_pass(learner, answers, 3)
    grade(learner, "3")
    learner.start("choice", confidence="y")
    learner.send_answer(wrong, confidence="3")
    learner.open("/progress")
    page = learner.page
    figures = page.locator("main section:has(.drawing)")
    names = figures.locator("h2").all_inner_texts()
    assert printed(page) == []
    narrowest = min(page.locator(".words thead th").evaluate_all("all => all.map((each) => each.clientWidth)"))
    assert narrowest > 120, "a short word is broken to spare a long one"
    assert len(names) == figures.count() == 5, names
    for figure in figures.all():
        told = figure.locator("h2").inner_text()
        assert [seen(figure, each) for each in (".drawing:not(.phone)", "tbody td, tbody th")] == ["all", "all"], told
        assert seen(figure, ".drawing.phone") == "none", told


def grade(learner: Learner, *keys: str) -> None:
    """Begin a session of cards, and turn and grade a few."""
    learner.open("/cards")
    learner.button("Show me the first card")
    for key in keys:
        card_by_keys(learner, key)


def seen(figure: Locator, selector: str) -> str:
    """How many of the things that fit the selector can be seen: all, some, none, or that nothing is there."""
    shown = figure.locator(selector).evaluate_all("all => all.map((each) => each.checkVisibility())")
    return {(True,): "all", (False,): "none", (False, True): "some", (): "nothing"}[tuple(sorted(set(shown)))]

"""Feedback at the end: until then answers can be changed, and nothing tells who was right."""

from fixtures.answers import right, wrong
from fixtures.learner import Learner
from playwright.sync_api import expect

AT_THE_END = "At the end; until then answers can be changed"


def save(learner: Learner) -> None:
    """Keep the answer."""
    learner.button("Save my answer")
    expect(learner.page.locator("[data-feedback], mark.evidence")).to_have_count(0)


def test_an_answer_can_be_changed_until_all_are_handed_in(learner: Learner) -> None:
    page = learner.page
    learner.set_up("choice", feedback=AT_THE_END)
    learner.give(wrong)
    learner.sure("Certain")
    save(learner)
    learner.sees_question(2, 2)
    learner.link("Overview")
    expect(learner.headline).to_have_text("One question is still open")
    expect(page.locator("main")).to_contain_text("open")
    expect(page.get_by_text("Right.")).to_have_count(0)

    learner.press(page.locator(".numbered a").first)
    learner.sees_question(1, 2)
    expect(page.locator(".option :checked")).to_have_value(wrong(learner.item)["answer"][0])
    expect(page.get_by_label("Certain")).to_be_checked()
    learner.give(right)
    save(learner)
    learner.sees_question(2, 2)
    learner.give(right)
    save(learner)
    expect(learner.headline).to_have_text("All questions are answered")

    learner.button("Hand in")
    expect(learner.headline).to_have_text("All two right")
    expect(page.locator(".answers > li")).to_have_count(2)
    learner.press(page.locator("summary").first)
    expect(page.locator("mark.evidence").first).to_be_visible()
    assert learner.scores == [1, 1]


def test_what_was_handed_in_stays_as_it_is(learner: Learner) -> None:
    learner.start("truefalse", feedback="end")
    learner.give(wrong)
    save(learner)
    learner.page.go_back()
    learner.give(right)
    late = Learner(learner.page.context.new_page(), learner.url, learner.answers)
    late.page.goto(learner.page.url)
    late.link("Overview")
    late.button("Hand in")
    expect(late.headline).to_have_text("None of two right")

    learner.button("Save my answer")
    expect(learner.page.get_by_role("alert")).to_contain_text("Your first answer counts")
    expect(learner.headline).to_contain_text("Not so.")
    assert learner.scores == [0, None]


def test_every_kind_comes_back_as_it_was_answered(learner: Learner) -> None:
    for kind in ("several", "order", "match", "verdict", "number"):
        learner.start(kind, feedback="end")
        learner.give(right)
        first = learner.page.url
        learner.button("Save my answer")
        learner.page.goto(first)
        sent = learner.page.locator("form[data-question]").evaluate("(form) => [...new FormData(form)]")
        given: dict[str, list[str]] = {}
        for name, value in sent:
            given.setdefault(name, []).append(value)
        for name, values in right(learner.item).items():
            assert sorted(given.get(name, [])) == sorted(values), kind

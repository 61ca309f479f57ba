"""What people do to a quiz without meaning to: closing the tab, double clicks, the back button, two tabs."""

from fixtures.answers import Answers, right, wrong
from fixtures.learner import Learner, NewLearner
from fixtures.server import Server
from playwright.sync_api import expect

REFUSED = "You had already answered this question. Your first answer counts; the new one was not kept."


def another_tab(learner: Learner) -> Learner:
    """The same person at the same address, in a tab more."""
    tab = Learner(learner.page.context.new_page(), learner.url, learner.answers)
    tab.page.goto(learner.page.url)
    return tab


def test_closing_the_tab_loses_nothing(learner: Learner) -> None:
    learner.start("choice", length=3)
    learner.answer(wrong)
    attempt = learner.attempt
    back = another_tab(learner)
    learner.page.close()

    back.open()
    back.link("Go on: question 2 of 3")
    back.sees_question(2, 3)
    back.answer(right)
    back.open(f"/quiz/{attempt}")
    back.sees_question(3, 3)
    back.answer(right)
    back.go_on()
    expect(back.headline).to_have_text("Two of three right")
    assert back.complaints == []


def test_a_double_click_answers_once(learner: Learner) -> None:
    learner.start("truefalse")
    learner.give(right)
    learner.page.get_by_role("button", name="Check my answer").dblclick()
    expect(learner.headline).to_contain_text("Right.")
    assert learner.scores == [1, None]


def test_a_double_click_answers_once_without_javascript(new_learner: NewLearner) -> None:
    learner = new_learner(java_script_enabled=False)
    learner.start("truefalse")
    learner.give(right)
    learner.page.get_by_role("button", name="Check my answer").dblclick()
    expect(learner.headline).to_contain_text("Right.")
    expect(learner.page.get_by_role("alert")).to_be_hidden()
    assert learner.scores == [1, None]


def test_the_back_button_shows_the_result_and_not_the_question(learner: Learner) -> None:
    learner.start("truefalse", length=2)
    learner.answer(wrong)
    learner.go_on()
    learner.sees_question(2, 2)
    learner.page.go_back()
    expect(learner.headline).to_contain_text("Not so.")
    expect(learner.page.locator("form[data-question]")).to_have_count(0)
    learner.go_on()
    learner.sees_question(2, 2)
    assert learner.scores == [0, None]


def test_the_second_of_two_tabs_gets_the_first_ones_result(learner: Learner) -> None:
    learner.start("truefalse")
    second = another_tab(learner)
    learner.answer(right)
    second.give(wrong)
    with second.page.expect_response(lambda response: response.request.method == "POST") as posted:
        second.check()
    assert posted.value.status == 409
    expect(second.page.get_by_role("alert")).to_have_text(REFUSED)
    expect(second.headline).to_contain_text("Right.")
    assert learner.scores == [1, None]
    second.go_on()
    second.sees_question(2, 2)


def test_the_same_answer_from_two_tabs_is_no_reason_to_worry(learner: Learner) -> None:
    learner.start("truefalse")
    second = another_tab(learner)
    learner.answer(wrong)
    second.answer(wrong)
    expect(second.page.get_by_role("alert")).to_have_count(0)
    expect(second.headline).to_contain_text("Not so.")
    assert learner.scores == [0, None]


def test_somebody_elses_quiz_does_not_exist(learner: Learner, new_learner: NewLearner) -> None:
    learner.start("choice")
    stranger = new_learner()
    for path in ("", "/1", "/hand-in"):
        stranger.open(f"/quiz/{learner.attempt}{path}")
        expect(stranger.headline).to_have_text("There is no page here")
    stranger.link("To the first page")
    expect(stranger.headline).to_have_text("Can you tell a fact from a claim?")


def test_an_answer_sent_while_the_cookie_is_gone_ends_on_a_page_with_a_way_on(
    new_learner: NewLearner, server: Server, answers: Answers
) -> None:
    learner = new_learner()
    learner.start("truefalse")
    learner.give(right)
    learner.page.context.clear_cookies()
    learner.check()
    expect(learner.headline).to_have_text("This page was open for a long time")
    learner.link("To the first page")
    learner.button("Ask me ten questions")
    learner.sees_question(1, 10)

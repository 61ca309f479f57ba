"""Card sessions as a person has them: by keys, by touch, and when the connection goes."""

from pathlib import Path

import pytest
from fixtures.answers import Answers
from fixtures.browser import FLAGS, executable
from fixtures.inspection import accessibility
from fixtures.keyboard import Keyboard
from fixtures.learner import Learner, NewLearner
from fixtures.server import Server, Starter
from playwright.sync_api import Playwright, expect
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from quizapp.storage import card_forms, card_runs
from quizapp.storage.database import write
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


def test_a_whole_session_by_keyboard_alone_in_every_form(learner: Learner) -> None:
    begin(learner)
    page, keyboard = learner.page, Keyboard(learner)
    forms = set()
    for turn in range(60):
        if page.locator("[data-back]").count():
            forms.add("card")
            keyboard.tab_to(page.locator("[data-back] summary"))
            keyboard.press("Enter")
            expect(page.locator("[data-answer]")).to_be_focused()
            keyboard.tab_to(page.get_by_role("button", name="Again" if turn < 10 else "Easy"))
            keyboard.follow("Space")
        elif page.locator("[data-question]").count():
            forms.add("question")
            keyboard.tab_to(page.get_by_role("button", name="I don’t know"))
            keyboard.follow()
            expect(learner.headline).to_be_focused()
            keyboard.follow()
        else:
            break
    assert forms == {"card", "question"}
    expect(page).to_have_title("Cards done · Quizapp")


def test_later_by_key_goes_round_and_is_undone(learner: Learner) -> None:
    begin(learner)
    stems = []
    for _ in range(10):
        stems.append(learner.page.locator("#stem").inner_text())
        by_key(learner, "l")
    assert len(set(stems)) == 10
    expect(learner.page.locator("#stem")).to_have_text(stems[0])
    by_key(learner, "u")
    expect(learner.page.locator("#stem")).to_have_text(stems[-1])
    assert place(learner) == "Card 1 of 10"


def test_a_card_graded_in_another_window_is_told(learner: Learner) -> None:
    run = begin(learner)
    other = learner.page.context.new_page()
    other.goto(learner.page.url)
    stem = other.locator("#stem").inner_text()
    by_key(learner, "Space", "3")
    other.keyboard.press("Space")
    with other.expect_navigation():
        other.keyboard.press("1")
    expect(other.get_by_role("status")).to_contain_text("What came first counts")
    expect(other.locator("#stem")).not_to_have_text(stem)
    assert reviews(learner.answers, run) == 1


def to_a_card_to_type(learner: Learner) -> None:
    """Leave cards for later until the front one can be typed."""
    for _ in range(10):
        if learner.page.locator("[data-type]").count():
            return
        learner.button("Later")
    pytest.fail("no card can be typed")


def test_type_it_instead_by_key(learner: Learner) -> None:
    run = begin(learner)
    page = learner.page
    to_a_card_to_type(learner)
    page.keyboard.press("Space")
    expect(page.locator("[data-type]")).to_be_hidden()
    page.keyboard.press("Space")
    expect(page.locator("[data-type]")).to_be_visible()
    by_key(learner, "t")
    page.get_by_role("textbox").fill("1 January 1000")
    learner.check()
    expect(page.locator("[data-feedback]")).to_be_visible()
    assert reviews(learner.answers, run) == 1
    expect(page.get_by_text("Comes back in this session.")).to_be_visible()
    by_key(learner, "u")
    expect(page.get_by_role("textbox")).to_be_visible()
    page.get_by_role("textbox").fill("1 January 1000")
    learner.check()
    learner.go_on()
    assert place(learner) == "Card 1 of 10", "it was wrong and comes back"


def ask_a_choice(answers: Answers, run: str) -> None:
    """Let all cards of a session that have one be asked by a choice."""
    with Session(answers.engine) as db:
        write(db)
        attempt = db.scalars(select(Attempt).where(Attempt.public_id == run)).one()
        for step in card_runs.steps(db, attempt.id):
            for form in card_forms.forms(db, attempt.learner_id, [step.fact_id])[step.fact_id]:
                if form.kind == "choice":
                    values = {"question_revision_id": form.question_revision_id}
                    db.execute(update(Asked).where(Asked.id == step.asked_id).values(**values))
        db.commit()


def test_the_key_of_an_option_does_not_bury(learner: Learner) -> None:
    run = begin(learner)
    page = learner.page
    ask_a_choice(learner.answers, run)
    page.reload()
    for _ in range(10):
        if page.locator(".option input").count():
            break
        learner.button("Later")
    expect(page.get_by_role("button", name="Bury until tomorrow").locator("kbd")).to_have_count(0)
    page.keyboard.press("b")
    expect(page.locator(".option input").nth(1)).to_be_checked()
    expect(page.locator("[data-question]")).to_be_visible()


def test_single_keys_can_be_switched_off(learner: Learner) -> None:
    begin(learner)
    page = learner.page
    stem = page.locator("#stem").inner_text()
    page.keyboard.press("?")
    page.get_by_role("button", name="Turn single keys off").click()
    expect(page.locator(".tools kbd").first).to_be_hidden()
    page.locator("#stem").focus()
    for key in ("Space", "1", "l", "b", "s", "u", "t"):
        page.keyboard.press(key)
    expect(page.locator("#stem")).to_have_text(stem)
    expect(page.locator("[data-answer]")).to_be_hidden()
    page.reload()
    page.get_by_text("all keys").click()
    page.get_by_role("button", name="Turn single keys on").click()
    by_key(learner, "l")
    expect(page.locator("#stem")).not_to_have_text(stem)


def test_what_a_screen_reader_meets_on_a_card(learner: Learner) -> None:
    begin(learner)
    card = learner.page.locator("#main")
    expect(card).to_match_aria_snapshot("""
        - paragraph: /Card 1 of 10/
        - status
        - article:
          - heading [level=1]
          - group: Turn the card
    """)
    learner.page.keyboard.press("Space")
    expect(card).to_match_aria_snapshot("""
        - article:
          - heading [level=1]
          - group:
            - heading [level=2]
        - group "How well did you know it?":
          - button "Again, back today"
          - button /Hard, back in (one day|\\d+ days)/
          - button /Good, back in (one day|\\d+ days)/
          - button /Easy, back in (one day|\\d+ days)/
        - button "Later"
        - button "Bury until tomorrow"
        - button "Suspend"
    """)
    assert accessibility(learner.page) == []


def test_nothing_moves_for_who_wants_less_motion(new_learner: NewLearner) -> None:
    learner = new_learner(reduced_motion="reduce")
    begin(learner)
    learner.page.keyboard.press("Space")
    assert learner.page.evaluate("document.getAnimations().length") == 0


def test_a_whole_session_by_touch(phone: Learner) -> None:
    begin(phone)
    page = phone.page
    phone.button("Later")
    assert place(phone) == "Card 1 of 10"
    for _ in range(10):
        phone.press(page.get_by_text("Turn the card"))
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        phone.follow(page.get_by_role("button", name="Good, back in"))
    expect(phone.headline).to_have_text("You had all ten right once")
    phone.button("Undo the last one")
    expect(page.get_by_text("Card 10 of 10")).to_be_visible()


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
    stems = [page.locator("#stem").inner_text()]
    page.keyboard.press("l")
    expect(page.locator("#stem")).not_to_have_text(stems[0])
    expect(page.get_by_role("status")).to_contain_text("Go on with the cards that are here")
    for grade in ("3", "1", "4"):
        stems.append(page.locator("#stem").inner_text())
        page.keyboard.press("Space")
        page.keyboard.press(grade)
        expect(page.locator("#stem")).not_to_have_text(stems[-1])
    expect(page.get_by_role("status")).to_contain_text("3 answers are kept in this browser")
    assert len(set(stems)) == 4
    assert reviews(learner.answers, run) == 0
    with page.expect_navigation():
        context.set_offline(False)  # The page hears of it, or tries by itself a few seconds later.
    expect(page.get_by_role("status")).to_have_text("The connection is back. The 3 answers kept here have been sent.")
    expect(page.get_by_text("Card 3 of 10")).to_be_visible()
    assert reviews(learner.answers, run) == 3
    page.reload()
    page.wait_for_timeout(300)
    expect(page.get_by_role("status")).to_be_hidden()
    expect(page.locator("#stem")).not_to_have_text(stems[0])
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

"""A live quiz in real browsers: a host with a projector, pupils with phones, and what goes wrong in a classroom."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from fixtures.answers import Answers, wrong
from fixtures.browser import FLAGS, executable
from fixtures.gamers import PHONE, Gamer, Host
from fixtures.keyboard import Keyboard
from fixtures.server import Server, Starter
from playwright.sync_api import Browser, Playwright, expect

PATIENCE = 10_000


@pytest.fixture
def browse(chromium: Browser) -> Iterator[Callable[..., Any]]:
    """A function that opens a page of a browser context of its own."""
    contexts = []

    def new(**options: Any) -> Any:
        context = chromium.new_context(**options)
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        return context.new_page()

    yield new
    for context in contexts:
        context.close()


@pytest.fixture
def host(browse: Callable[..., Any], server: Server, answers: Answers) -> Iterator[Host]:
    """Whoever hosts."""
    someone = Host(browse(), server.url, answers)
    yield someone
    assert someone.complaints == []


@pytest.fixture
def phone(browse: Callable[..., Any], server: Server, answers: Answers) -> Callable[[], Gamer]:
    """A function that hands out phones."""
    return lambda: Gamer(browse(**PHONE), server.url, answers)


def test_a_whole_game_with_a_reload_a_late_join_and_another_device(host: Host, phone: Callable[[], Gamer]) -> None:
    room = host.opens("choice", "order", "number")
    ada, bo, cy, late, other = (phone() for _ in range(5))
    ada.open("/join")
    ada.page.get_by_label("Code").fill(host.code)
    ada.button("Go on")
    ada.enters("Ada")
    bo.joins(room, "Bo")
    cy.joins(room, "Cy")
    for name in ("Ada", "Bo", "Cy"):
        expect(host.page.get_by_role("button", name=name, exact=True)).to_be_visible()

    host.key("Enter", "lobby/0")
    for each in (ada, bo, cy):
        each.sees(1, 3)
    ada.sends()
    ada.page.reload()
    ada.has_sent()
    host.sees_answered(1, 3)
    late.joins(room, "Dee")
    late.hears("You are in, Dee")
    expect(late.page.get_by_text("You join with the next one")).to_be_visible()
    cy.page.reload()
    cy.sees(1, 3)
    cy.sends(wrong)
    bo.sends()
    # All who are asked have answered, so nobody waits for the clock.
    ada.hears("Right.")
    cy.hears("Not so.")
    expect(cy.page.locator("mark.evidence").first).to_be_visible()
    expect(host.page.locator(".bars .is-key")).to_contain_text("Right")

    host.key("Space", "reveal/1")
    late.sees(2, 3)
    bo.sees(2, 3)
    bo.open(f"/play/{room}/device")
    other.page.goto(bo.page.locator(".address").inner_text())
    other.room, other.name = room, "Bo"
    other.sees(2, 3)
    other.sends()
    late.sends()
    ada.sends(wrong)
    host.sees_answered(3, 4)
    host.key("Enter", "question/2")
    other.hears("Right.")
    ada.hears("Not so.")

    host.key("Enter", "reveal/2")
    for each in (ada, cy, late, other):
        each.sees(3, 3)
        each.sends()
    other.hears("Right.")
    host.key("Enter", "reveal/3")
    expect(host.page.locator(".podium li").first).to_contain_text("Bo")
    expect(host.page.locator(".podium li").first).to_contain_text("300")
    other.hears("3 of 3 right")
    cy.hears("1 of 3 right")
    late.hears("2 of 2 right")
    assert host.answers_stored() == 10
    assert [each.complaints for each in (ada, bo, cy, late, other)] == [[]] * 5

    host.button("Play again")
    other.button("Play again")
    expect(host.page.get_by_role("button", name="Bo", exact=True)).to_be_visible()


def test_a_pushed_change_takes_nothing_from_under_the_fingers(host: Host, phone: Callable[[], Gamer]) -> None:
    room = host.opens("number", "match")
    ada = phone()
    ada.joins(room, "Ada")
    host.key("Enter")
    ada.sees(1, 2)
    field = ada.page.get_by_role("textbox")
    field.press_sequentially("12")
    host.key("e", "question/1")
    ada.page.wait_for_function("() => parseInt(document.querySelector('[data-clock]').textContent) > 120")
    field.press_sequentially("3")
    expect(field).to_have_value("123")
    expect(field).to_be_focused()


def test_one_tap_sends_an_option_and_enter_what_was_typed(host: Host, phone: Callable[[], Gamer]) -> None:
    room = host.opens("choice", "number")
    ada, bo = phone(), phone()
    ada.joins(room, "Ada")
    bo.joins(room, "Bo")
    host.key("Enter", "lobby/0")
    ada.sees(1, 2)
    bo.sees(1, 2)
    expect(ada.page.get_by_text("Tap an answer to send it.")).to_be_visible()
    expect(ada.page.get_by_role("button", name="Send")).to_be_hidden()
    ada.give()
    ada.has_sent()
    bo.page.locator(".option input").first.press("ArrowDown")
    expect(bo.page.locator(".option input").nth(1)).to_be_checked()
    bo.page.keyboard.press("Enter")
    bo.has_sent()
    host.key("Enter", "reveal/1")
    ada.sees(2, 2)
    ada.give()
    ada.page.get_by_role("textbox").press("Enter")
    ada.has_sent()
    host.key("Enter", "question/2")
    ada.hears("Right.")


def test_an_answer_outlives_a_lost_connection_and_one_too_late_is_told_so(
    host: Host, phone: Callable[[], Gamer]
) -> None:
    room = host.opens("choice", "truefalse")
    ada, bo = phone(), phone()
    ada.joins(room, "Ada")
    bo.joins(room, "Bo")
    host.key("Enter", "lobby/0")
    ada.sees(1, 2)
    ada.page.context.set_offline(True)
    ada.sends_off()
    expect(ada.page.locator("[data-cut]")).to_contain_text("No connection")
    ada.page.context.set_offline(False)
    ada.has_sent()
    expect(ada.page.locator("[data-cut]")).to_contain_text("Connected again")
    host.key("Enter", "question/1")
    ada.hears("Right.")
    bo.hears("Not answered.")

    host.key("Enter", "reveal/1")
    bo.sees(2, 2)
    bo.page.context.set_offline(True)
    bo.sends_off()
    host.key("Enter", "question/2")
    ada.hears("Not answered.")
    bo.page.context.set_offline(False)
    expect(bo.page.locator("[data-notice]")).to_contain_text("does not count")
    bo.hears("Not answered.")
    assert host.answers_stored() == 1


@pytest.mark.parametrize("blocked", ["refused", "missing", "held up"])
def test_it_goes_on_without_server_sent_events(host: Host, phone: Callable[[], Gamer], blocked: str) -> None:
    room = host.opens("choice")
    ada = phone()
    if blocked == "missing":
        ada.page.add_init_script("delete window.EventSource")
    elif blocked == "refused":
        ada.page.route("**/stream", lambda route: route.abort())
    else:
        ada.page.route("**/stream", lambda route: None)
    ada.joins(room, "Ada")
    host.key("Enter")
    ada.sees(1, 1)
    ada.sends()
    ada.hears("Right.")


def test_a_host_needs_nothing_but_keys(host: Host, phone: Callable[[], Gamer]) -> None:
    room = host.opens("choice", "truefalse", "number")
    ada = phone()
    ada.joins(room, "Ada")
    hands, page = Keyboard(host), host.page
    expect(page.get_by_role("button", name="Ada", exact=True)).to_be_visible()

    hands.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("skip this question")
    hands.press("Escape")
    host.key("l")
    expect(page.get_by_text("The door is locked.")).to_be_visible()
    hands.tab_to(page.get_by_role("button", name="Ada", exact=True))
    hands.press("Enter")
    page.get_by_label("Name").press("Control+a")
    page.keyboard.type("Bea")
    hands.press("Enter")
    expect(page.get_by_role("button", name="Bea", exact=True)).to_be_visible()
    expect(ada.page.locator("[data-name]")).to_have_text("Bea")

    hands.tab_to(page.get_by_role("button", name="Keys"))
    hands.press("Enter")
    hands.tab_to(page.get_by_role("button", name="Turn single keys off"))
    hands.press("Enter", "Escape")
    host.key("l")
    expect(page.get_by_text("The door is locked.")).to_be_visible()
    hands.tab_to(page.get_by_role("button", name="Start"))
    hands.press("Enter")
    # The focus stays on the button by which it goes on, and a second press at once does nothing.
    hands.press("Enter")
    ada.sees(1, 3)
    expect(page.get_by_role("button", name="Close now")).to_be_focused()
    host.key("Enter", "question/1")
    expect(page.get_by_role("button", name="Next question")).to_be_focused()
    host.key("Space", "reveal/1")
    ada.sees(2, 3)
    hands.tab_to(page.get_by_role("button", name="Skip this question"))
    host.key("Enter", "question/2")
    ada.sees(3, 3)


def test_who_left_comes_back_and_who_is_taken_out_does_not(host: Host, phone: Callable[[], Gamer]) -> None:
    room = host.opens("choice")
    ada = phone()
    ada.joins(room, "Ada")
    ada.button("Leave the game")
    expect(host.page.get_by_role("button", name="Ada", exact=True)).to_have_count(0)
    ada.button("Come back in")
    host.page.get_by_role("button", name="Ada", exact=True).click()
    host.page.get_by_role("button", name="Take out of the game").click()
    ada.hears("You are not in this game any more")
    ada.page.reload()
    ada.hears("You are not in this game any more")
    expect(ada.page.get_by_role("button", name="Come back in")).to_have_count(0)


def test_the_laptop_may_be_closed_and_a_second_host_goes_on(
    host: Host, phone: Callable[[], Gamer], browse: Callable[..., Any]
) -> None:
    host.opens("choice", approve="y")
    ada = phone()
    ada.joins(host.room, "Ada")
    ada.hears("Nearly in, Ada")
    host.page.get_by_text("More", exact=True).click()
    host.button("A second host")
    second = Host(browse(), host.url, host.answers)
    second.page.goto(host.page.locator(".address").inner_text())
    host.open("/rooms")
    second.page.get_by_role("button", name="Let Ada in", exact=True).click()
    ada.hears("You are in, Ada")
    second.key("Enter")
    ada.sees(1, 1)
    host.link("Go on with")
    host.sees_answered(0, 1)


def test_a_teacher_rehearses_alone_within_few_presses(host: Host) -> None:
    host.open("/account/sign-up")
    host.opens("choice")  # Makes them a teacher.
    host.open("/rooms/new")
    host.button("Rehearse alone")
    with host.page.expect_popup() as opened:
        host.page.get_by_role("button", name="Open a player’s phone").click()
    player = opened.value
    expect(player.get_by_role("heading", level=1)).to_contain_text("You are in")
    host.page.bring_to_front()
    host.key("Enter")
    expect(player.locator("form[data-question]")).to_be_visible()
    player.get_by_role("button", name="I don’t know").click()
    expect(player.locator(".so")).to_be_visible()


def test_a_phone_plays_over_plain_http_under_a_name(
    start_server: Starter, playwright: Playwright, chromium: Browser
) -> None:
    server = start_server(QUIZAPP_HOSTS="phone.test")
    looked = Answers(server.home)
    flags = [*FLAGS, "--host-resolver-rules=MAP phone.test 127.0.0.1"]
    launched = playwright.chromium.launch(executable_path=executable(), args=flags)
    try:
        url = server.url.replace("127.0.0.1", "phone.test")
        host = Host(launched.new_context().new_page(), server.url, looked)
        room = host.opens("choice")
        ada = Gamer(launched.new_context(**PHONE).new_page(), url, looked)
        ada.joins(room, "Ada")
        assert ada.page.evaluate("isSecureContext") is False
        host.key("Enter")
        ada.sees(1, 1)
        ada.sends()
        ada.hears("Right.")
        assert ada.complaints == host.complaints == []
    finally:
        looked.close()
        launched.close()

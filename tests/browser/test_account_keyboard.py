"""Signing up, logging in and out, starting over and deleting oneself, without a mouse."""

from fixtures.account import PASSWORD, is_stranger
from fixtures.answers import wrong
from fixtures.keyboard import Keyboard
from fixtures.learner import Learner
from playwright.sync_api import expect


def fill(keyboard: Keyboard, label: str, text: str) -> None:
    """Tab to a field and type into it."""
    keyboard.tab_to(keyboard.page.get_by_label(label, exact=True))
    keyboard.page.keyboard.type(text)


def test_an_account_by_keyboard(keyboard: Keyboard, learner: Learner) -> None:
    page = learner.page
    learner.open()
    keyboard.tab_to(page.get_by_role("link", name="Account").first)
    keyboard.follow()
    keyboard.tab_to(page.get_by_role("link", name="Sign up"))
    keyboard.follow()
    fill(keyboard, "Name", "Keys only")
    fill(keyboard, "Password, 8 characters or more", "short")
    keyboard.follow()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label("Name", exact=True)).to_have_value("Keys only")
    fill(keyboard, "Password, 8 characters or more", PASSWORD)
    keyboard.follow()
    expect(learner.headline).to_have_text("Keys only")

    keyboard.tab_to(page.get_by_role("button", name="Log out", exact=True))
    keyboard.follow()
    assert is_stranger(learner)
    keyboard.tab_to(page.get_by_role("link", name="Log in"))
    keyboard.follow()
    fill(keyboard, "Name or e-mail address", "keys ONLY")
    fill(keyboard, "Password", PASSWORD)
    keyboard.follow()
    expect(learner.headline).to_have_text("Keys only")

    keyboard.tab_to(page.get_by_role("link", name="Delete me"))
    keyboard.follow()
    fill(keyboard, "Your password", PASSWORD)
    keyboard.follow()
    expect(page.get_by_role("alert")).to_contain_text("Tick the box")
    fill(keyboard, "Your password", PASSWORD)
    keyboard.tab_to(page.get_by_label("Yes, delete everything for good"))
    keyboard.press("Space")
    keyboard.tab_to(page.get_by_role("button", name="Delete everything"))
    keyboard.follow("Space")
    expect(learner.headline).to_have_text("Everything about you is deleted")
    assert is_stranger(learner)


def test_a_shared_computer_by_keyboard(keyboard: Keyboard, learner: Learner) -> None:
    learner.send("/account/sign-up", {"name": "Shared desk", "password": PASSWORD})
    learner.page.context.clear_cookies()
    learner.start("choice")
    learner.send_answer(wrong)
    learner.open("/account/log-in")
    fill(keyboard, "Name or e-mail address", "Shared desk")
    fill(keyboard, "Password", PASSWORD)
    keyboard.follow()
    keyboard.tab_to(learner.page.get_by_role("button", name="Leave them"))
    keyboard.follow("Space")
    expect(learner.headline).to_have_text("Shared desk")


def test_starting_over_by_keyboard(keyboard: Keyboard, learner: Learner) -> None:
    page = learner.page
    learner.start("choice", length=2)
    for position in (1, 2):
        learner.open(f"/quiz/{learner.attempt}/{position}")
        learner.send_answer(wrong)
    learner.open("/facts?state=learning")
    known = page.locator(".facts a").count()
    assert known >= 2
    keyboard.tab_to(page.locator(".facts a").first)
    keyboard.follow()
    keyboard.tab_to(page.locator("summary").filter(has_text="Start over with this fact"))
    keyboard.press("Enter")
    keyboard.tab_to(page.get_by_label("Yes, start over"))
    keyboard.press("Space")
    keyboard.tab_to(page.get_by_role("button", name="Forget it"))
    keyboard.follow("Space")
    expect(page.locator("#mine")).to_contain_text("Not asked yet")
    expect(page.get_by_role("status")).to_have_text("Done. It counts as never asked.")

    learner.open("/facts?state=learning")
    keyboard.tab_to(page.get_by_role("link", name="Start over with everything"))
    keyboard.follow()
    keyboard.tab_to(page.get_by_label("Yes, start over"))
    keyboard.follow()
    expect(page.get_by_role("alert")).to_contain_text("Tick the box")
    keyboard.tab_to(page.get_by_label("Yes, start over"))
    keyboard.press("Space")
    keyboard.follow()
    expect(page.get_by_role("status")).to_contain_text("Done.")
    learner.open("/facts?state=learning")
    expect(page.locator(".facts a")).to_have_count(0)

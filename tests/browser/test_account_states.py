"""What pages of accounts and data look like when something is wrong or done: accessible, whole and quiet."""

from collections.abc import Callable

import pytest
from fixtures.account import log_in, sign_up
from fixtures.answers import wrong
from fixtures.inspection import accessibility, overflow, small_targets
from fixtures.learner import Learner
from playwright.sync_api import expect


def bad_sign_up(learner: Learner) -> None:
    """Every field is wrong."""
    learner.open("/account/sign-up")
    learner.page.get_by_label("Name", exact=True).fill("")
    learner.page.get_by_label("E-mail address").fill("no address")
    learner.page.get_by_label("Password").fill("password")
    learner.button("Sign up")


def taken(learner: Learner) -> None:
    """The name is somebody else's, and as long as a name may be."""
    name = sign_up(learner)
    learner.page.context.clear_cookies()
    learner.open("/account/sign-up")
    learner.page.get_by_label("Name", exact=True).fill(name)
    learner.page.get_by_label("Password").fill("another 1900 ship")
    learner.button("Sign up")


def bad_log_in(learner: Learner) -> None:
    """The password is not the one."""
    log_in(learner, sign_up_and_leave(learner), "not this one")


def too_often(learner: Learner) -> None:
    """So often wrong that one has to wait."""
    name = f"{sign_up_and_leave(learner)} is nobody"
    for _ in range(10):
        learner.page.context.request.post(f"{learner.url}/account/log-in", form=form(learner, name))
    log_in(learner, name, "not this one")


def form(learner: Learner, name: str) -> dict[str, str]:
    """What the log-in form sends."""
    token = learner.page.locator("[name=csrf_token]").first.get_attribute("value") or ""
    return {"csrf_token": token, "login": name, "password": "no"}


def sign_up_and_leave(learner: Learner) -> str:
    """An account, in a browser that is a stranger's afterwards."""
    name = sign_up(learner)
    learner.page.context.clear_cookies()
    learner.open("/account/log-in")
    return name


def whose(learner: Learner) -> None:
    """A guest's answers are in the way."""
    name = sign_up_and_leave(learner)
    learner.start("choice")
    learner.send_answer(wrong)
    log_in(learner, name)


def bad_password(learner: Learner) -> None:
    """The present password is not the one."""
    sign_up(learner)
    learner.open("/account/password")
    learner.page.get_by_label("Present password").fill("not this one")
    learner.page.get_by_label("New password").fill("another 1900 ship")
    learner.button("Set it")


def poor_password(learner: Learner) -> None:
    """The new password is too short."""
    sign_up(learner)
    learner.open("/account/password")
    learner.page.get_by_label("Present password").fill("tall ships 1900")
    learner.page.get_by_label("New password").fill("short")
    learner.button("Set it")


def unticked(learner: Learner) -> None:
    """The box was not ticked."""
    sign_up(learner)
    learner.open("/account/delete")
    learner.button("Delete everything")


def not_the_password(learner: Learner) -> None:
    """The box was ticked, the password is not the one."""
    sign_up(learner)
    learner.open("/account/delete")
    learner.page.get_by_label("Yes, delete everything for good").check()
    learner.button("Delete everything")


def reset_unticked(learner: Learner) -> None:
    """Nothing is forgotten without the tick."""
    learner.start("choice")
    learner.send_answer(wrong)
    learner.open("/facts/reset")
    learner.button("Forget")


WRONG = (
    bad_sign_up,
    taken,
    bad_log_in,
    too_often,
    bad_password,
    poor_password,
    unticked,
    not_the_password,
    reset_unticked,
)


def inspect(learner: Learner) -> None:
    """Both schemes, all widths, both kinds of pointer."""
    page = learner.page
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    assert accessibility(page) + overflow(page) + small_targets(page) == []


@pytest.mark.parametrize("go", WRONG, ids=lambda each: str(each.__name__))
def test_a_page_that_says_what_is_wrong(go: Callable[[Learner], None], learner: Learner) -> None:
    go(learner)
    expect(learner.page.get_by_role("alert").first).to_be_visible()
    for field in learner.page.locator("[aria-invalid=true]").all():
        told = field.get_attribute("aria-describedby")
        expect(learner.page.locator(f"[id='{told}']")).to_be_visible()
    inspect(learner)


def test_the_account_of_somebody_and_the_data_of_somebody(learner: Learner) -> None:
    sign_up(learner)
    for path in ("/account", "/privacy"):
        learner.open(path)
        inspect(learner)


def test_the_question_whose_answers_these_are(learner: Learner) -> None:
    whose(learner)
    expect(learner.headline).to_have_text("Are these answers yours?")
    inspect(learner)

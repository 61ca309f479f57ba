"""A class from nothing: a teacher makes it, a pupil joins on a phone, and comes back on another device."""

import re
from datetime import UTC, datetime

from fixtures.classroom import teacher_in
from fixtures.keyboard import Keyboard
from fixtures.learner import Learner, NewLearner
from playwright.sync_api import expect
from sqlalchemy.orm import Session

from quizapp.storage.database import write


def teacher(learner: Learner) -> None:
    """Be a teacher without a class."""
    with Session(learner.answers.engine) as db:
        write(db)
        secret = teacher_in(db, datetime.now(UTC)).secret
        db.commit()
    cookie = {"name": "quizapp", "value": secret, "url": learner.url}
    learner.page.context.add_cookies([cookie])  # type: ignore[list-item]


def code_on(learner: Learner) -> str:
    """The code that the page shows."""
    return learner.page.locator(".code").inner_text()


def test_a_pupil_joins_by_code_and_comes_back(learner: Learner, phone: Learner, new_learner: NewLearner) -> None:
    teacher(learner)
    learner.open("/")
    learner.link("Classes")
    expect(learner.headline).to_have_text("Your classes will be listed here")
    learner.page.get_by_label("Name of the class").fill("10b")
    learner.button("Make the class")
    learner.link("Show it on the projector")
    code, place = code_on(learner), learner.page.locator(".go strong").inner_text()
    assert re.fullmatch(r"[A-Z]{3} [A-Z]{3}", code)

    phone.open(f"/{place.partition('/')[2]}")
    phone.page.get_by_label("Code").fill("ABCDEF")
    phone.button("Go on")
    expect(phone.page.get_by_role("alert")).to_contain_text("No class and no room")
    phone.page.get_by_label("Code").fill(code.lower())
    phone.button("Go on")
    phone.page.get_by_label("Name").fill("Zoë")
    phone.button("Join")
    expect(phone.headline).to_have_text("You are in, Zoë")
    personal = phone.page.locator(".personal").inner_text()
    phone.link("I have written it down")
    expect(phone.page.get_by_text("You are Zoë here.")).to_be_visible()
    expect(phone.page.get_by_role("navigation", name="Main").get_by_role("link", name="Progress")).to_be_hidden()

    learner.link("Back to the class")
    expect(learner.page.get_by_role("row", name="Zoë")).to_contain_text("personal code")

    other = new_learner(viewport={"width": 320, "height": 640}, has_touch=True, is_mobile=True)
    other.open("/join/again")
    other.page.get_by_label("Personal code").fill(personal)
    other.button("Come back")
    expect(other.page.get_by_text("You are Zoë here.")).to_be_visible()
    other.button("Leave this browser")
    other.open("/classes")
    expect(other.headline).to_have_text("Your class will be here")
    assert other.complaints == []


def test_a_qr_code_and_a_slip_need_nothing_typed(learner: Learner, phone: Learner) -> None:
    teacher(learner)
    learner.open("/classes")
    learner.page.get_by_label("Name of the class").fill("11c")
    learner.button("Make the class")
    learner.link("Add pupils from a list")
    learner.page.get_by_label("Names").fill("name\nSami\nYara")
    learner.button("Add them")
    expect(learner.page.locator(".slip")).to_have_count(2)
    expect(learner.page.get_by_role("button", name="Print the slips")).to_be_visible()
    personal = learner.page.locator(".personal").first.inner_text()
    learner.link("Back to the class")
    expect(learner.page.get_by_role("row", name="Sami")).to_contain_text("not yet")
    phone.open(f"/join/again/{personal.replace(' ', '')}")
    phone.button("Yes, come back")
    expect(phone.page.get_by_text("You are Sami here.")).to_be_visible()


def test_a_class_is_made_and_closed_by_keyboard(learner: Learner, keyboard: Keyboard) -> None:
    teacher(learner)
    learner.open("/classes")
    keyboard.tab_to(learner.page.get_by_label("Name of the class"))
    learner.page.keyboard.type("12d")
    keyboard.follow()
    expect(learner.headline).to_have_text("12d")
    keyboard.tab_to(learner.page.get_by_role("button", name="Close joining"))
    keyboard.follow()
    expect(learner.page.get_by_text("Joining is closed")).to_be_visible()
    keyboard.tab_to(learner.page.get_by_role("link", name="Settings"))
    keyboard.follow()
    expect(learner.page.get_by_role("heading", name="Archive")).to_be_visible()

"""A teacher reads results on a phone, by keyboard alone: the grid, who needs a fact again, a question, a pupil."""

import re

from fixtures.keyboard import Keyboard
from fixtures.learner import Learner
from fixtures.result_pages import class_of
from playwright.sync_api import expect


def test_reading_a_result_by_keyboard_on_a_phone(phone: Learner) -> None:
    made, page, hands = class_of(phone), phone.page, Keyboard(phone)
    phone.open(f"/classes/{made.room.public_id}/results")
    hands.tab_to(page.get_by_role("link", name="The first lesson"))
    hands.follow()
    expect(phone.headline).to_contain_text("did not reach half of those who answered")
    frame = page.get_by_role("region", name="The grid, to scroll")
    hands.tab_to(frame)
    before = frame.evaluate("(each) => each.scrollLeft")
    hands.press("ArrowRight", "ArrowRight", "ArrowRight")
    page.wait_for_function("(old) => document.querySelector('.grid-frame').scrollLeft > old", arg=before)
    name = frame.get_by_role("rowheader").first
    expect(name).to_be_in_viewport()  # Names stay while squares pass below them.
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    fact = page.locator(".facts-known summary").first
    hands.tab_to(fact)
    hands.press("Enter")
    expect(page.get_by_text("Still to learn it:").first).to_be_visible()
    hands.tab_to(page.get_by_role("link", name="Yara"))
    hands.follow()
    expect(phone.headline).to_have_text("Yara")
    expect(page.locator(".told-answers > li")).to_have_count(made.length)


def test_a_row_of_the_grid_reads_as_words(learner: Learner) -> None:
    made = class_of(learner)
    learner.open(f"/results/{made.assignment}?by=name")
    row = learner.page.get_by_role("row").filter(has=learner.page.get_by_role("rowheader", name="Yara")).first
    cells = row.get_by_role("img")
    expect(cells).to_have_count(made.length)
    words = {cell.get_attribute("aria-label") for cell in cells.all()}
    assert words <= {"right", "partly right", "wrong", "did not know", "not answered"}
    expect(row.get_by_role("cell").nth(made.length)).to_have_text(re.compile(r"^\d+½?$"))


def test_the_questions_are_told_hardest_first_with_their_options(learner: Learner) -> None:
    made, page = class_of(learner), learner.page
    learner.open(f"/results/{made.assignment}")
    learner.link("How each question worked")
    shares = [float(each) for each in page.locator(".measures > div:first-child strong").all_inner_texts()]
    assert shares == sorted(shares)
    expect(page.locator(".items > li")).to_have_count(made.length)
    page.get_by_text("Better and weaker half").first.click()
    expect(page.get_by_role("columnheader", name="Weaker half").first).to_be_visible()


def test_files_are_downloaded(learner: Learner) -> None:
    made, page = class_of(learner), learner.page
    learner.open(f"/results/{made.assignment}")
    for link, name in (("XLSX", "results-the-first-lesson.xlsx"), ("Points as CSV", "points-the-first-lesson.csv")):
        with page.expect_download() as download:
            page.get_by_role("link", name=link).click()
        assert download.value.suggested_filename == name

"""An assignment from end to end: a teacher sets it, a pupil does it on a phone by keyboard, the teacher watches."""

import re
from datetime import UTC, datetime, timedelta

from fixtures.answers import right
from fixtures.assignment_pages import Lesson, enter
from fixtures.classroom import classroom
from fixtures.keyboard import Keyboard
from fixtures.learner import Learner, NewLearner
from playwright.sync_api import expect
from sqlalchemy import update
from sqlalchemy.orm import Session

from quizapp.storage.models import Activity, Attempt

PHONE = {"viewport": {"width": 360, "height": 720}}


def close(learner: Learner, activity: str) -> None:
    """The end of the window comes: everything is an hour ago."""
    with Session(learner.answers.engine) as db:
        past = datetime.now(UTC) - timedelta(minutes=1)
        db.execute(update(Activity).where(Activity.public_id == activity).values(closes_at=past))
        db.commit()


def test_an_assignment_from_setting_it_to_its_results(new_learner: NewLearner) -> None:
    teacher, pupil = new_learner(), new_learner(**PHONE)
    with Session(teacher.answers.engine) as db:
        room = classroom(db, 2)
    enter(teacher, room.teacher)
    enter(pupil, room.pupils[0])

    teacher.open(f"/classes/{room.public_id}/assignments")
    teacher.link("Set an assignment")
    teacher.page.get_by_label("Title").fill("Before Friday")
    teacher.page.get_by_label("How many questions").fill("2")
    teacher.page.get_by_text("More settings").click()
    teacher.page.get_by_label("Time limit for one attempt").fill("10")
    teacher.page.locator('input[name="kinds"][value="choice"]').check()
    teacher.page.get_by_role("button", name="Set the assignment").first.click()
    expect(teacher.headline).to_have_text("Before Friday")
    expect(teacher.page.locator("[data-summary]")).to_have_text("Not started: 2")
    watched = teacher.page.url

    keyboard = Keyboard(pupil)
    pupil.open("/")
    keyboard.tab_to(pupil.page.get_by_role("link", name=re.compile("Before Friday")))
    keyboard.follow()
    keyboard.tab_to(pupil.page.get_by_role("button", name="Start"))
    keyboard.follow()
    attempt = pupil.page.url.split("/")[5]
    expect(pupil.page.locator("[data-shown]")).to_have_text(re.compile(r"^(10:00|9:\d\d)$"))
    expect(teacher.page.locator("[data-summary]")).to_have_text("Working: 1 · Not started: 1", timeout=15_000)
    pupil.open("/facts")
    expect(pupil.headline).to_have_text("Closed while you work on your assignment")
    pupil.link("Back to the assignment")
    for position in (1, 2):
        expect(pupil.page.get_by_text(f"Question {position} of 2", exact=True)).to_be_visible()
        wanted = right(pupil.answers.item(attempt, position))["answer"][0]
        ids = pupil.page.locator(".option input").evaluate_all("(all) => all.map((each) => each.value)")
        keyboard.press("abcde"[ids.index(wanted)])
        keyboard.follow()
    expect(pupil.headline).to_have_text("All questions are answered")
    keyboard.tab_to(pupil.page.get_by_role("button", name="Hand in"))
    keyboard.follow()
    expect(pupil.headline).to_have_text("Handed in")
    expect(pupil.page.locator("mark.evidence")).to_have_count(0)
    expect(teacher.page.locator("[data-summary]")).to_have_text("Not started: 1 · Finished: 1", timeout=15_000)
    assert teacher.page.url == watched

    close(pupil, watched.rsplit("/", 1)[-1])
    pupil.open("/tasks")
    pupil.link("Before Friday")
    expect(pupil.page.locator(".lead")).to_contain_text("2 of 2 points.")
    pupil.follow(pupil.page.locator(".list.tasks a"))
    expect(pupil.headline).to_have_text("2 of 2 points")
    expect(pupil.page.locator("mark.evidence").first).to_be_attached()
    assert teacher.complaints + pupil.complaints == []


def begun(learner: Learner, ago: timedelta) -> str:
    """A pupil who began an attempt of ten minutes some time ago is at its first question."""
    lesson = Lesson(learner, seconds=600)
    attempt = lesson.begins(lesson.room.pupils[0])
    with Session(learner.answers.engine) as db:
        own = update(Attempt).where(Attempt.public_id == attempt)
        db.execute(own.values(started_at=datetime.now(UTC) - ago))
        db.commit()
    enter(learner, lesson.room.pupils[0])
    learner.open(f"/tasks/attempt/{attempt}/1")
    return attempt


def test_when_time_is_over_what_was_chosen_is_sent_and_counts(learner: Learner) -> None:
    attempt = begun(learner, timedelta(minutes=9, seconds=50))
    learner.page.locator(".option").first.click()
    expect(learner.headline).to_have_text("Your time is over", timeout=20_000)
    expect(learner.page.locator(".lead")).to_contain_text("1 of 3 questions are answered")
    assert learner.answers.item(attempt, 1).response is not None


def test_without_a_choice_the_page_says_that_the_time_is_over(learner: Learner) -> None:
    begun(learner, timedelta(minutes=9, seconds=55))
    expect(learner.headline).to_have_text("Your time is over", timeout=20_000)
    expect(learner.page.locator(".lead")).to_contain_text("0 of 3 questions are answered")


def test_five_minutes_and_one_are_told_aloud(learner: Learner) -> None:
    begun(learner, timedelta(minutes=4, seconds=57))
    expect(learner.page.locator("[data-aloud]")).to_have_text("")
    expect(learner.page.locator("[data-aloud]")).to_have_text("Five minutes left", timeout=8_000)

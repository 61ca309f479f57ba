"""After class: a sheet typed in by the keyboard, and a key corrected; the pupil sees the changed result and why."""

from fixtures.answers import Answers
from fixtures.assignment import assignment
from fixtures.classroom import Classroom, Person, classroom
from fixtures.learner import Learner, NewLearner
from fixtures.ruled import answered
from playwright.sync_api import expect
from sqlalchemy.orm import Session

from quizapp.core.assignment import Assignment


def homework(answers: Answers) -> tuple[Classroom, str]:
    """Two choices, of which the pupil has the first one wrong."""
    with Session(answers.engine) as db:
        room = classroom(db, 1)
        settings = Assignment("", length=2, feedback="now", kinds=("choice",), pass_mark=100)
        activity = assignment(db, room.teacher.user_id, room.id, settings)
        answered(db, activity, room.pupils[0].learner_id, (False, True))
    return room, activity


def become(learner: Learner, person: Person) -> None:
    learner.page.context.add_cookies([{"name": "quizapp", "value": person.secret, "url": learner.url}])


def test_a_corrected_key_reaches_the_pupil(new_learner: NewLearner, answers: Answers) -> None:
    room, activity = homework(answers)
    teacher, pupil = new_learner(), new_learner(viewport={"width": 360, "height": 720}, has_touch=True, is_mobile=True)
    become(teacher, room.teacher)
    become(pupil, room.pupils[0])
    pupil.open()
    expect(pupil.page.get_by_text("Your results have changed")).to_have_count(0)

    teacher.open(f"/results/{activity}/rulings")
    teacher.follow(teacher.page.locator("ol.rulings a").first)
    given = teacher.page.locator(".candidates label", has_text="one answer")
    said = given.locator("span").first.inner_text()
    teacher.press(given)
    teacher.button("Preview the new key")
    expect(teacher.page.get_by_text("Only now pass: Pupil 1.")).to_be_visible()
    expect(teacher.page.get_by_role("row", name="Pupil 1")).to_contain_text("2 of 2")
    teacher.page.get_by_label("Reason").fill("The text allows both.")
    teacher.button("Correct the key")
    expect(teacher.page.get_by_text("The text allows both.")).to_be_visible()

    pupil.open()
    expect(pupil.page.get_by_text("Your results have changed")).to_be_visible()
    pupil.link("What was changed, and why")
    expect(pupil.page.get_by_text("Reason: The text allows both.")).to_be_visible()
    expect(pupil.page.get_by_text("The key is corrected. Right is")).to_contain_text(said)
    pupil.button("I have seen it")
    expect(pupil.page.get_by_text("Your results have changed")).to_have_count(0)
    assert teacher.complaints == pupil.complaints == []


def test_a_sheet_is_typed_in_by_the_keyboard_alone(new_learner: NewLearner, answers: Answers) -> None:
    with Session(answers.engine) as db:
        room = classroom(db, 2)
        settings = Assignment("", length=2, kinds=("choice",))
        activity = assignment(db, room.teacher.user_id, room.id, settings)
    teacher = new_learner()
    become(teacher, room.teacher)
    teacher.open(f"/assignments/{activity}/paper/answers")
    with teacher.page.expect_navigation():
        teacher.page.get_by_label("Pupil").select_option(label="Pupil 1")
    keyboard = teacher.page.keyboard
    expect(teacher.page.locator("#answer-1")).to_be_focused()
    keyboard.type("Z")
    keyboard.press("Enter")
    keyboard.type("B")
    with teacher.page.expect_navigation():
        keyboard.press("Enter")
    expect(teacher.page.get_by_text("One answer cannot be read. Nothing is stored yet.")).to_be_visible()
    expect(teacher.page.locator("#answer-1")).to_be_focused()
    keyboard.press("Control+A")
    keyboard.type("A")
    keyboard.press("Enter")
    with teacher.page.expect_navigation():
        keyboard.press("Enter")
    expect(teacher.page.get_by_text("The sheet of Pupil 1 is stored.")).to_be_visible()
    expect(teacher.page.get_by_role("heading", name="Pupil 2, version A")).to_be_visible()
    expect(teacher.page.locator("#answer-1")).to_be_focused()
    assert teacher.complaints == []

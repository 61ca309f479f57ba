"""Assignments as teachers set, change, watch and withdraw them."""

import html
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from fixtures.banks import NOW
from fixtures.taskbook import Taskbook
from flask import Flask
from sqlalchemy import func, select, update
from werkzeug.test import TestResponse

from quizapp.storage.models import Activity, ActivityQuestion, Bank, Learner, Member, Question, QuestionRevision
from quizapp.web.database import db

Freeze = Callable[..., None]
MINUTE = timedelta(minutes=1)
INPUT = re.compile(r'<input id="(\w+)" name="(\w+)"[^>]* value="([^"]*)"')


def form_of(page: TestResponse) -> dict[str, str]:
    """What the fields of a form hold."""
    return {name: html.unescape(value) for _, name, value in INPUT.findall(page.text)}


def new(there: Taskbook) -> str:
    return f"/classes/{there.room.public_id}/assignments/new"


def send(there: Taskbook, path: str, token: str = "", **fields: object) -> TestResponse:
    return there.teacher.client.post(path, data={"csrf_token": token or there.teacher.token(), **fields})


DEFAULTS = {"bank": "farhaven", "attempts": "1", "feedback": "after", "draw": "fixed", "find": "", "found": ""}


def typed(**fields: object) -> dict[str, object]:
    times = {"title": "Lights", "opens": "2026-11-24T08:00", "closes": "2026-12-01T18:00"}
    return {**DEFAULTS, **times, "length": "3", **fields}


def activities(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(Activity)) or 0


def test_the_form_as_it_comes_is_good_enough(loaded: Flask, frozen: Freeze) -> None:
    frozen()
    there = Taskbook(loaded, NOW)
    page = there.teacher.client.get(new(there))
    proposed = form_of(page)
    assert (proposed["opens"], proposed["closes"]) == ("2026-11-24T12:00", "2026-12-01T18:00")
    made = send(there, new(there), **{**DEFAULTS, **proposed})
    assert made.status_code == 303
    pupil = there.pupils[0]
    assert proposed["title"] in html.unescape(pupil.client.get("/tasks").text)
    pupil.begin(made.location.rsplit("/", 1)[-1])
    assert pupil.positions()


def test_times_are_by_the_teachers_wall_clock(loaded: Flask, frozen: Freeze) -> None:
    frozen()
    there = Taskbook(loaded, NOW)
    with loaded.app_context():
        own = update(Learner).where(Learner.id == there.room.teacher.learner_id)
        db.session.execute(own.values(zone="Europe/Berlin"))
        db.session.commit()
    assert "UTC+01:00" in there.teacher.client.get(new(there)).text
    there.activity = send(there, new(there), **typed()).location.rsplit("/", 1)[-1]
    assert there.row().opens_at == datetime(2026, 11, 24, 7, tzinfo=UTC)
    assert "Tuesday 1 December, 18:00" in there.teacher.client.get(f"/assignments/{there.activity}").text
    never = send(there, new(there), **typed(closes="2027-03-28T02:30"))
    assert never.status_code == 422
    assert "it never comes" in never.text


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("title", " ", "Give it a title"),
        ("length", "0", "between 1 and 50 questions"),
        ("length", "ten", "Write a whole number"),
        ("closes", "2026-11-24T08:00", "must close after it opens"),
        ("closes", "tomorrow", "Write a day and a time"),
        ("closes", "0001-01-01T00:00", "Write a day and a time"),
        ("minutes", "500", "between 1 and 480 minutes"),
        ("attempts", "0", "between 1 and 10 attempts"),
        ("pass_mark", "101", "between 1 and 100 per cent"),
        ("kinds", "order", "No question fits this choice"),
    ],
)
@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_what_cannot_be_is_said_beside_its_field_and_what_was_typed_stays(
    loaded: Flask, frozen: Freeze, field: str, value: str, said: str
) -> None:
    frozen()
    there = Taskbook(loaded, NOW)
    before = activities(loaded)
    page = send(there, new(there), **typed(**{"minutes": "7", field: value}))
    assert page.status_code == 422
    assert said in page.text
    assert activities(loaded) == before
    kept = form_of(page)
    if field not in ("kinds", "title"):
        assert kept[field] == value
        assert kept["title"] == "Lights"


def test_questions_are_found_by_their_words_and_asked_in_the_order_they_are_ticked(
    loaded: Flask, frozen: Freeze
) -> None:
    frozen()
    there = Taskbook(loaded, NOW)
    before = activities(loaded)
    found = send(there, new(there), **typed(find="lighthouse", seek="y", title="Kept"))
    assert found.status_code == 200
    assert activities(loaded) == before
    assert 'value="Kept"' in found.text
    slugs = re.findall(r'name="questions" value="([^"]+)"', found.text)
    assert slugs
    unsought = send(there, new(there), **typed(find="harbour"))
    assert (unsought.status_code, activities(loaded)) == (200, before)
    chosen = [slugs[-1], slugs[0]]
    made = send(there, new(there), **typed(find="lighthouse", found="lighthouse", questions=chosen))
    there.activity = made.location.rsplit("/", 1)[-1]
    with loaded.app_context():
        asked = db.session.scalars(
            select(Question.slug)
            .join(QuestionRevision, QuestionRevision.question_id == Question.id)
            .join(ActivityQuestion, ActivityQuestion.question_revision_id == QuestionRevision.id)
            .where(ActivityQuestion.activity_id == there.row().id)
            .order_by(ActivityQuestion.position)
        ).all()
    assert asked == chosen


def test_a_double_click_sets_one(loaded: Flask, frozen: Freeze) -> None:
    frozen()
    there = Taskbook(loaded, NOW)
    assert send(there, new(there), **typed()).location == send(there, new(there), **typed()).location


def test_somebody_elses_private_bank_is_none(loaded: Flask, frozen: Freeze) -> None:
    frozen()
    there, elsewhere = Taskbook(loaded, NOW), Taskbook(loaded, NOW)
    tokens = there.teacher.token(), elsewhere.teacher.token()
    with loaded.app_context():
        db.session.execute(update(Bank).values(visibility="private", owner_id=elsewhere.room.teacher.user_id))
        db.session.commit()
    assert send(there, new(there), tokens[0], **typed()).status_code == 404
    assert "There is no bank" in there.teacher.client.get(new(there)).text
    assert send(elsewhere, new(elsewhere), tokens[1], **typed()).status_code == 303


def test_everything_changes_until_somebody_begins_then_its_title_and_end(loaded: Flask, frozen: Freeze) -> None:
    frozen()
    there = Taskbook(loaded, NOW, kinds=("choice",))
    edit, pupil = f"/assignments/{there.activity}/edit", there.pupils[0]
    assert form_of(there.teacher.client.get(edit))["length"] == "3"
    assert send(there, edit, **typed(length="2")).status_code == 303
    pupil.begin(there.activity)
    assert len(pupil.positions()) == 2
    assert send(there, edit, **typed(length="1", title="Longer", closes="2026-12-24T18:00")).status_code == 303
    row = there.row()
    assert (row.title, row.settings["length"]) == ("Longer", 2)
    assert row.closes_at == datetime(2026, 12, 24, 18, tzinfo=UTC)
    assert send(there, edit, title="Never", closes="2026-11-24T07:00").status_code == 422
    frozen(NOW + timedelta(days=40))
    there.teacher.client.get(f"/assignments/{there.activity}")
    assert "nothing about it changes any more" in there.teacher.client.get(edit).text
    assert send(there, edit, title="Never", closes="2027-12-24T18:00").status_code == 409
    assert there.row().title == "Longer"


def test_it_is_withdrawn_after_asking_while_nobody_has_begun(loaded: Flask, frozen: Freeze) -> None:
    frozen()
    there = Taskbook(loaded, NOW)
    path, before = f"/assignments/{there.activity}/withdraw", activities(loaded)
    assert "Withdraw it?" in there.teacher.client.get(path).text
    there.pupils[0].begin(there.activity)
    assert "cannot be withdrawn" in there.teacher.client.get(path).text
    assert send(there, path).status_code == 409
    fresh = Taskbook(loaded, NOW)
    assert send(fresh, f"/assignments/{fresh.activity}/withdraw").status_code == 303
    assert activities(loaded) == before
    assert fresh.pupils[0].client.get(f"/tasks/{fresh.activity}").status_code == 404


def standings(page: str) -> dict[str, list[str]]:
    """Names by how they stand."""
    found = {}
    for name, section in re.findall(r'id="standing-(\w+)"(.*?)</section>', page, re.S):
        found[name] = re.findall(r'id="pupil-[^>]*>([^<]+)<', section)
    return found


def test_the_teacher_sees_who_works_is_stuck_has_finished_or_is_absent(loaded: Flask, frozen: Freeze) -> None:
    frozen()
    there = Taskbook(loaded, NOW, kinds=("choice",), pupils=5)
    slow, quick, done, _, absent = there.pupils
    del absent
    there.allow(there.room.pupils[4], absent=True)
    for each in (slow, quick, done):
        each.begin(there.activity)
    done.answer(1)
    done.hand_in()
    frozen(NOW + 3 * MINUTE)
    quick.answer(1)
    watch = there.teacher.client.get(f"/assignments/{there.activity}")
    assert standings(watch.text) == {
        "working": ["Pupil 1", "Pupil 2"],
        "waiting": ["Pupil 4"],
        "finished": ["Pupil 3"],
        "absent": ["Pupil 5"],
    }
    frozen(NOW + 3 * MINUTE + timedelta(seconds=1))
    now = there.teacher.client.get(f"/assignments/{there.activity}/now")
    assert standings(now.text)["stuck"] == ["Pupil 1"]
    assert "<html" not in now.text
    assert "Question 2 of 3" in now.text
    assert "Stuck: 1 · Working: 1" in now.text
    frozen(NOW + timedelta(hours=2, seconds=3))
    over = standings(there.teacher.client.get(f"/assignments/{there.activity}").text)
    assert over == {"finished": ["Pupil 1", "Pupil 2", "Pupil 3"], "missed": ["Pupil 4"], "absent": ["Pupil 5"]}


def test_one_pupil_gets_more_time_one_more_attempt_and_may_go_on(loaded: Flask, frozen: Freeze) -> None:
    frozen()
    there = Taskbook(loaded, NOW, kinds=("choice",), seconds=600)
    pupil = there.pupils[0]
    with loaded.app_context():
        member = db.session.get_one(Member, there.room.pupils[0].member_id).public_id
    path = f"/assignments/{there.activity}/pupils/{member}"
    pupil.begin(there.activity)
    pupil.answer(1)
    pupil.hand_in()
    assert send(there, path, extra="100", more="1").status_code == 303
    assert 'value="100" selected' in there.teacher.client.get(path).text
    frozen(NOW + 15 * MINUTE)
    assert send(there, f"{path}/reopen").status_code == 303
    pupil.answer(2)
    pupil.hand_in()
    pupil.begin(there.activity)
    assert "Question 1 of 3" in pupil.client.get(pupil.path("1")).text
    for extra, more in (("1000", "0"), ("", "99"), ("x", "0")):
        assert send(there, path, extra=extra, more=more).status_code == 400


def test_a_pupil_of_another_class_is_none_here(loaded: Flask, frozen: Freeze) -> None:
    frozen()
    there, elsewhere = Taskbook(loaded, NOW), Taskbook(loaded, NOW)
    with loaded.app_context():
        other = db.session.get_one(Member, elsewhere.room.pupils[0].member_id).public_id
    path = f"/assignments/{there.activity}/pupils/{other}"
    assert there.teacher.client.get(path).status_code == 404
    assert send(there, path, extra="", more="0").status_code == 404
    assert send(there, f"{path}/reopen").status_code == 404
    for rest in ("", "/now", "/edit", "/withdraw"):
        assert elsewhere.teacher.client.get(f"/assignments/{there.activity}{rest}").status_code == 404

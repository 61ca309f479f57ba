"""Assignments as pupils do them: in time, once, for themselves."""

from collections.abc import Callable
from datetime import datetime, timedelta
from html import unescape

from fixtures.banks import NOW
from fixtures.taskbook import HOUR, Taskbook
from flask import Flask
from sqlalchemy import func, select

from quizapp.storage.models import Answer, Attempt, Member, Review
from quizapp.web.database import db

MINUTE = timedelta(minutes=1)
Freeze = Callable[..., None]


def count(app: Flask, table: type) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(table)) or 0


def test_an_assignment_is_begun_answered_changed_and_handed_in(loaded: Flask, frozen: Freeze) -> None:
    frozen()
    there = Taskbook(loaded, NOW, kinds=("choice",))
    pupil = there.pupils[0]
    assert "What was known" in pupil.client.get("/").text
    assert "Question 1 of 3" in pupil.begin(there.activity).text
    first = pupil.attempt
    pupil.answer(1, right=False)
    assert "Question 2 of 3" in pupil.begin(there.activity).text
    assert pupil.attempt == first
    pupil.answer(1)
    assert "Question 3 of 3" in pupil.answer(2).text
    pupil.answer(3)
    page = pupil.hand_in()
    assert "Handed in" in page.text
    assert "3 of 3 questions are answered" in page.text
    again = pupil.client.post(f"/tasks/{there.activity}", data={"csrf_token": pupil.token()})
    assert again.status_code == 409
    assert pupil.post(1, pupil.fields(1, right=False)).status_code == 409
    assert count(loaded, Attempt) == 1


def test_an_answer_after_the_time_is_not_kept_those_before_are(loaded: Flask, frozen: Freeze) -> None:
    frozen()
    there = Taskbook(loaded, NOW, kinds=("choice",), seconds=600)
    pupil = there.pupils[0]
    page = pupil.begin(there.activity)
    assert 'data-left="600"' in page.text
    pupil.answer(1)
    frozen(NOW + 10 * MINUTE + timedelta(seconds=2))
    late = pupil.post(2, pupil.fields(2))
    assert (late.status_code, count(loaded, Answer)) == (303, 1)
    told = pupil.client.get(late.location).text
    assert "Your time is over" in told
    assert "1 of 3 questions are answered" in told
    assert pupil.client.get(pupil.path("2")).location == pupil.path()
    with loaded.app_context():
        assert db.session.scalars(select(Attempt.finished_at)).one() == NOW + 10 * MINUTE


def test_within_two_seconds_an_answer_still_counts(loaded: Flask, frozen: Freeze) -> None:
    frozen()
    there = Taskbook(loaded, NOW, kinds=("choice",), seconds=600)
    pupil = there.pupils[0]
    pupil.begin(there.activity)
    frozen(NOW + 10 * MINUTE + timedelta(seconds=1))
    pupil.post(1, pupil.fields(1))
    assert count(loaded, Answer) == 1


def test_extra_time_is_theirs_alone_and_goes_beyond_the_window(loaded: Flask, frozen: Freeze) -> None:
    frozen(NOW + 2 * HOUR - 5 * MINUTE)
    there = Taskbook(loaded, NOW, kinds=("choice",), seconds=600)
    quick, slow = there.pupils
    there.allow(there.room.pupils[1], extra_percent=100)
    assert "20 minutes from when you start" in slow.client.get(f"/tasks/{there.activity}").text
    for each in (quick, slow):
        each.begin(there.activity)
    frozen(NOW + 2 * HOUR + 4 * MINUTE)
    quick.post(1, quick.fields(1))
    slow.post(1, slow.fields(1))
    assert count(loaded, Answer) == 1
    assert "Results come after" in quick.client.get(quick.path()).text
    frozen(NOW + 2 * HOUR + 11 * MINUTE)
    assert "of 3 points" in quick.client.get(quick.path()).text


def test_nothing_begins_before_it_opens_or_after_it_closed_or_for_who_is_absent(loaded: Flask, frozen: Freeze) -> None:
    there = Taskbook(loaded, NOW, kinds=("choice",))
    there.allow(there.room.pupils[1], absent=True)

    def begin(who: int, at: datetime) -> int:
        frozen(at)
        pupil = there.pupils[who]
        return pupil.client.post(f"/tasks/{there.activity}", data={"csrf_token": pupil.token()}).status_code

    assert begin(0, NOW - 2 * HOUR) == 409
    assert begin(0, NOW + 2 * HOUR) == 409
    assert begin(1, NOW) == 409
    assert begin(0, NOW) == 303


def test_results_are_told_on_the_first_look_after_the_end_without_any_job(loaded: Flask, frozen: Freeze) -> None:
    frozen()
    there = Taskbook(loaded, NOW, kinds=("choice",), pass_mark=60)
    good, bad = there.pupils
    for pupil, right in ((good, True), (bad, False)):
        pupil.begin(there.activity)
        for position in (1, 2, 3):
            pupil.answer(position, right)
    good.hand_in()  # The other one leaves without handing in.
    assert count(loaded, Review) == 0
    frozen(NOW + 3 * HOUR)
    assert "results are there" in good.client.get("/tasks").text
    assert "3 of 3 points" in good.client.get(good.path()).text
    assert "Passed: the mark is 60 per cent." in good.client.get(f"/tasks/{there.activity}").text
    assert "Not passed" in bad.client.get(bad.path()).text
    assert "Your answers with their proof" in bad.client.get(f"/tasks/{there.activity}").text
    with loaded.app_context():
        assert set(db.session.scalars(select(Review.given_at))) == {NOW}
    reviews = count(loaded, Review)
    good.client.get("/tasks")
    assert count(loaded, Review) == reviews


def test_an_answer_moves_memory_once_a_study_day_dated_when_it_was_given(loaded: Flask, frozen: Freeze) -> None:
    frozen()
    there = Taskbook(loaded, NOW, kinds=("choice",), attempts=2)
    pupil = there.pupils[0]
    for right in (False, True):
        pupil.begin(there.activity)
        for position in (1, 2, 3):
            pupil.answer(position, right)
        pupil.hand_in()
    frozen(NOW + timedelta(days=3))
    assert "this one counts" in pupil.client.get(f"/tasks/{there.activity}").text
    with loaded.app_context():
        reviews = db.session.scalars(select(Review)).all()
    assert {review.study_day for review in reviews} == {NOW.date()}
    facts = pupil.client.get("/facts?state=due").text
    assert facts.count('class="name"') >= 1, "wrong first, so due the next day: the right second try did not move it"


def test_with_feedback_at_once_the_proof_comes_and_the_last_answer_ends_it(loaded: Flask, frozen: Freeze) -> None:
    frozen()
    there = Taskbook(loaded, NOW, kinds=("choice",), feedback="now", attempts=2)
    pupil = there.pupils[0]
    pupil.begin(there.activity)
    page = pupil.answer(1)
    assert "data-feedback" in page.text
    assert "mark class" in page.text
    assert "/bank/farhaven/brief" not in page.text
    pupil.answer(2)
    pupil.answer(3, right=False)
    assert "2 of 3 points" in pupil.client.get(pupil.path()).text
    assert "Try once more" in pupil.client.get(f"/tasks/{there.activity}").text


def test_another_pupils_attempt_and_another_classs_assignment_do_not_exist(loaded: Flask, frozen: Freeze) -> None:
    frozen()
    there, elsewhere = Taskbook(loaded, NOW), Taskbook(loaded, NOW)
    mine, other = there.pupils
    mine.begin(there.activity)
    other.attempt = mine.attempt
    for rest in ("", "1", "hand-in"):
        assert other.client.get(other.path(rest)).status_code == 404
        assert elsewhere.teacher.client.get(other.path(rest)).status_code == 404
    assert other.post(1, {"unknown": "1"}).status_code == 404
    assert other.client.post(other.path("hand-in"), data={"csrf_token": other.token()}).status_code == 404
    for stranger in (elsewhere.pupils[0], elsewhere.teacher, there.teacher):
        assert stranger.client.get(f"/tasks/{there.activity}").status_code == 404
        begun = stranger.client.post(f"/tasks/{there.activity}", data={"csrf_token": stranger.token()})
        assert begun.status_code == 404
    # Nor do an assignment's pages take a quiz, or a quiz's an assignment.
    mine.hand_in()
    assert mine.client.get(f"/quiz/{mine.attempt}/1").status_code == 404


def test_who_was_removed_from_the_class_has_no_assignment_any_more(loaded: Flask, frozen: Freeze) -> None:
    frozen()
    there = Taskbook(loaded, NOW)
    pupil = there.pupils[0]
    pupil.begin(there.activity)
    with loaded.app_context():
        db.session.get_one(Member, there.room.pupils[0].member_id).removed_at = NOW
        db.session.commit()
    assert pupil.client.get(pupil.path("1")).status_code == 404
    assert pupil.client.get(f"/tasks/{there.activity}").status_code == 404
    assert "What was known" not in pupil.client.get("/tasks").text


def test_a_claim_that_many_misjudged_is_told_with_one_full_stop(loaded: Flask, frozen: Freeze) -> None:
    frozen()
    there = Taskbook(loaded, NOW, kinds=("truefalse",), pupils=3, length=1)
    for pupil in there.pupils:
        pupil.begin(there.activity)
        pupil.answer(1, False)
        pupil.hand_in()
    frozen(NOW + 3 * HOUR)
    with loaded.app_context():
        claim = there.pupils[0].items()[0].question.stem
    page = unescape(there.teacher.client.get(f"/results/{there.activity}").text)
    assert f"to “{claim.removesuffix('.')}”.</p>" in page

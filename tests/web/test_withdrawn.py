"""What a correction withdraws from quizzes and assignments that are under way or still to be begun."""

from collections.abc import Callable

import pytest
from fixtures.banks import NOW
from fixtures.cohort import Newsroom
from fixtures.corrected import corrected
from fixtures.player import Player
from fixtures.taskbook import Taskbook
from flask import Flask
from sqlalchemy import select

from quizapp.storage.models import Asked, Attempt, Bank
from quizapp.web.database import db

SAID = "A question was withdrawn after a correction. It counts for nothing."


@pytest.fixture
def there(loaded: Flask, frozen: Callable[..., None]) -> Taskbook:
    """A class with an assignment of one choice question on each of three facts."""
    frozen()
    return Taskbook(loaded, NOW, kinds=("choice",))


def slug_of(app: Flask) -> str:
    with app.app_context():
        return db.session().scalars(select(Bank.slug).order_by(Bank.id)).first() or ""


def correct(app: Flask, fact: str = "keeper") -> None:
    """The keeper was somebody else."""
    slug = slug_of(app)
    with app.app_context():
        corrected(db.session(), slug, fact, value="Bo Berg")


def retract(app: Flask, fact: str = "keeper") -> None:
    """Nothing can be said of the keeper."""
    slug = slug_of(app)
    with app.app_context():
        corrected(db.session(), slug, fact, retracted=True)


def place_of(player: Player, fact: str = "keeper") -> int:
    with player.app.app_context():
        return next(item.position for item in player.items() if fact in item.question.facts)


def test_what_was_begun_skips_a_stale_question_and_says_so(there: Taskbook) -> None:
    pupil = there.pupils[0]
    pupil.begin(there.activity)
    place = place_of(pupil)
    correct(there.app)
    for response in (
        pupil.client.get(pupil.path(str(place)), follow_redirects=True),
        pupil.client.post(pupil.path(str(place)), data={"csrf_token": pupil.token()}, follow_redirects=True),
    ):
        assert (response.status_code, SAID in response.text) == (200, True)
    for other in pupil.positions():
        pupil.answer(other)
    handed_in = pupil.hand_in().text
    assert "2 of 2 questions are answered" in handed_in
    assert SAID in handed_in


def test_a_stale_question_counts_for_nothing_when_it_was_never_come_to(there: Taskbook) -> None:
    pupil = there.pupils[0]
    pupil.begin(there.activity)
    place = place_of(pupil)
    for other in set(pupil.positions()) - {place}:
        pupil.answer(other)
    correct(there.app)
    pupil.hand_in()
    with there.app.app_context():
        assert len(db.session().scalars(select(Asked.id)).all()) == 2


def test_an_answer_that_was_given_stays(there: Taskbook) -> None:
    pupil = there.pupils[0]
    pupil.begin(there.activity)
    pupil.answer(place_of(pupil))
    correct(there.app)
    assert SAID not in pupil.client.get(pupil.path("hand-in")).text
    assert place_of(pupil) in pupil.positions()


def test_who_begins_afterwards_is_asked_the_new_wording_and_the_teacher_is_told(there: Taskbook) -> None:
    correct(there.app)
    pupil = there.pupils[1]
    assert "Question 1 of 3" in pupil.begin(there.activity).text
    with there.app.app_context():
        asked = next(item.question for item in pupil.items() if "keeper" in item.question.facts)
    assert asked.keys == ("Bo Berg",)
    watched = there.teacher.client.get(f"/assignments/{there.activity}").text
    assert "A correction withdrew one of the questions:" in watched
    assert "who begins now is asked it in its new wording" in watched


def test_a_quiz_of_nothing_but_stale_questions_is_over(loaded: Flask) -> None:
    player = Player(loaded)
    player.start(length="1", bank="farhaven", kinds="text", confidence="")
    with loaded.app_context():
        fact = player.items()[0].question.facts[0]
    correct(loaded, fact)
    page = player.client.get(player.path("1"), follow_redirects=True)
    assert (page.status_code, SAID in page.text) == (200, True)
    with loaded.app_context():
        assert db.session().scalars(select(Attempt.finished_at)).one()


def test_what_was_retracted_is_left_out_and_the_others_keep_their_places(there: Taskbook) -> None:
    first = there.pupils[0]
    first.begin(there.activity)
    places, place = first.positions(), place_of(first)
    retract(there.app)
    later = there.pupils[1]
    assert "of 2" in later.begin(there.activity).text
    assert later.positions() == [each for each in places if each != place]
    for other in later.positions():
        later.answer(other)
    later.hand_in()
    assert "who begins now is not asked it" in there.teacher.client.get(f"/assignments/{there.activity}").text
    assert there.teacher.client.get(f"/results/{there.activity}").status_code == 200


def test_where_nothing_is_left_nothing_begins(loaded: Flask, frozen: Callable[..., None]) -> None:
    frozen()
    there = Taskbook(loaded, NOW, kinds=("choice",), length=1)
    begun, late = there.pupils
    begun.begin(there.activity)
    with there.app.app_context():
        fact = begun.items()[0].question.facts[0]
    retract(there.app, fact)
    page = begun.client.get(begun.path("1"), follow_redirects=True)
    assert (page.status_code, SAID in page.text) == (200, True)
    begun.hand_in()
    assert begun.client.get(f"/tasks/{there.activity}").status_code == 200
    assert late.client.post(f"/tasks/{there.activity}", data={"csrf_token": late.token()}).status_code == 409
    assert there.teacher.client.get(f"/results/{there.activity}").status_code == 200


def test_the_result_of_a_pre_test_says_what_was_withdrawn(loaded: Flask, frozen: Callable[..., None]) -> None:
    frozen()
    room = Newsroom(loaded, NOW)
    player = room.participant()
    player.begin(room.id, "pretest")
    with loaded.app_context():
        fact = player.items()[0].question.facts[0]
    correct(loaded, fact)
    assert SAID in player.hand_in().text

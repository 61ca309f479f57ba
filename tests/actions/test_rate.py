"""Ratings move by what is told, and by nothing that means nothing."""

from datetime import timedelta
from pathlib import Path

import pytest
from fixtures.banks import NOW
from fixtures.classroom import classroom, pupil_in
from fixtures.readme import example_bank
from fixtures.taught import Lesson
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from quizapp.actions.load_bank import load
from quizapp.actions.rate import rate
from quizapp.storage.database import write
from quizapp.storage.models import Player, Rating


@pytest.fixture
def lesson(session: Session, tmp_path: Path) -> Lesson:
    write(session)
    load(session, example_bank(tmp_path), NOW - timedelta(days=20))
    session.commit()
    room = classroom(session, 0, NOW - timedelta(days=1))
    write(session)
    room.pupils = [pupil_in(session, room.id, name, NOW - timedelta(days=1)) for name in ("Ada", "Bo")]
    session.commit()
    return Lesson(session, room, "farhaven")


def rated(lesson: Lesson) -> dict[int, int]:
    """How many answers the ratings of learners stand on."""
    write(lesson.session)
    before, upto = -1, 0
    while upto != before:
        before, upto = upto, rate(lesson.session, upto)
    rows = lesson.session.execute(select(Rating.subject_id, Rating.n).where(Rating.subject == "learner"))
    found = {learner_id: n for learner_id, n in rows}
    lesson.session.rollback()
    return found


def playing(lesson: Lesson, rehearsal: bool = False) -> str:
    """A room whose first question is answered and open."""
    game = lesson.open(2, NOW, rehearsal)
    for pupil in lesson.room.pupils:
        lesson.join(game, pupil, NOW)
    lesson.host(game, "next", NOW)
    lesson.answer(game, 1, NOW)
    return game


def test_a_rehearsal_moves_no_rating(lesson: Lesson) -> None:
    lesson.host(playing(lesson, rehearsal=True), "close", NOW)
    assert rated(lesson) == {}


def test_an_open_question_is_rated_once_it_is_told(lesson: Lesson) -> None:
    game = playing(lesson)
    assert rated(lesson) == {}
    lesson.host(game, "close", NOW)
    assert rated(lesson) == {pupil.learner_id: 1 for pupil in lesson.room.pupils}


def test_a_skipped_question_is_never_rated_and_holds_nothing_up(lesson: Lesson) -> None:
    game = playing(lesson)
    lesson.host(game, "skip", NOW)
    lesson.answer(game, 2, NOW)
    lesson.host(game, "close", NOW)
    lesson.host(game, "next", NOW)
    assert rated(lesson) == {pupil.learner_id: 1 for pupil in lesson.room.pupils}


def test_who_was_taken_out_is_not_rated(lesson: Lesson) -> None:
    lesson.host(playing(lesson), "close", NOW)
    write(lesson.session)
    lesson.session.execute(update(Player).where(Player.name == "Bo").values(state="out"))
    lesson.session.commit()
    assert rated(lesson) == {lesson.room.pupils[0].learner_id: 1}

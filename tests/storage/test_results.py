"""What results are told from, on both databases, against a small class worked out by hand."""

from datetime import timedelta
from pathlib import Path

import pytest
from fixtures.banks import NOW
from fixtures.classroom import classroom, pupil_in
from fixtures.readme import example_bank
from fixtures.taught import Lesson
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from quizapp.actions import rule as ruling
from quizapp.actions.assign import allow
from quizapp.actions.erase import erase
from quizapp.actions.load_bank import load
from quizapp.core import results
from quizapp.core.ruling import DROPPED
from quizapp.storage import users
from quizapp.storage.database import write
from quizapp.storage.models import Asked, Attempt, Member, Player
from quizapp.storage.results import answers, people, questions, rules, told
from quizapp.storage.results.course import course, memories
from quizapp.storage.results.said import said

Rows = dict[str, str]
MARKS = {"right": "r", "wrong": "w", "unknown": "u", "open": "-"}


@pytest.fixture
def lesson(session: Session, tmp_path: Path) -> Lesson:
    """A class of three with the README's bank."""
    write(session)
    load(session, example_bank(tmp_path), NOW - timedelta(days=20))
    session.commit()
    room = classroom(session, 0, NOW - timedelta(days=9))
    write(session)
    room.pupils = [pupil_in(session, room.id, name, NOW - timedelta(days=9)) for name in ("Ada", "Bo", "Cem")]
    session.commit()
    return Lesson(session, room, "farhaven")


def table(lesson: Lesson, activity: str) -> Rows:
    """What the first answers of everybody were, a letter each; nobody's row is left out who was asked."""
    row = lesson.row(activity)
    everybody = people.people(lesson.session, row)
    given = results.first(answers.answers(lesson.session, row, everybody, told.told(lesson.session, row)))
    found: Rows = {}
    for person in everybody:
        mine = sorted((each for each in given if each.person == person.id), key=lambda each: each.position)
        if mine:
            found[person.name] = "".join(MARKS[each.outcome] for each in mine)
    return found


def done(lesson: Lesson, feedback: str = "after", **marks: str) -> str:
    """An assignment of three questions that pupils answered by these letters; not yet over."""
    activity = lesson.assign(3, NOW - timedelta(days=5), feedback=feedback, attempts=2)
    for pupil in lesson.room.pupils:
        if pupil.name in marks:
            lesson.do(activity, pupil, NOW - timedelta(days=4), answers=marks[pupil.name])
    return activity


def test_nothing_of_an_assignment_is_told_before_all_of_it_is(lesson: Lesson) -> None:
    activity = done(lesson, Ada="rrw", Bo="u-r")
    assert table(lesson, activity) == {}
    row = lesson.row(activity)
    assert told.told(lesson.session, row).positions == ()
    lesson.settle(NOW)
    assert table(lesson, activity) == {"Ada": "rrw", "Bo": "u-r"}
    assert told.told(lesson.session, lesson.row(activity)).over


def test_what_is_told_at_once_is_in_the_results_at_once_and_nothing_else(lesson: Lesson) -> None:
    activity = done(lesson, feedback="now", Ada="rw-")
    session = lesson.session
    assert table(lesson, activity) == {"Ada": "rw-"}
    session.execute(update(Attempt).values(finished_at=None))
    session.commit()
    assert table(lesson, activity) == {"Ada": "rw"}  # Whoever is at work may still answer.
    first = session.scalars(select(Asked.id).where(Asked.position == 1)).one()
    session.execute(update(Asked).where(Asked.id == first).values(released_at=None))
    session.commit()
    assert table(lesson, activity) == {"Ada": "w"}


def test_first_answers_come_from_the_first_attempt_and_gaps_from_the_second(lesson: Lesson) -> None:
    activity = done(lesson, Ada="w-r")
    lesson.do(activity, lesson.room.pupils[0], NOW - timedelta(days=3, hours=12), answers="rrr")
    lesson.settle(NOW)
    assert table(lesson, activity) == {"Ada": "wrr"}
    row = lesson.row(activity)
    everybody = people.people(lesson.session, row)
    assert len(answers.answers(lesson.session, row, everybody, told.told(lesson.session, row))) == 6


def test_who_took_part_and_how_they_stand(lesson: Lesson) -> None:
    activity, session = done(lesson, Ada="rrr"), lesson.session
    write(session)
    allow(session, lesson.row(activity).id, lesson.room.pupils[2].member_id, True, None, 0)
    session.commit()
    states = {each.name: each.state for each in people.people(session, lesson.row(activity))}
    assert states == {"Ada": "done", "Bo": "not begun", "Cem": "absent"}
    session.execute(update(Member).where(Member.name == "Ada").values(removed_at=NOW))
    session.commit()
    assert {each.name for each in people.people(session, lesson.row(activity))} == {"Bo", "Cem"}
    lesson.settle(NOW)
    assert table(lesson, activity) == {}


def test_answers_of_a_pupil_who_was_deleted_stay_without_a_name(lesson: Lesson) -> None:
    activity, session = done(lesson, Ada="rrw", Bo="www"), lesson.session
    lesson.settle(NOW)
    write(session, [lesson.room.pupils[0].learner_id])
    erase(session, lesson.room.pupils[0].learner_id, NOW)
    session.commit()
    assert table(lesson, activity) == {"": "rrw", "Bo": "www"}


def test_a_room_tells_each_question_once_it_is_closed(lesson: Lesson) -> None:
    session = lesson.session
    game = lesson.open(3, NOW)
    for pupil in lesson.room.pupils[:2]:
        lesson.join(game, pupil, NOW)
    lesson.host(game, "next", NOW)
    lesson.answer(game, 1, NOW, {"Ada": "r", "Bo": "w"})
    assert table(lesson, game) == {}
    assert said(session, lesson.row(game).id) == {}
    lesson.host(game, "close", NOW)
    assert table(lesson, game) == {"Ada": "r", "Bo": "w"}
    lesson.host(game, "next", NOW)
    lesson.join(game, lesson.room.pupils[2], NOW)
    lesson.answer(game, 2, NOW, {"Ada": "rw", "Bo": "r-"})
    assert table(lesson, game) == {"Ada": "r", "Bo": "w"}
    assert {key[1] for key in said(session, lesson.row(game).id)} == {1}
    lesson.host(game, "close", NOW)
    assert table(lesson, game) == {"Ada": "rw", "Bo": "w-"}  # Cem came too late for these.


def test_a_skipped_question_and_whoever_was_taken_out_have_no_results(lesson: Lesson) -> None:
    session, game = lesson.session, lesson.open(2, NOW)
    for pupil in lesson.room.pupils[:2]:
        lesson.join(game, pupil, NOW)
    lesson.host(game, "next", NOW)
    lesson.answer(game, 1, NOW, {"Ada": "r", "Bo": "w"})
    lesson.host(game, "skip", NOW)
    lesson.answer(game, 2, NOW, {"Ada": "rr", "Bo": "rw"})
    lesson.host(game, "close", NOW)
    assert table(lesson, game) == {"Ada": "r", "Bo": "w"}
    assert told.told(session, lesson.row(game)).positions == (2,)
    session.execute(update(Player).where(Player.name == "Bo").values(state="out"))
    session.commit()
    assert table(lesson, game) == {"Ada": "r"}


def test_the_latest_grade_counts_and_a_dropped_question_is_known(lesson: Lesson) -> None:
    activity, session = done(lesson, Ada="rww"), lesson.session
    lesson.settle(NOW)
    row = lesson.row(activity)
    by = users.by_learner(session, lesson.room.teacher.learner_id)
    assert by
    revisions = questions.in_order(session, row.id)
    answer_id = next(each.answer_id for each in said(session, row.id).values() if each.position == 2)
    ruling.begin_overruling(session, row.id, revisions[2], answer_id)
    assert ruling.overrule(session, by, row.id, revisions[2], answer_id, 1.0, "It was meant so.", NOW)
    session.commit()
    ruling.begin(session, row.id, revisions[3])
    assert ruling.rule(session, by, row.id, revisions[3], DROPPED, (), "It was ambiguous.", NOW)
    session.commit()
    assert table(lesson, activity) == {"Ada": "rrw"}
    again = {each.position: (each.regraded, each.why) for each in said(session, row.id).values()}
    assert again == {1: (False, ""), 2: (True, "It was meant so."), 3: (False, "")}
    assert {key for key, each in rules.standing(session, row.id).items() if each.dropped} == {revisions[3]}
    found = course(session, lesson.room.id)
    assert [len(given) for given in found.given.values()] == [2]


def test_what_a_class_did_is_the_oldest_first_and_of_those_who_are_in_it(lesson: Lesson) -> None:
    session, activity = lesson.session, done(lesson, Ada="rrr", Bo="www")
    lesson.settle(NOW)
    game = lesson.play(2, NOW, {"Ada": "rr", "Bo": "ww", "Cem": "ww"})
    open_one = done(lesson, Ada="rrr")
    found = course(session, lesson.room.id)
    assert [each.public_id for each in found.activities] == [activity, game]
    assert open_one not in {each.public_id for each in found.activities}
    session.execute(update(Member).where(Member.name == "Bo").values(removed_at=NOW))
    session.commit()
    found = course(session, lesson.room.id)
    whose = {each.person for given in found.given.values() for each in given}
    assert whose == {lesson.room.pupils[0].learner_id, lesson.room.pupils[2].learner_id}
    facts = questions.facts(session, {each.question for given in found.given.values() for each in given})
    known = memories(session, [member.learner_id for member in found.members], list(facts))
    assert {learner for each in known.values() for learner in each} == whose


def test_a_rehearsal_is_nothing_a_class_did(lesson: Lesson) -> None:
    game = lesson.open(2, NOW, rehearsal=True)
    lesson.join(game, lesson.room.pupils[0], NOW)
    lesson.host(game, "next", NOW)
    lesson.answer(game, 1, NOW, {"Ada": "r"})
    lesson.host(game, "close", NOW)
    assert course(lesson.session, lesson.room.id).activities == []


def test_facts_are_told_in_the_words_they_were_asked_in(lesson: Lesson) -> None:
    activity = done(lesson, Ada="rrr")
    revisions = questions.in_order(lesson.session, lesson.row(activity).id)
    found = questions.facts(lesson.session, revisions.values())
    asked = questions.questions(lesson.session, revisions.values())
    assert {fact for each in asked.values() for fact in each.fact_ids} == set(found)
    assert all(each.live and each.bank == "farhaven" and each.fact.statement for each in found.values())

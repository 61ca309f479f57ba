"""Rulings after the fact: previewed, settled once, told to memory, lifted again."""

from datetime import timedelta
from typing import Any

import pytest
from actions.harbour import NOW
from actions.lesson import Lesson, lesson
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from quizapp.actions import rule as ruling
from quizapp.actions.preview_ruling import preview, rule_of
from quizapp.actions.rule import NoReason, begin, begin_overruling, lift, overrule, settle_left
from quizapp.actions.rule import rule as rule_on
from quizapp.core.ruling import DROPPED, KEY, Rule, candidates
from quizapp.storage import asked, given, rulings
from quizapp.storage.database import write
from quizapp.storage.models import Audit, Grading, Job, Review, Ruling

LATER = NOW + timedelta(hours=2)


@pytest.fixture
def room(session: Session) -> Lesson:
    return lesson(session)


def stands(lesson: Lesson, position: int = 1) -> list[Any]:
    return rulings.of_question(lesson.db, lesson.activity.id, lesson.revisions[position - 1])


def rule(lesson: Lesson, kind: str, right: tuple[str, ...] = (), position: int = 1, minutes: int = 0) -> bool:
    revision, at = lesson.revisions[position - 1], LATER + timedelta(minutes=minutes)
    begin(lesson.db, lesson.activity.id, revision)
    done = rule_on(lesson.db, lesson.teacher, lesson.activity.id, revision, kind, right, "It was ambiguous.", at)
    lesson.db.commit()
    return done


def lifted(lesson: Lesson, position: int = 1, minutes: int = 30) -> bool:
    revision = lesson.revisions[position - 1]
    begin(lesson.db, lesson.activity.id, revision)
    at = LATER + timedelta(minutes=minutes)
    done = lift(
        lesson.db, lesson.teacher, lesson.activity.id, stands(lesson, position)[0].id, "After all it is not.", at
    )
    lesson.db.commit()
    return done


def graded(lesson: Lesson, pupil: int, score: float, position: int = 1, minutes: int = 0) -> bool:
    revision, at = lesson.revisions[position - 1], LATER + timedelta(minutes=minutes)
    item = asked.item(lesson.db, lesson.attempt(pupil).id, position)
    assert item
    assert item.answer_id
    begin_overruling(lesson.db, lesson.activity.id, revision, item.answer_id)
    done = overrule(lesson.db, lesson.teacher, lesson.activity.id, revision, item.answer_id, score, "I saw it.", at)
    lesson.db.commit()
    return done


def answers(lesson: Lesson, position: int = 1) -> dict[str, str]:
    """The name by which a ruling calls each answer, by its words."""
    about = given.subject(lesson.db, lesson.revisions[position - 1])
    rows = given.given(lesson.db, lesson.activity.id, lesson.revisions[position - 1])
    found = candidates(about.question, [(row.response, row.bucket) for row in rows])
    return {str(each.text[0]): each.names[0] for each in found}


def played(lesson: Lesson) -> tuple[int, int, int]:
    """Three pupils. By the key: ada 3 of 3, bo 2 of 3, cleo 1 of 3; bo and cleo say Nobody built the tower."""
    ada, bo, cleo = lesson.begin(3)
    for position in (1, 2, 3):
        lesson.give(ada, position)
    lesson.give(bo, 1, "Nobody of the builder")
    lesson.give(bo, 2)
    lesson.give(bo, 3)
    lesson.give(cleo, 1, "Nobody of the builder")
    lesson.give(cleo, 2, "Nobody of the keeper")
    lesson.give(cleo, 3)
    return ada, bo, cleo


def test_a_preview_tells_whom_a_second_key_touches_and_writes_nothing(room: Lesson) -> None:
    # Beside the key: ada stays at 3/3, bo rises from 2/3 to 3/3, cleo from 1/3 to 2/3, over the pass mark of 60 %.
    played(room)
    names = answers(room)
    rows = room.db.scalar(select(func.count(Grading.id)))
    both = Rule(right=(names["Ada Moen"], names["Nobody of the builder"]))
    found = preview(room.db, room.activity, room.revisions[0], both, 0.6)
    assert (found.answers, len(found.up), len(found.down), len(found.passes), len(found.fails)) == (2, 2, 0, 1, 0)
    assert [(each.before.points, each.after.points, each.after.out_of) for each in found.up] == [(2, 3, 3), (1, 2, 3)]
    # Instead of the key: ada falls from 3/3 to 2/3 and still passes.
    other = preview(room.db, room.activity, room.revisions[0], Rule(right=(names["Nobody of the builder"],)), 0.6)
    assert (other.answers, len(other.up), len(other.down), len(other.passes), len(other.fails)) == (3, 2, 1, 1, 0)
    # Dropped, each is scored out of the other two: ada 2/2 as before (100 %), bo 2/2 (up), cleo 1/2 (33 to 50 %).
    drop = preview(room.db, room.activity, room.revisions[0], Rule(dropped=True), 0.6)
    assert (drop.answers, len(drop.up), len(drop.down), len(drop.passes)) == (0, 2, 0, 0)
    assert [(each.after.points, each.after.out_of) for each in drop.up] == [(2, 2), (1, 2)]
    # A pass mark of 70 %: dropping lets bo pass, who had 67 %.
    assert len(preview(room.db, room.activity, room.revisions[0], Rule(dropped=True), 0.7).passes) == 1
    assert room.db.scalar(select(func.count(Grading.id))) == rows
    assert stands(room) == []


def test_a_corrected_key_regrades_all_and_memory_follows(room: Lesson) -> None:
    ada, bo, cleo = played(room)
    fresh, wrong = room.memory(ada, 1), room.memory(bo, 1)
    assert rule(room, KEY, (answers(room)["Nobody of the builder"],))
    assert room.grades(ada, 1) == [(1, 1.0, ""), (2, 0.0, "It was ambiguous.")]
    assert room.grades(bo, 1) == room.grades(cleo, 1) == [(1, 0.0, ""), (2, 1.0, "It was ambiguous.")]
    assert room.grades(cleo, 2) == [(1, 0.0, "")]
    assert (room.memory(bo, 1), room.memory(ada, 1)) == (fresh, wrong)
    assert room.sound() == []
    audit = room.db.scalars(select(Audit).where(Audit.action == "rule: key")).one()
    assert (audit.who, audit.why) == (room.teacher.public_id, "It was ambiguous.")
    assert audit.after
    assert audit.after["regraded"] == 3


def test_saying_it_twice_does_it_once(room: Lesson) -> None:
    _, bo, _ = played(room)
    name = answers(room)["Nobody of the builder"]
    assert rule(room, KEY, (name,))
    assert not rule(room, KEY, (name,), minutes=1)
    assert lifted(room)
    assert not lifted(room, minutes=31)
    assert [number for number, _, _ in room.grades(bo, 1)] == [1, 2, 3]
    assert room.db.scalar(select(func.count(Audit.id))) == 2


def test_another_key_takes_the_place_of_the_first_correction(room: Lesson) -> None:
    ada, bo, _ = played(room)
    names = answers(room)
    rule(room, KEY, (names["Nobody of the builder"],))
    assert rule(room, KEY, (names["Ada Moen"], names["Nobody of the builder"]), minutes=5)
    assert [row.lifted_at is None for row in stands(room)] == [True, False]
    assert [score for _, score, _ in room.grades(ada, 1)] == [1, 0, 1]
    assert [score for _, score, _ in room.grades(bo, 1)] == [0, 1]
    assert room.sound() == []


def test_a_dropped_question_leaves_memory_and_comes_back_when_lifted(room: Lesson) -> None:
    ada, bo, _ = played(room)
    before = room.memory(ada, 1), room.memory(bo, 1)
    assert rule(room, DROPPED)
    assert not rule(room, DROPPED, minutes=1)
    assert rulings.dropped(room.db, room.activity.id) == {room.revisions[0]}
    assert room.memory(ada, 1) == room.memory(bo, 1) == (None, 0, 2)
    assert room.memory(ada, 2)[0] is not None
    assert room.grades(ada, 1) == [(1, 1.0, "")]
    assert room.sound() == []
    assert lifted(room)
    assert rulings.dropped(room.db, room.activity.id) == frozenset()
    assert [state[:2] for state in (room.memory(ada, 1), room.memory(bo, 1))] == [state[:2] for state in before]
    assert room.sound() == []
    assert rule(room, DROPPED, minutes=40)
    assert room.memory(ada, 1)[0] is None
    assert room.sound() == []


def test_answers_that_come_in_later_are_graded_under_the_ruling(room: Lesson) -> None:
    (bo,) = room.begin()
    rule(room, KEY, (answers(room)["Nobody of the builder"],))
    rule(room, DROPPED, position=2)
    room.give(bo, 1, "Nobody of the builder", minutes=200)
    room.give(bo, 2, minutes=201)
    assert room.grades(bo, 1) == [(1, 0.0, ""), (2, 1.0, "It was ambiguous.")]
    assert room.memory(bo, 2) == (None, 0, 0)
    assert room.sound() == []
    assert lifted(room, 1, 300)
    assert lifted(room, 2, 301)
    assert [score for _, score, _ in room.grades(bo, 1)] == [0, 1, 0]
    assert room.memory(bo, 2)[0] is not None
    assert room.sound() == []


def test_withheld_answers_are_graded_under_the_ruling_when_they_are_handed_in(room: Lesson) -> None:
    (bo,) = room.begin(feedback="end")
    room.give(bo, 1, "Nobody of the builder")
    room.give(bo, 2)
    rule(room, KEY, (answers(room)["Nobody of the builder"],))
    rule(room, DROPPED, position=2)
    assert room.grades(bo, 1) == []
    room.hand_in(bo, 300)
    assert [score for _, score, _ in room.grades(bo, 1)] == [0, 1]
    assert room.memory(bo, 2) == (None, 0, 0)
    assert room.sound() == []


def test_one_typed_answer_is_accepted_and_another_is_not(room: Lesson) -> None:
    ada, bo, cleo = room.begin(3)
    room.give(ada, 3, "the Painter")
    room.give(bo, 3, "somebody else")
    room.give(cleo, 3)
    names = answers(room, 3)
    assert names["the Painter"] == "other=painter"
    assert rule(room, KEY, ("right", names["the Painter"]), position=3)
    scores = [[score for _, score, _ in room.grades(pupil, 3)] for pupil in (ada, bo, cleo)]
    assert scores == [[0, 1], [0], [1]]
    assert room.sound() == []


def test_one_answer_is_overruled_and_no_ruling_changes_that(room: Lesson) -> None:
    ada, bo, _ = played(room)
    assert graded(room, bo, 0.5)
    assert not graded(room, bo, 0.5, minutes=1)
    assert room.grades(bo, 1) == [(1, 0.0, ""), (2, 0.5, "I saw it.")]
    assert room.sound() == []
    rule(room, KEY, (answers(room)["Nobody of the builder"],), minutes=5)
    assert [score for _, score, _ in room.grades(bo, 1)] == [0, 0.5]
    assert [score for _, score, _ in room.grades(ada, 1)] == [1, 0]
    assert graded(room, bo, 1.0, minutes=10)
    lifted(room)
    assert [score for _, score, _ in room.grades(bo, 1)] == [0, 0.5, 1]
    assert room.sound() == []


def test_a_reason_is_required(room: Lesson) -> None:
    begin(room.db, room.activity.id, room.revisions[0])
    with pytest.raises(NoReason):
        rule_on(room.db, room.teacher, room.activity.id, room.revisions[0], DROPPED, (), "  ", LATER)
    room.db.rollback()
    assert room.db.scalar(select(func.count(Ruling.id))) == 0


def test_a_ruling_of_another_activity_is_not_lifted(room: Lesson) -> None:
    played(room)
    rule(room, DROPPED)
    begin(room.db, room.activity.id, room.revisions[0])
    assert not lift(room.db, room.teacher, room.activity.id + 1, stands(room)[0].id, "Mine?", LATER)
    room.db.rollback()
    assert stands(room)[0].lifted_at is None


def test_a_large_activity_is_settled_in_batches_that_go_on_where_they_stopped(
    room: Lesson, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ruling, "BATCH", 2)
    pupils = room.begin(5)
    for pupil in pupils:
        room.give(pupil, 1, "Nobody of the builder")
    rule(room, KEY, (answers(room)["Nobody of the builder"],))
    settled = [len(room.grades(pupil, 1)) for pupil in pupils]
    assert settled == [2, 2, 1, 1, 1]
    write(room.db)
    assert not settle_left(room.db)
    room.db.rollback()  # It was cut off: the next one does it again.
    rounds = 0
    while not _step(room.db):
        rounds += 1
    assert rounds == 2
    assert [[score for _, score, _ in room.grades(pupil, 1)] for pupil in pupils] == [[0, 1]] * 5
    assert room.db.scalar(select(func.count()).select_from(Job).where(Job.name.like("ruling/%"))) == 0
    assert room.sound() == []


def _step(db: Session) -> bool:
    write(db)
    done = settle_left(db)
    db.commit()
    return done


def test_what_stands_is_told_from_what_was_lifted(room: Lesson) -> None:
    played(room)
    rule(room, DROPPED)
    rule(room, KEY, ("0",), minutes=1)
    assert rule_of(stands(room)) == Rule(dropped=True, right=("0",))
    lifted(room)
    assert rule_of(stands(room)) == Rule(dropped=True)
    assert room.db.scalar(select(func.count(Review.id)).where(Review.type == "undo")) == 3

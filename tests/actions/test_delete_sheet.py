"""A sheet typed in by mistake is deleted: memory is what it was, and it can be typed in again."""

from datetime import timedelta

import pytest
from actions.harbour import NOW
from actions.test_assignments import MINUTE, School, school
from actions.test_type_in import key, typed
from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.actions.delete_sheet import NoReason, delete_sheet
from quizapp.core.assignment import Assignment
from quizapp.storage import papers, users
from quizapp.storage.database import write
from quizapp.storage.models import Attempt, Audit, Grading, Learner, Memory, Review
from quizapp.storage.results.answers import graded


def delete(there: School, why: str = "It was Bo's.") -> bool:
    """Delete what is typed in for the first pupil."""
    owner = there.room.teacher.user_id
    teacher = users.by_learner(there.db, there.db.scalars(select(Learner.id).where(Learner.user_id == owner)).one())
    pupil = there.room.pupils[0].learner_id
    assert teacher
    activity_id = there.row.id
    write(there.db, [pupil])
    done = delete_sheet(there.db, teacher, activity_id, pupil, why, NOW + timedelta(hours=1))
    there.db.commit()
    return done


def test_a_deleted_sheet_is_out_of_memory_and_can_be_typed_in_again(session: Session) -> None:
    there = school(session, Assignment("harbour", length=3, feedback="now"))
    pupil = there.room.pupils[0]
    typed(there, pupil, {1: "?", 2: "?", 3: "?"})
    assert session.scalars(select(Memory.stability)).all() != [None] * 3
    assert delete(there)
    session.expire_all()
    assert session.scalars(select(Memory.stability)).all() == [None] * 3
    assert sorted(session.scalars(select(Review.type))) == ["answer"] * 3 + ["undo"] * 3
    assert session.execute(graded()).all() == []
    assert papers.begun(session, there.row.id, [pupil.learner_id]) == {}
    typed(there, pupil, key(there))
    told = session.scalars(graded().with_only_columns(Grading.score)).all()
    assert told == [1.0] * 3
    assert None not in session.scalars(select(Memory.stability)).all()


def test_the_log_keeps_who_deleted_what_and_why(session: Session) -> None:
    there = school(session)
    typed(there, there.room.pupils[0], key(there))
    with pytest.raises(NoReason):
        delete(there, "  ")
    session.rollback()
    assert delete(there)
    row = session.scalars(select(Audit).where(Audit.action == "delete sheet")).one()
    assert (row.why, row.before and row.before["version"]) == ("It was Bo's.", "B")
    assert not delete(there)
    assert there.count(Attempt) == [1]


def test_what_was_answered_on_a_screen_is_no_sheet(session: Session) -> None:
    there = school(session)
    pupil = there.room.pupils[0]
    attempt = there.begin(pupil)
    there.answer(pupil, attempt, 1, NOW + MINUTE)
    assert not delete(there)
    assert papers.begun(session, there.row.id, [pupil.learner_id]) == {pupil.learner_id: ""}

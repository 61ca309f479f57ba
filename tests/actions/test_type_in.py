"""Sheets typed in: all of one or none of it, by the path of every answer, told when the screen's results are."""

from datetime import timedelta

import pytest
from actions.harbour import NOW
from actions.test_assignments import CLOSES, MINUTE, School, school
from fixtures.classroom import Person
from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.actions.type_in import AlreadyAnswered, Unreadable, forms, type_in
from quizapp.core.assignment import Assignment
from quizapp.core.notation import write as noted
from quizapp.core.paper import Line, sheet
from quizapp.storage import papers
from quizapp.storage.database import write
from quizapp.storage.models import Answer, Asked, Attempt, Grading, Memory, Review


def lines(there: School, version: str = "B") -> tuple[Line, ...]:
    return sheet(papers.paper(there.db, there.row.id).asked, version)


def typed(there: School, pupil: Person, texts: dict[int, str], version: str = "B", days: int = 0) -> None:
    """Type in what stands on a sheet that was written some days ago."""
    on_sheet = lines(there, version)
    written = forms(on_sheet, texts, papers.paper(there.db, there.row.id).sentences)
    write(there.db, [pupil.learner_id])
    at = NOW + MINUTE
    try:
        type_in(there.db, there.row, pupil.learner_id, version, on_sheet, written, at - timedelta(days=days), at)
    finally:
        there.db.commit()


def key(there: School, version: str = "B") -> dict[int, str]:
    return {line.number: noted(line.question, line.seed) for line in lines(there, version)}


@pytest.mark.parametrize("version", ["A", "B", "C", "D"])
def test_the_key_of_a_version_typed_in_earns_full_marks(session: Session, version: str) -> None:
    there = school(session, Assignment("harbour", length=3, feedback="now"))
    typed(there, there.room.pupils[0], key(there, version), version, days=2)
    assert list(session.scalars(select(Grading.score))) == [1.0, 1.0, 1.0]
    assert set(session.scalars(select(Answer.given_at))) == {NOW + MINUTE - timedelta(days=2)}
    attempt = session.scalars(select(Attempt)).one()
    assert (attempt.settings["paper"], attempt.finished_at) == (version, NOW + MINUTE - timedelta(days=2))


def test_what_is_blank_stays_unanswered_and_a_question_mark_is_not_knowing(session: Session) -> None:
    there = school(session, Assignment("harbour", length=3, feedback="now"))
    typed(there, there.room.pupils[0], {1: " ", 2: "?"})
    assert there.count(Asked, Answer) == [3, 1]
    assert list(session.scalars(select(Grading.bucket))) == ["unknown"]


def test_results_wait_as_on_a_screen(session: Session) -> None:
    there = school(session)
    typed(there, there.room.pupils[0], key(there))
    assert there.count(Answer, Grading, Review, Memory) == [3, 0, 0, 0]
    there.settle(CLOSES)
    assert there.count(Grading) == [3]
    assert set(session.scalars(select(Review.given_at))) == {NOW + MINUTE}


def test_a_sheet_typed_in_after_all_is_told_is_told_at_once(session: Session) -> None:
    there = school(session)
    there.settle(CLOSES)
    typed(there, there.room.pupils[0], key(there))
    assert there.count(Grading) == [3]


def test_all_that_cannot_be_read_is_told_at_once_and_nothing_is_stored(session: Session) -> None:
    there = school(session, Assignment("harbour", length=3, kinds=("choice", "truefalse", "verdict")))
    good, *others = lines(there)
    texts = {line.number: "§" for line in others} | {good.number: key(there)[good.number]}
    with pytest.raises(Unreadable) as told:
        forms(lines(there), texts, papers.paper(session, there.row.id).sentences)
    assert set(told.value.problems) == {line.number for line in others}
    assert len(others) == 2
    assert there.count(Attempt, Answer) == [0, 0]


def test_who_has_begun_is_left_alone(session: Session) -> None:
    there = school(session)
    pupil, other = there.room.pupils
    attempt = there.begin(pupil)
    with pytest.raises(AlreadyAnswered):
        typed(there, pupil, key(there))
    there.answer(pupil, attempt, 1, NOW + MINUTE)
    there.hand_in(pupil, attempt, NOW + 2 * MINUTE)
    with pytest.raises(AlreadyAnswered):
        typed(there, pupil, key(there))
    typed(there, other, key(there))
    with pytest.raises(AlreadyAnswered):
        typed(there, other, key(there, "A"), "A")
    assert there.count(Attempt) == [2]
    ids = [pupil.learner_id, other.learner_id]
    assert papers.begun(session, there.row.id, ids) == {pupil.learner_id: "", other.learner_id: "B"}


def test_who_began_and_left_nothing_may_be_typed_in(session: Session) -> None:
    there = school(session)
    pupil = there.room.pupils[0]
    there.hand_in(pupil, there.begin(pupil), NOW + MINUTE)
    typed(there, pupil, key(there))
    assert there.count(Answer) == [3]

"""Answers given before a fact was corrected, graded anew where an editor wants it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from actions.desk.newsroom import Newsroom
from actions.harbour import NOW
from fixtures.assignment import assignment
from fixtures.classroom import classroom
from fixtures.ruled import answered as graded
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from quizapp.actions import regrade_corrected
from quizapp.actions.answer import answer
from quizapp.actions.correct import correct
from quizapp.actions.desk.record import Signature
from quizapp.actions.enrol import enrol_guest
from quizapp.actions.regrade_corrected import order, regrade_left
from quizapp.actions.remember import rebuild
from quizapp.actions.settle import settle_step
from quizapp.core.assignment import Assignment
from quizapp.core.bank import Source
from quizapp.core.correction import Change
from quizapp.core.fact import TextValue
from quizapp.core.partial_date import PartialDate
from quizapp.storage import attempts, learners, memories, ruling_news
from quizapp.storage.database import write
from quizapp.storage.models import Asked, Attempt, Bank, Edition, Grading, Job, Question, QuestionRevision

BY = Source("yearbook", "The yearbook", PartialDate(2003), "")


@pytest.fixture
def room(session: Session) -> Newsroom:
    return Newsroom.over_the_harbour(session)


def answered(room: Newsroom, said: str, slug: str = "keeper.text.1") -> int:
    """A guest answers a question in practice; returns their id."""
    db = room.session
    write(db)
    learner_id, _ = enrol_guest(db, NOW, "UTC")
    live = select(QuestionRevision.id).join(Question, Question.id == QuestionRevision.question_id)
    revision = db.scalars(live.where(Question.slug == slug, QuestionRevision.to_edition.is_(None))).one()
    edition = db.scalars(
        select(Edition.id).join(Bank, Bank.id == Edition.bank_id).where(Edition.number == Bank.edition)
    ).one()
    made = Attempt(
        learner_id=learner_id,
        activity_id=None,
        edition_id=None,
        purpose="practice",
        settings={"feedback": "each"},
        seed="1",
        started_at=NOW,
        finished_at=None,
    )
    db.add(made)
    db.flush()
    row = Asked(
        attempt_id=made.id,
        position=1,
        question_revision_id=revision,
        edition_id=edition,
        seed="1",
        shown_at=NOW,
        released_at=None,
    )
    db.add(row)
    db.flush()
    assert attempts.attempt(db, made.public_id, learner_id, "practice")
    answer(db, learners.by_id(db, learner_id), made.public_id, 1, {"answer": [said]}, NOW)
    db.commit()
    return learner_id


def corrected(room: Newsroom, who: str = "Bo Berg") -> str:
    """The keeper was somebody else, and answers are to be graded anew."""
    work = room.work("keeper")
    assert work.live
    new = {"statement": f"{who} kept it.", "cloze": f"It was {{{who}}}, who kept it.", "value": TextValue(who)}
    fact = replace(work.live.fact, **new, traps=(), evidence=(), source="yearbook")
    change = Change("corrected", "keeper", fact, "", "The yearbook", BY)
    write(room.session)
    sign = Signature(room.ann, "We misread it.", NOW + timedelta(days=1))
    public_id = correct(room.session, sign, room.bank_id, change, work.live.id)
    order(room.session, sign, public_id)
    room.session.commit()
    return public_id


def run(room: Newsroom) -> int:
    """Run the job to its end; returns its steps."""
    for step in range(1, 20):
        write(room.session)
        done = regrade_left(room.session)
        room.session.commit()
        if done:
            return step
    raise AssertionError("it never ends")


def grades(room: Newsroom) -> list[tuple[int, float]]:
    rows = room.session.execute(select(Grading.number, Grading.score).order_by(Grading.answer_id, Grading.number))
    return [(number, score) for number, score in rows]


def test_a_new_grade_stands_beside_the_first_one_with_its_reason(room: Newsroom, session: Session) -> None:
    answered(room, "Bo Berg")
    corrected(room)
    assert grades(room) == [(1, 0.0)]
    run(room)
    assert grades(room) == [(1, 0.0), (2, 1.0)]
    last = session.scalars(select(Grading).where(Grading.number == 2)).one()
    assert (last.why, last.by_id, last.at) == ("We misread it.", room.ann.user_id, NOW + timedelta(days=1))
    assert session.scalars(select(Job).where(Job.name.like("regrade/%"))).all() == []


def test_who_said_the_old_value_loses_the_mark(room: Newsroom) -> None:
    answered(room, "Bo Lund")
    corrected(room, "Dag Vold")
    run(room)
    assert grades(room) == [(1, 1.0), (2, 0.0)]


def test_answers_about_other_facts_and_later_ones_stay(room: Newsroom) -> None:
    answered(room, "Dag Lie", "pilot.text.1")
    corrected(room)
    answered(room, "Bo Lund")
    run(room)
    assert [number for number, _ in grades(room)] == [1, 1]


def test_a_grade_that_somebody_gave_otherwise_stays(room: Newsroom, session: Session) -> None:
    answered(room, "Bo Berg")
    first = session.scalars(select(Grading)).one()
    values = {name: getattr(first, name) for name in ("answer_id", "question_revision_id", "bucket", "parts")}
    write(session)
    session.add(Grading(**values, number=2, score=0.5, by_id=None, why="Half of it.", at=NOW))
    session.commit()
    corrected(room)
    run(room)
    assert grades(room) == [(1, 0.0), (2, 0.5)]


def test_many_learners_come_in_batches_and_twice_is_once(
    room: Newsroom, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(regrade_corrected, "BATCH", 2)
    for _ in range(5):
        answered(room, "Bo Berg")
    public_id = corrected(room)
    assert run(room) == 4
    assert [number for number, _ in grades(room)] == [1, 2] * 5
    order(session, room.sign(room.ann, "Once more."), public_id)
    session.commit()
    run(room)
    assert [number for number, _ in grades(room)] == [1, 2] * 5


def test_an_answer_that_is_graded_after_the_job_has_run_is_graded_anew_too(room: Newsroom, session: Session) -> None:
    school = classroom(session, 1)
    settings = Assignment("", length=3, feedback="after")
    activity = assignment(session, school.teacher.user_id, school.id, settings, everything=True)
    pupil = school.pupils[0].learner_id
    graded(session, activity, pupil, [True] * 40)
    assert grades(room) == []
    corrected(room, "Dag Vold")
    run(room)
    assert session.scalars(select(Job).where(Job.name.like("regrade/%"))).all() != []
    later = datetime.now(UTC) + timedelta(days=30)
    for _ in range(20):
        write(session)
        settle_step(session, later)
        session.commit()
    assert {number for number, _ in grades(room)} == {1}
    run(room)
    assert "We misread it." in session.scalars(select(Grading.why).where(Grading.number == 2)).all()
    assert session.scalars(select(Job).where(Job.name.like("regrade/%"))).all() == []


def test_pupils_are_told_as_they_are_of_a_teachers_word(room: Newsroom, session: Session) -> None:
    school = classroom(session, 1)
    settings = Assignment("", length=3, feedback="now")
    activity = assignment(session, school.teacher.user_id, school.id, settings, everything=True)
    pupil = school.pupils[0].learner_id
    graded(session, activity, pupil, [True] * 40)
    corrected(room, "Dag Vold")
    run(room)
    attempt_id, activity_id = ruling_news.attempts_in(session, pupil, activity)[0]
    told = ruling_news.of_attempt(session, activity_id, attempt_id)
    assert told
    assert {(each.kind, each.score, each.why) for each in told} == {("answer", 0.0, "We misread it.")}


def test_memory_is_what_a_replay_gives(room: Newsroom, session: Session) -> None:
    learner_id = answered(room, "Bo Berg")
    corrected(room)
    run(room)
    fact_id = room.work("keeper").id
    before = memories.memory_rows(session, learner_id, (fact_id,))[fact_id]
    write(session, [learner_id])
    rebuild(session, learners.by_id(session, learner_id), [fact_id])
    session.commit()
    after = memories.memory_rows(session, learner_id, (fact_id,))[fact_id]
    assert (before.stability, before.lapses, before.due_day) == (after.stability, after.lapses, after.due_day)
    assert after.lapses == 0


def test_a_retracted_fact_regrades_nothing(room: Newsroom, session: Session) -> None:
    answered(room, "Bo Berg")
    work = room.work("keeper")
    assert work.live
    write(session)
    change = Change("retracted", "keeper", None, "", "")
    sign = room.sign(room.ann, "No.")
    order(session, sign, correct(session, sign, room.bank_id, change, work.live.id))
    session.execute(update(Job).where(Job.name.like("regrade/%")).values(due_at=NOW))
    session.commit()
    run(room)
    assert grades(room) == [(1, 0.0)]

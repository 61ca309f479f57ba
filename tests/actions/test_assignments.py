"""Assignments: begun once, answered in time, withheld until all are over, then told once and dated when given."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pytest
from actions.harbour import NOW, bank, loaded
from fixtures.classroom import Classroom, Person, classroom
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from quizapp.actions.answer import HandedIn, NotFound
from quizapp.actions.assign import Begun, Plan, allow, assign, choose, reassign, reopen, retime, withdraw
from quizapp.actions.begin_assignment import NotNow, answer_in_time, begin
from quizapp.actions.hand_in import hand_in
from quizapp.actions.run_class import archive, restore
from quizapp.actions.settle import due, settle_step
from quizapp.core.assignment import Assignment
from quizapp.core.question import Form
from quizapp.storage import activities, asked, assignments, attempts, learners, shelf
from quizapp.storage.activities import ActivityRow
from quizapp.storage.assignments import Task
from quizapp.storage.database import write
from quizapp.storage.models import Activity, Answer, Asked, Attempt, Bank, Grading, Member, Memory, Review
from quizapp.storage.todo import todo

CLOSES = NOW + timedelta(hours=2)
MINUTE = timedelta(minutes=1)


@dataclass
class School:
    """A class on the harbour's bank, its teacher's assignment, and what pupils do with it."""

    db: Session
    room: Classroom
    activity_id: str

    @property
    def row(self) -> ActivityRow:
        found = activities.run(self.db, self.room.teacher.user_id, self.activity_id, ("assignment",))
        assert found
        return found

    def task(self, pupil: Person) -> Task:
        found = assignments.task(self.db, pupil.learner_id, self.activity_id)
        assert found
        return found

    def begin(self, pupil: Person, at: datetime = NOW) -> str:
        write(self.db, [pupil.learner_id])
        public_id = begin(self.db, learners.by_id(self.db, pupil.learner_id), self.activity_id, at)
        self.db.commit()
        return public_id

    def key(self, pupil: Person, attempt: str, position: int) -> Form:
        found = attempts.attempt(self.db, attempt, pupil.learner_id, "assignment")
        item = asked.item(self.db, found.id, position) if found else None
        assert item
        return item.question.key(item.seed)

    def answer(self, pupil: Person, attempt: str, position: int, at: datetime) -> None:
        form = self.key(pupil, attempt, position)
        write(self.db, [pupil.learner_id])
        try:
            answer_in_time(self.db, learners.by_id(self.db, pupil.learner_id), attempt, position, form, at)
        finally:
            self.db.commit()

    def hand_in(self, pupil: Person, attempt: str, at: datetime) -> None:
        found = attempts.attempt(self.db, attempt, pupil.learner_id, "assignment")
        assert found
        write(self.db, [pupil.learner_id])
        hand_in(self.db, learners.by_id(self.db, pupil.learner_id), found.id, at)
        self.db.commit()

    def settle(self, at: datetime, steps: int = 100) -> int:
        """How many steps were taken until nothing was due."""
        for taken in range(steps):
            write(self.db)
            done = settle_step(self.db, at)
            self.db.commit()
            if done:
                return taken
        return steps

    def count(self, *tables: type) -> list[int]:
        return [self.db.scalar(select(func.count()).select_from(table)) or 0 for table in tables]


def school(db: Session, settings: Assignment | None = None, pupils: int = 2) -> School:
    """Two pupils and an assignment of three questions, open from NOW to CLOSES."""
    loaded(db, bank())
    room = classroom(db, pupils, NOW)
    found = shelf.shelf(db, room.teacher.user_id)[0]
    wanted = settings or Assignment("harbour", length=3, seconds=600)
    wanted = replace(wanted, bank=found.slug)
    plan = Plan("Harbour", wanted, NOW, CLOSES, choose(db, found.id, wanted, NOW))
    write(db)
    made = assign(db, room.teacher.user_id, room.id, plan, NOW)
    db.commit()
    return School(db, room, made)


def positions(there: School, attempt: str) -> Sequence[int]:
    found = there.db.scalars(select(Attempt).where(Attempt.public_id == attempt)).one()
    return list(asked.answered(there.db, found.id))


def test_beginning_twice_at_once_begins_once(session: Session) -> None:
    there = school(session)
    pupil, engine = there.room.pupils[0], session.get_bind()
    assert isinstance(engine, Engine)

    def start(_: int) -> str:
        with Session(engine) as db:
            return School(db, there.room, there.activity_id).begin(pupil)

    with ThreadPoolExecutor(4) as pool:
        begun = set(pool.map(start, range(4)))
    session.rollback()
    assert len(begun) == 1
    assert there.count(Attempt) == [1]


def test_everybody_is_asked_the_same_of_a_fixed_draw_and_their_attempt_keeps_the_edition(session: Session) -> None:
    there = school(session)
    for pupil in there.room.pupils:
        there.begin(pupil)
    rows = session.scalars(select(Asked).order_by(Asked.attempt_id, Asked.position)).all()
    assert [row.question_revision_id for row in rows[:3]] == [row.question_revision_id for row in rows[3:]]
    assert {row.seed for row in rows[:3]} & {row.seed for row in rows[3:]} == set()
    assert all(attempt.edition_id for attempt in session.scalars(select(Attempt)))


def test_individual_draws_have_the_same_topics_and_kinds(session: Session) -> None:
    there = school(session, Assignment("harbour", length=3, draw="individual"))
    attempts_begun = [there.begin(pupil) for pupil in there.room.pupils]
    assert {len(positions(there, each)) for each in attempts_begun} == {3}


def test_only_members_may_begin_and_who_was_removed_is_none(session: Session) -> None:
    there, other = school(session), classroom(session, 1, NOW)
    with pytest.raises(NotFound):
        there.begin(other.pupils[0])
    session.rollback()
    pupil = there.room.pupils[0]
    member = session.get(Member, pupil.member_id)
    assert member
    member.removed_at = NOW
    session.commit()
    with pytest.raises(NotFound):
        there.begin(pupil)
    session.rollback()
    assert activities.run(session, other.teacher.user_id, there.activity_id, ("assignment",)) is None


@pytest.mark.parametrize("at", [NOW - MINUTE, CLOSES])
def test_nothing_begins_outside_the_window(session: Session, at: datetime) -> None:
    there = school(session)
    with pytest.raises(NotNow):
        there.begin(there.room.pupils[0], at)
    session.rollback()


def test_attempts_are_limited_and_a_further_one_can_be_allowed(session: Session) -> None:
    there = school(session)
    pupil = there.room.pupils[0]
    there.hand_in(pupil, there.begin(pupil), NOW + MINUTE)
    with pytest.raises(NotNow):
        there.begin(pupil, NOW + 2 * MINUTE)
    session.rollback()
    write(session)
    allow(session, there.row.id, pupil.member_id, absent=False, extra_percent=50, extra_attempts=1)
    session.commit()
    there.begin(pupil, NOW + 3 * MINUTE)
    assert there.count(Attempt) == [2]
    assert there.task(pupil).deadline(NOW) == NOW + 15 * MINUTE


def test_who_is_absent_does_not_begin(session: Session) -> None:
    there = school(session)
    write(session)
    allow(session, there.row.id, there.room.pupils[0].member_id, absent=True, extra_percent=None, extra_attempts=0)
    session.commit()
    with pytest.raises(NotNow):
        there.begin(there.room.pupils[0])
    session.rollback()


def test_in_an_archived_class_nothing_begins_and_what_was_begun_goes_on_and_out_of_the_archive_all_is_as_before(
    session: Session,
) -> None:
    there = school(session)
    early, late = there.room.pupils
    began = there.begin(early)
    write(session)
    archive(session, there.room.id, NOW)
    session.commit()
    assert there.begin(early) == began
    there.answer(early, began, 1, NOW + MINUTE)
    with pytest.raises(NotNow):
        there.begin(late)
    session.rollback()
    found = todo(session, late.learner_id, there.activity_id)
    assert found
    assert found.stage(NOW) == "past"
    write(session)
    restore(session, there.room.id)
    session.commit()
    assert there.begin(late) != began


def test_a_late_answer_is_refused_and_what_was_given_is_handed_in_as_of_the_deadline(session: Session) -> None:
    there = school(session)
    pupil = there.room.pupils[0]
    attempt = there.begin(pupil)
    there.answer(pupil, attempt, 1, NOW + 10 * MINUTE + timedelta(seconds=1))
    with pytest.raises(HandedIn):
        there.answer(pupil, attempt, 2, NOW + 10 * MINUTE + timedelta(seconds=3))
    assert due(session, NOW + 11 * MINUTE, there.row.id)
    there.settle(NOW + 11 * MINUTE)
    row = session.scalars(select(Attempt)).one()
    assert row.finished_at == NOW + 10 * MINUTE
    assert there.count(Answer) == [1]


def test_results_wait_for_the_end_of_the_window_and_of_extra_time_then_are_told_once(session: Session) -> None:
    there = school(session)
    quick, slow = there.room.pupils
    write(session)
    allow(session, there.row.id, slow.member_id, absent=False, extra_percent=100, extra_attempts=0)
    session.commit()
    given_at = NOW + MINUTE
    one = there.begin(quick)
    there.answer(quick, one, 1, given_at)
    there.hand_in(quick, one, NOW + 2 * MINUTE)
    there.begin(slow, CLOSES - MINUTE)
    there.settle(CLOSES + MINUTE)
    assert there.count(Grading, Review, Memory) == [0, 0, 0]
    assert not there.task(quick).told
    there.settle(CLOSES + 11 * MINUTE)
    assert there.task(quick).told
    gradings, reviews = there.count(Grading, Review)
    assert (gradings, reviews >= 1) == (1, True)
    assert set(session.scalars(select(Review.given_at))) == {given_at}
    assert there.settle(CLOSES + 12 * MINUTE) == 0
    assert there.count(Grading, Review) == [gradings, reviews]


def test_telling_goes_on_where_it_was_broken_off(session: Session) -> None:
    there = school(session)
    for pupil in there.room.pupils:
        attempt = there.begin(pupil)
        there.answer(pupil, attempt, 1, NOW + MINUTE)
        there.hand_in(pupil, attempt, NOW + 2 * MINUTE)
    there.settle(CLOSES, steps=1)
    write(session)
    settle_step(session, CLOSES)
    session.rollback()  # Killed within a step.
    assert there.count(Grading) == [1]
    there.settle(CLOSES)
    assert there.count(Grading) == [2]
    assert there.row.settings["settled"] is True


def test_feedback_now_is_told_and_remembered_at_once_and_the_last_answer_ends_the_attempt(session: Session) -> None:
    there = school(session, Assignment("harbour", length=2, feedback="now"))
    pupil = there.room.pupils[0]
    attempt = there.begin(pupil)
    for position in positions(there, attempt):
        there.answer(pupil, attempt, position, NOW + MINUTE)
    assert there.count(Grading) == [2]
    assert session.scalars(select(Attempt)).one().finished_at == NOW + MINUTE


def test_while_somebody_works_the_bank_is_known_to_be_closed_to_them(session: Session) -> None:
    there = school(session)
    pupil, other = there.room.pupils
    attempt = there.begin(pupil)
    at, bank_slug = NOW + MINUTE, there.task(pupil).settings.bank
    found = assignments.running(session, pupil.learner_id, bank_slug, at)
    assert found
    assert found.public_id == attempt
    assert assignments.running(session, pupil.learner_id, "another", at) is None
    assert assignments.running(session, other.learner_id, "", at) is None
    assert assignments.running(session, pupil.learner_id, "", NOW + 10 * MINUTE) is None


def test_what_was_begun_keeps_its_questions_but_may_close_later_and_be_reopened(session: Session) -> None:
    there = school(session)
    plan = Plan("Anew", Assignment("harbour"), NOW, CLOSES, [])
    pupil = there.room.pupils[0]
    attempt = there.begin(pupil)
    with pytest.raises(Begun):
        reassign(session, there.row, plan)
    with pytest.raises(Begun):
        withdraw(session, there.row)
    write(session)
    retime(session, there.row, "Longer", CLOSES + 60 * MINUTE)
    session.commit()
    assert (there.row.title, there.row.closes_at) == ("Longer", CLOSES + 60 * MINUTE)
    there.hand_in(pupil, attempt, NOW + MINUTE)
    write(session)
    assert reopen(session, there.row, pupil.learner_id)
    session.commit()
    assert there.begin(pupil, NOW + 2 * MINUTE) == attempt


def test_what_nobody_began_can_be_set_anew_or_withdrawn(session: Session) -> None:
    there = school(session)
    wanted = replace(there.task(there.room.pupils[0]).settings, length=2)
    bank_id = session.scalars(select(Bank.id)).one()
    plan = Plan("Shorter", wanted, NOW, CLOSES, choose(session, bank_id, wanted, NOW))
    write(session)
    reassign(session, there.row, plan)
    session.commit()
    assert len(positions(there, there.begin(there.room.pupils[0]))) == 2
    fresh = school_again(there)
    write(session)
    withdraw(session, fresh.row)
    session.commit()
    assert there.count(Activity) == [1]


def school_again(there: School) -> School:
    """Another assignment of the same class."""
    bank_id = there.db.scalars(select(Bank.id)).one()
    wanted = Assignment(there.task(there.room.pupils[0]).settings.bank, length=1)
    plan = Plan("Next", wanted, NOW, CLOSES, choose(there.db, bank_id, wanted, NOW))
    write(there.db)
    made = assign(there.db, there.room.teacher.user_id, there.room.id, plan, NOW)
    there.db.commit()
    return School(there.db, there.room, made)


def test_private_banks_are_for_their_owner_only(session: Session) -> None:
    there, other = school(session), classroom(session, 1, NOW)
    row = session.scalars(select(Bank)).one()
    row.visibility, row.owner_id = "private", there.room.teacher.user_id
    session.commit()
    assert [each.id for each in shelf.shelf(session, there.room.teacher.user_id)] == [row.id]
    assert shelf.shelf(session, other.teacher.user_id) == []

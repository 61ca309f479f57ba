"""Many at once: one answer, one move of memory, one quiz, one release."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from actions.harbour import NOW
from safety.consistency import faults
from safety.parallel import at_once, connected
from safety.play import count, quiz, right, writing
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from quizapp.actions.answer import HandedIn, answer
from quizapp.actions.enrol import enrol_guest
from quizapp.actions.hand_in import hand_in
from quizapp.actions.open_cards import open_cards
from quizapp.actions.start import Settings, choose, start
from quizapp.actions.take_card import put_aside, take
from quizapp.actions.undo_card import undo
from quizapp.core.memory import Evidence, move
from quizapp.core.study_day import study_day
from quizapp.storage import attempts, card_runs, learners, memories
from quizapp.storage.database import write
from quizapp.storage.learners import Who
from quizapp.storage.models import Answer, Attempt, Fact, Grading, Memory, Review


def test_parallel_answers_to_one_question_leave_one_answer(database: str, session: Session, who: Who) -> None:
    attempt_id = quiz(session, who, Settings(length=1))
    key = right(session, who, attempt_id, 1)

    def submit(db: Session, _number: int) -> tuple[str, object]:
        receipt = answer(db, who, attempt_id, 1, key, NOW)
        return receipt.outcome, receipt.item.grade

    outcomes = writing(database, who, 20, submit)
    assert sorted(outcome for outcome, _ in outcomes) == ["new", *["same"] * 19]
    assert {(grade.score, grade.bucket) for _, grade in outcomes} == {(1.0, outcomes[0][1].bucket)}
    assert count(session, Answer, Grading) == [1, 1]
    assert faults(session) == []


def test_parallel_different_answers_leave_one_and_refuse_the_others(database: str, session: Session, who: Who) -> None:
    attempt_id = quiz(session, who, Settings(length=1))
    forms = [right(session, who, attempt_id, 1), {"unknown": ["1"]}]

    def submit(db: Session, number: int) -> tuple[str, object, int]:
        receipt = answer(db, who, attempt_id, 1, forms[number % 2], NOW)
        return receipt.outcome, receipt.item.response, number % 2

    outcomes = writing(database, who, 20, submit)
    (winner,) = (form for outcome, _, form in outcomes if outcome == "new")
    assert all((outcome == "other") == (form != winner) for outcome, _, form in outcomes)
    assert len({str(response) for _, response, _ in outcomes}) == 1
    assert faults(session) == []


def test_parallel_first_answers_to_one_fact_move_memory_once(database: str, session: Session, who: Who) -> None:
    fact_id = session.scalars(select(Fact.id).where(Fact.slug == "keeper")).one()
    settings = Settings(length=1, fact_ids=(fact_id,), kinds=("choice",))
    quizzes = [quiz(session, who, settings, minutes) for minutes in range(10)]
    assert len(set(quizzes)) == 10
    forms = [right(session, who, each, 1) if number % 2 else {"unknown": ["1"]} for number, each in enumerate(quizzes)]

    def submit(db: Session, number: int) -> str:
        return answer(db, who, quizzes[number], 1, forms[number], NOW + timedelta(hours=1, minutes=number)).outcome

    assert writing(database, who, 10, submit) == ["new"] * 10
    row = session.get_one(Memory, (who.id, fact_id))
    once = move(None, Evidence(0.0), study_day(NOW, who.zone))
    assert (row.reviews, row.stability, row.last_study_day) == (10, pytest.approx(once.stability), once.last_day)
    assert sorted(review.id for review in memories.reviews(session, who.id, fact_id)) == sorted(
        session.scalars(select(Review.id))
    )
    assert faults(session) == []


def test_parallel_starts_make_one_quiz(database: str, session: Session, who: Who) -> None:
    drawn = choose(session, who, Settings(length=3), NOW, "seed")
    session.rollback()
    begun = writing(database, who, 10, lambda db, _: start(db, who, Settings(length=3), drawn, "seed", NOW))
    assert len(set(begun)) == 1
    assert count(session, Attempt) == [1]
    assert faults(session) == []


def test_strangers_who_come_at_once_are_different_people(database: str, session: Session, harbour: None) -> None:
    drawn = choose(session, None, Settings(length=3), NOW, "seed")
    session.rollback()

    def arrive(number: int, ready: Callable[[], object]) -> tuple[int, str]:
        with connected(database) as db:
            ready()
            write(db)
            learner_id, _ = enrol_guest(db, NOW)
            attempt_id = start(db, learners.by_id(db, learner_id), Settings(length=3), drawn, "seed", NOW)
            db.commit()
            return learner_id, attempt_id

    arrived = at_once(10, arrive)
    assert len({learner_id for learner_id, _ in arrived}) == len({attempt_id for _, attempt_id in arrived}) == 10
    assert faults(session) == []


class TestHandingIn:
    """A quiz whose results wait for the end."""

    @pytest.fixture
    def attempt_id(self, session: Session, who: Who) -> str:
        attempt_id = quiz(session, who, Settings(length=4, feedback="end"))
        for position in range(1, 5):
            form = right(session, who, attempt_id, position)
            write(session, [who.id])
            answer(session, who, attempt_id, position, form, NOW + timedelta(minutes=position))
            session.commit()
        return attempt_id

    def test_parallel_hand_ins_release_once(self, database: str, session: Session, who: Who, attempt_id: str) -> None:
        attempt = attempts.attempt(session, attempt_id, who.id)
        assert attempt
        session.rollback()
        writing(database, who, 10, lambda db, _: hand_in(db, who, attempt.id, NOW + timedelta(hours=1)))
        assert count(session, Answer, Grading, Review) == [4, 4, 4]
        assert faults(session) == []

    def test_answers_changed_while_handing_in_are_changed_before_or_not_at_all(
        self, database: str, session: Session, who: Who, attempt_id: str
    ) -> None:
        attempt = attempts.attempt(session, attempt_id, who.id)
        assert attempt
        session.rollback()

        def hand_in_or_change(db: Session, number: int) -> str:
            if number % 5 == 0:
                hand_in(db, who, attempt.id, NOW + timedelta(hours=1))
                return "handed in"
            try:
                form = {"unknown": ["1"]}
                return answer(db, who, attempt_id, number % 5, form, NOW + timedelta(hours=1)).outcome
            except HandedIn:
                return "too late"

        outcomes = writing(database, who, 20, hand_in_or_change)
        assert set(outcomes) <= {"handed in", "changed", "same", "other"}
        assert count(session, Answer, Grading, Review) == [4, 4, 4]
        assert faults(session) == []


def test_two_devices_grading_one_open_card_at_once_leave_one_review(database: str, session: Session, who: Who) -> None:
    write(session, [who.id])
    run = open_cards(session, who, NOW, "seed") or ""
    session.commit()
    attempt = attempts.attempt(session, run, who.id, "card")
    step = card_runs.course(session, attempt).current if attempt else None
    session.rollback()
    assert step
    grades = [["3"], ["1"]]

    def submit(db: Session, number: int) -> tuple[str, object]:
        receipt = take(db, who, run, step.position, {"answer": grades[number % 2]}, NOW + timedelta(minutes=1))
        return receipt.outcome, receipt.item.response

    outcomes = writing(database, who, 16, submit)
    assert sorted(outcome for outcome, _ in outcomes) == ["new", *["other"] * 8, *["same"] * 7]
    assert len({str(response) for _, response in outcomes}) == 1, "both see the grade that was kept"
    assert count(session, Answer, Grading, Review) == [1, 1, 1]
    assert faults(session) == []


def test_cards_graded_put_aside_and_undone_at_once_leave_a_whole_database(
    database: str, session: Session, who: Who
) -> None:
    write(session, [who.id])
    run = open_cards(session, who, NOW, "seed") or ""
    session.commit()

    def turn(db: Session, number: int) -> bool:
        """Returns whether there was anything to do: an undo may come first."""
        now = NOW + timedelta(minutes=number)
        attempt = attempts.attempt(db, run, who.id, "card")
        step = card_runs.course(db, attempt).current if attempt else None
        if step is None or number % 4 == 3:
            return undo(db, who, run, now) is not None
        if number % 4 == 2:
            put_aside(db, who, run, step.position, "bury" if number % 8 == 2 else "suspend", now)
        else:
            take(db, who, run, step.position, {"answer": ["3"]} if step.kind == "card" else {"unknown": ["1"]}, now)
        return True

    done = writing(database, who, 24, turn)
    assert sum(done) >= 18
    assert session.scalar(select(func.count()).select_from(Review)) == sum(done)
    assert faults(session) == []

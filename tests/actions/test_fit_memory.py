"""Parameters of one's own: found by a real process, used from then on, and only where they predict better."""

import random
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import pytest
from actions.harbour import NOW, bank, loaded
from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from quizapp.actions.enrol import enrol_guest
from quizapp.actions.fit_memory import GROWTH, fit_due
from quizapp.actions.remember import rebuild
from quizapp.actions.run_jobs import run_due
from quizapp.core.fit import FEWEST
from quizapp.core.forgetting import Formulas
from quizapp.core.memory import DEFAULT, algorithm, replay
from quizapp.storage import learners, memories
from quizapp.storage.database import write
from quizapp.storage.learners import Who
from quizapp.storage.models import Fact, Fit, Job, Memory, Review

QUICK_FORGETTER = tuple({8: 0.2, 9: 0.6, 11: 0.4}.get(number, value) for number, value in enumerate(DEFAULT))
EACH = 150
"""Reviews of a fact: the few facts of the harbour are enough for a fit, then."""


def turned(db: Session, w: Sequence[float], seed: int, started: date = date(2024, 1, 5)) -> Who:
    """A guest whose memory is FSRS-6 with the parameters `w`, and who turned every card EACH times."""
    write(db)
    learner_id, _ = enrol_guest(db, NOW)
    rng, formulas, facts = random.Random(seed), Formulas(w), list(db.scalars(select(Fact.id).order_by(Fact.id)))
    for fact_id in facts:
        state, gap, day = None, 0, started
        for sequence in range(1, EACH + 1):
            chance = formulas.recall(state[0], gap) if state else 0.5
            grade = 3 if rng.random() < chance else 1
            state = formulas.rated(state, chance, grade) if state else formulas.first(grade)
            row = {"learner_id": learner_id, "fact_id": fact_id, "sequence": sequence, "type": "card"}
            given_at = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
            when = {"given_at": given_at, "study_day": day, "zone": "UTC", "guess_rate": 0.0, "own_grade": grade}
            db.execute(insert(Review).values(**row, **when))
            gap = rng.choice((1, 2, 3, 5, 8))
            day += timedelta(days=gap)
    who = learners.by_id(db, learner_id)
    rebuild(db, who, facts)
    db.commit()
    return who


def fits(db: Session, who: Who) -> list[Fit]:
    db.expire_all()
    return list(db.scalars(select(Fit).where(Fit.learner_id == who.id).order_by(Fit.id)))


def assert_made_by(db: Session, who: Who, w: tuple[float, ...]) -> None:
    rows = db.scalars(select(Memory).where(Memory.learner_id == who.id)).all()
    assert rows
    for row in rows:
        state = replay(memories.reviews(db, who.id, row.fact_id), w)
        assert state
        assert (row.stability, row.difficulty) == pytest.approx((state.stability, state.difficulty))
        assert row.due_day == who.schedule.due(state)
        assert row.algorithm == algorithm(w)


def test_who_forgets_sooner_gets_parameters_of_their_own(session: Session) -> None:
    loaded(session, bank())
    who = turned(session, QUICK_FORGETTER, 1)
    assert_made_by(session, who, DEFAULT)
    for _ in range(2):  # First the fit, then the memories that follow from it.
        run_due(session, NOW, "test")
        session.rollback()
        later = NOW + timedelta(minutes=1)
        run_due(session, later, "test")
    (found,) = fits(session, who)
    assert found.adopted
    assert found.fitted_loss < found.default_loss
    assert found.reviews >= FEWEST
    who = learners.by_id(session, who.id)
    assert list(who.parameters) == found.parameters["w"] != list(DEFAULT)
    assert_made_by(session, who, who.parameters)


def test_what_predicts_worse_is_kept_but_not_used(session: Session) -> None:
    loaded(session, bank())
    who = turned(session, QUICK_FORGETTER, 1)
    for _ in fit_due(session, NOW):
        session.commit()
    write(session)
    session.execute(update(Fit).values(adopted=False))
    session.commit()
    assert learners.by_id(session, who.id).parameters == DEFAULT


def test_a_fit_is_made_again_when_there_is_much_more(session: Session) -> None:
    loaded(session, bank())
    who = turned(session, DEFAULT, 2)
    for _ in range(2):
        assert list(fit_due(session, NOW)) == [who.id]
        session.commit()
    assert len(fits(session, who)) == 1
    write(session)
    session.execute(update(Fit).values(reviews=int(fits(session, who)[0].reviews / GROWTH)))
    session.commit()
    list(fit_due(session, NOW))
    session.commit()
    assert len(fits(session, who)) == 2
    assert not list(fit_due(session, NOW + timedelta(days=3))), "who stays away is not fitted again"


def test_few_reviews_and_no_reviews_give_no_fit(session: Session) -> None:
    write(session)
    learner_id, _ = enrol_guest(session, NOW)
    session.commit()
    assert list(fit_due(session, NOW)) == [learner_id]
    assert not fits(session, learners.by_id(session, learner_id))


def test_memories_made_by_another_rule_are_made_anew_once(session: Session) -> None:
    loaded(session, bank())
    who = turned(session, DEFAULT, 3)
    run_due(session, NOW - timedelta(days=2), "test")
    write(session)
    session.execute(update(Memory).values(algorithm="fsrs-6/default", stability=1.0))
    session.commit()
    run_due(session, NOW - timedelta(days=2), "test")
    assert set(session.scalars(select(Memory.stability))) == {1.0}, "the rule has not changed"
    write(session)
    session.execute(update(Job).where(Job.name == "memory rule").values(state={"rule": "older"}))
    session.commit()
    run_due(session, NOW + timedelta(days=2), "test")
    run_due(session, NOW + timedelta(days=2, minutes=1), "test")
    who = learners.by_id(session, who.id)
    assert_made_by(session, who, who.parameters)

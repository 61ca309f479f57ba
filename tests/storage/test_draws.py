"""Candidates for a draw, and the draw over them, on both databases."""

import random
from datetime import timedelta
from itertools import combinations
from pathlib import Path

import pytest
from fixtures.banks import NOW, kosovo
from fixtures.readme import example_bank
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from quizapp.actions.enrol import enrol_guest
from quizapp.actions.load_bank import load
from quizapp.actions.start import NothingToAsk, Settings, choose, start
from quizapp.core.draw import Candidate, clash
from quizapp.core.kinds import QUIZZED
from quizapp.storage import draws, learners, pools
from quizapp.storage.database import write
from quizapp.storage.learners import Who
from quizapp.storage.models import Asked, Attempt, Fact, Memory, Question, QuestionRevision
from quizapp.storage.pools import Wanted


@pytest.fixture
def learner(session: Session) -> Who:
    write(session)
    load(session, kosovo(), NOW)
    learner_id, _ = enrol_guest(session, NOW, "Europe/Belgrade")
    session.commit()
    return learners.by_id(session, learner_id)


def begin(session: Session, learner: Who, drawn: list[Candidate], shown: bool = True) -> str:
    write(session, [learner.id])
    public_id = start(session, learner, Settings(), drawn, "seed", NOW)
    if shown:
        session.execute(update(Asked).values(shown_at=NOW))
    session.commit()
    return public_id


def test_the_same_learner_bank_and_seed_give_the_same_quiz(session: Session, learner: Who) -> None:
    settings = Settings(length=20, bank="kosovo-2023")
    first, again = (choose(session, learner, settings, NOW, "a seed") for _ in range(2))
    assert [each.key for each in first] == [each.key for each in again]
    assert len(first) == 20
    other = choose(session, learner, settings, NOW, "another")
    assert [each.key for each in first] != [each.key for each in other]


def test_topics_and_kinds_are_kept_to(session: Session, learner: Who) -> None:
    topics = {topic.id for topic in kosovo().topics}
    wanted = sorted(topics)[0]
    settings = Settings(10, "kosovo-2023", (wanted,), ("choice", "verdict"))
    drawn = choose(session, learner, settings, NOW, "seed")
    assert drawn
    assert {each.topic for each in drawn} == {wanted}
    assert {each.kind for each in drawn} <= {"choice", "verdict"}


def test_a_rare_kind_is_found_however_small_the_pool_is(
    session: Session, learner: Who, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pools, "POOL", 1)
    for kind in QUIZZED:
        drawn = choose(session, learner, Settings(1, "kosovo-2023", (), (kind,)), NOW, "seed")
        assert [each.kind for each in drawn] == [kind]


def test_what_is_due_is_drawn(session: Session, learner: Who) -> None:
    due = session.scalars(select(Fact.id).order_by(Fact.id)).all()[::20]
    write(session, [learner.id])
    session.add_all(
        Memory(
            learner_id=learner.id,
            fact_id=fact_id,
            stability=3.0,
            difficulty=5.0,
            due_day=(NOW - timedelta(days=1)).date(),
            last_study_day=(NOW - timedelta(days=4)).date(),
            last_given_at=NOW - timedelta(days=4),
            reviews=1,
            algorithm="fsrs-6/default",
        )
        for fact_id in due
    )
    session.commit()
    drawn = choose(session, learner, Settings(length=20, bank="kosovo-2023"), NOW, "seed")
    facts = {fact for each in drawn for fact in each.facts}
    assert len(facts & set(due)) >= len(due) - 1


def test_a_false_claim_rests_for_thirty_days(session: Session, learner: Who) -> None:
    wanted = Wanted(kinds=("truefalse",))
    pool = draws.candidates(session, learner.id, wanted, NOW.date(), NOW, random.Random(1))
    begin(session, learner, pool[:40])
    falsehoods = set(
        session.scalars(
            select(QuestionRevision.id)
            .join(Asked, Asked.question_revision_id == QuestionRevision.id)
            .where(QuestionRevision.shows_falsehood)
        )
    )
    assert falsehoods

    def drawn_at(days: int) -> set[int]:
        later = NOW + timedelta(days=days)
        again = draws.candidates(session, learner.id, wanted, later.date(), later, random.Random(1))
        return {each.key for each in again} & falsehoods

    assert not drawn_at(29)
    assert drawn_at(31)


def test_a_bank_that_is_not_there_has_nothing_to_ask(session: Session, learner: Who) -> None:
    with pytest.raises(NothingToAsk):
        choose(session, learner, Settings(bank="none"), NOW, "seed")


def test_a_draw_across_banks_takes_from_all(session: Session, learner: Who, tmp_path: Path) -> None:
    write(session)
    load(session, example_bank(tmp_path), NOW)
    session.commit()
    settings = Settings(length=50)
    keys = {each.key for seed in range(5) for each in choose(session, learner, settings, NOW, str(seed))}
    banks = set(
        session.scalars(
            select(Question.bank_id)
            .join(QuestionRevision, QuestionRevision.question_id == Question.id)
            .where(QuestionRevision.id.in_(keys))
        )
    )
    assert len(banks) == 2


def test_a_start_issues_every_question_with_its_own_seed(session: Session, learner: Who) -> None:
    drawn = choose(session, learner, Settings(), NOW, "seed")
    public_id = begin(session, learner, drawn)
    attempt = session.scalars(select(Attempt).where(Attempt.public_id == public_id)).one()
    rows = session.scalars(select(Asked).where(Asked.attempt_id == attempt.id).order_by(Asked.position)).all()
    assert [row.question_revision_id for row in rows] == [each.key for each in drawn]
    assert len({row.seed for row in rows}) == len(rows)


def test_no_quiz_on_the_shipped_bank_answers_itself(session: Session, learner: Who) -> None:
    for seed in range(20):
        drawn = choose(session, learner, Settings(length=20, bank="kosovo-2023"), NOW, f"seed {seed}")
        assert len(drawn) == 20
        assert not [(one.key, other.key) for one, other in combinations(drawn, 2) if clash(one, other)]
        assert len({each.kind for each in drawn}) >= 6
        assert len({each.topic for each in drawn}) >= 6

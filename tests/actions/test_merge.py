"""Merging a guest into an account: random lives of two learners become one, nothing doubled and nothing lost."""

from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from actions.harbour import NOW, bank, loaded
from actions.test_answering import abroad, fresh
from hypothesis import given, settings
from hypothesis import strategies as st
from safety.consistency import differs
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from quizapp.actions.enrol import enrol_guest
from quizapp.actions.merge import merge
from quizapp.actions.remember import Seen, note
from quizapp.actions.start import Settings, choose, start
from quizapp.core.memory import replay
from quizapp.storage import learners, memories
from quizapp.storage.database import write
from quizapp.storage.models import (
    Attempt,
    Audit,
    Bank,
    Correction,
    Fact,
    FactRevision,
    Learner,
    LearnerBank,
    Note,
    Notice,
    Rating,
    Review,
    User,
)
from quizapp.storage.models import Memory as MemoryRow
from quizapp.storage.models import Session as Browser

lives = st.lists(st.tuples(st.booleans(), st.sampled_from(("bury", "suspend", "reset", "step", "step"))), max_size=30)


@settings(max_examples=60, deadline=None)
@given(abroad, lives)
def test_merging_is_replaying_both_lives_in_order_of_time(file: Session, steps: list[Any], lives: list[Any]) -> None:
    guest = fresh(file)
    account_id, _ = enrol_guest(file, NOW)
    account = type(guest)(file, learners.by_id(file, account_id), guest.facts)
    for feedback in ("each", "end"):
        account.take((2, ("begin", feedback, 1)))
    for (theirs, what), step in zip(lives, steps, strict=False):
        study = guest if theirs else account
        study.take(step)
        if what != "step":
            note(file, study.who, study.facts[0], what, Seen(study.now))
    before = _kept(file)
    merge(file, guest.who, account.who, NOW)
    file.expire_all()
    assert _kept(file) == before
    assert not guest.memories()
    for row in file.scalars(select(MemoryRow).where(MemoryRow.learner_id == account_id)):
        reviews = memories.reviews(file, account_id, row.fact_id)
        state = replay(sorted(reviews, key=lambda review: (review.given_at, review.id)))
        assert state is None or differs(file, row) == []
        assert (row.stability is None) == (state is None)
        query = select(Review.sequence).where(Review.learner_id == account_id, Review.fact_id == row.fact_id)
        assert sorted(file.scalars(query)) == list(range(1, row.reviews + 1))
    once = account.memories()
    assert merge(file, guest.who, account.who, NOW + timedelta(days=1)) == []
    assert account.memories() == once


def _kept(db: Session) -> Counter[Any]:
    """Every attempt and review, apart from whose it is and which of the fact's it is."""
    rows: list[Any] = list(db.execute(select(Attempt.id, Attempt.purpose)))
    columns = [each for each in Review.__table__.c if each.name not in ("learner_id", "sequence")]
    rows += db.execute(select(*columns))
    return Counter(map(tuple, rows))


def test_everything_of_the_guest_goes_over(session: Session) -> None:
    loaded(session, bank())
    write(session)
    guest_id, _ = enrol_guest(session, NOW, "Europe/Berlin")
    account_id, _ = enrol_guest(session, NOW)
    user = User(name="ada", shown_name="Ada", email=None, password_hash="x", created_at=NOW)
    session.add(user)
    session.flush()
    row = session.get_one(Learner, account_id)
    row.user_id, row.expires_at = user.id, None
    session.get_one(Learner, guest_id).settings = {"schedule": {"retention": 0.8}}
    first, second = session.scalars(select(Fact.id).order_by(Fact.id).limit(2))
    bank_id = session.scalars(select(Bank.id)).one()
    session.add_all(
        [
            Note(learner_id=guest_id, fact_id=first, text="theirs", marked=True, changed_at=NOW),
            Note(learner_id=account_id, fact_id=first, text="own", changed_at=NOW),
            Note(learner_id=guest_id, fact_id=second, text="second", changed_at=NOW),
            LearnerBank(learner_id=guest_id, bank_id=bank_id, since=NOW),
            LearnerBank(learner_id=account_id, bank_id=bank_id, since=NOW, paused=True),
            Rating(subject="learner", subject_id=guest_id, n=3, value=0.5),
        ]
    )
    session.flush()
    guest, account = (learners.by_id(session, each) for each in (guest_id, account_id))
    wanted = Settings(length=2)
    drawn = choose(session, guest, wanted, NOW, "1")
    start(session, guest, wanted, drawn, "1", NOW)
    for who in (guest, account, guest):
        note(session, who, first, "suspend", Seen(NOW))
    session.commit()

    write(session, [guest_id, account_id])
    assert merge(session, guest, account, NOW) == [first]
    session.commit()
    assert merge(session, guest, account, NOW) == []

    def count(table: Any, learner_id: int) -> int:
        return session.scalar(select(func.count()).select_from(table).where(table.learner_id == learner_id)) or 0

    owned = (Attempt, Review, Note, LearnerBank, MemoryRow)
    assert [count(table, guest_id) for table in (*owned, Browser)] == [0, 0, 0, 0, 0, 0]
    assert [count(table, account_id) for table in owned] == [1, 3, 2, 1, 1]
    assert session.get_one(Note, (account_id, first)).text == "own\n\ntheirs"
    assert session.get_one(Note, (account_id, first)).marked
    assert session.get_one(LearnerBank, (account_id, bank_id)).paused
    assert session.get_one(MemoryRow, (account_id, first)).suspended
    assert session.get_one(Rating, ("learner", account_id)).n == 3
    assert session.get_one(Learner, account_id).settings == {"schedule": {"retention": 0.8}}
    assert session.get_one(Learner, guest_id).merged_into_id == account_id
    audit = session.scalars(select(Audit)).one()
    assert (audit.who, audit.action) == (user.public_id, "merge")


def test_an_account_is_not_merged_away(session: Session) -> None:
    write(session)
    one, other = (enrol_guest(session, NOW)[0] for _ in range(2))
    user = User(name="ada", shown_name="Ada", email=None, password_hash="x", created_at=NOW)
    session.add(user)
    session.flush()
    session.get_one(Learner, one).user_id = user.id
    session.flush()
    with pytest.raises(ValueError, match="only a guest"):
        merge(session, learners.by_id(session, one), learners.by_id(session, other), NOW)


def test_corrections_to_hear_of_move_and_the_accounts_word_stands(session: Session) -> None:
    loaded(session, bank())
    write(session)
    guest_id, account_id = (enrol_guest(session, NOW)[0] for _ in range(2))
    revision = session.scalars(select(FactRevision).order_by(FactRevision.id)).first()
    assert revision
    bank_id = session.scalars(select(Bank.id)).one()
    words = dict.fromkeys(("before", "after", "since", "source", "reason"), "So.")
    rows = [
        Correction(
            bank_id=bank_id,
            fact_id=revision.fact_id,
            kind="corrected",
            from_revision_id=revision.id,
            to_revision_id=None,
            edition=1,
            at=NOW,
            by_id=None,
            read_by_id=None,
            **words,
        )
        for _ in range(2)
    ]
    session.add_all(rows)
    session.flush()
    for learner_id, row, seen_at in ((guest_id, rows[0], None), (guest_id, rows[1], None), (account_id, rows[1], NOW)):
        session.add(Notice(correction_id=row.id, learner_id=learner_id, made_at=NOW, damped_at=NOW, seen_at=seen_at))
    session.commit()
    write(session, [guest_id, account_id])
    merge(session, learners.by_id(session, guest_id), learners.by_id(session, account_id), NOW)
    session.commit()
    found = session.execute(select(Notice.learner_id, Notice.seen_at).order_by(Notice.correction_id)).all()
    assert [tuple(row) for row in found] == [(account_id, None), (account_id, NOW)]

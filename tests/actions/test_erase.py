"""Erasing: afterwards no table holds a trace of the person."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from actions.harbour import NOW, bank, loaded
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from quizapp.actions.answer import answer
from quizapp.actions.enrol import enrol_guest
from quizapp.actions.erase import erase
from quizapp.actions.merge import merge
from quizapp.actions.start import Settings, choose, start
from quizapp.storage import learners
from quizapp.storage.base import Base
from quizapp.storage.database import write
from quizapp.storage.models import (
    Answer,
    Attempt,
    Audit,
    Certificate,
    Edition,
    Fact,
    Fit,
    Learner,
    Memory,
    Note,
    Rating,
    Review,
    Token,
    User,
)
from quizapp.storage.models import Session as Browser

OWNED = (Attempt, Review, Memory, Note, Fit, Browser)


def quiz(db: Session, learner_id: int, seed: str) -> str:
    """Start a quiz of two and answer one question; returns the attempt's public id."""
    who, wanted = learners.by_id(db, learner_id), Settings(length=2)
    attempt = start(db, who, wanted, choose(db, who, wanted, NOW, seed), seed, NOW)
    answer(db, who, attempt, 1, {"unknown": ["1"]}, NOW)
    return attempt


def texts(db: Session) -> Iterator[str]:
    """Every row of every table as one text, with JSON as it is kept."""
    for table in Base.metadata.sorted_tables:
        for row in db.execute(select(table)):
            yield f"{table.name}: " + json.dumps(list(row), default=str, ensure_ascii=False)


def certified(db: Session, learner_id: int) -> None:
    """A certificate that bears the person's name."""
    edition = db.scalars(select(Edition)).one()
    score = {"points": 1, "of": 1, "pass_mark": 80}
    given = {"facts": [], "score": score, "issued_at": NOW, "expires_at": NOW + timedelta(days=365)}
    row = Certificate(learner_id=learner_id, holder="Zoë", title="Harbour", bank_id=edition.bank_id, **given)
    row.edition_id = edition.id
    db.add(row)


@pytest.fixture
def person(session: Session) -> tuple[int, set[str]]:
    """A learner with an account who did a bit of everything, and the words by which they could be known."""
    loaded(session, bank())
    write(session)
    learner_id, _ = enrol_guest(session, NOW)
    guest_id, _ = enrol_guest(session, NOW)
    user = User(name="zoë", shown_name="Zoë", email="zoe@example.org", password_hash="hash-of-zoe", created_at=NOW)
    session.add(user)
    session.flush()
    learner = session.get_one(Learner, learner_id)
    learner.user_id = user.id
    guest = session.get_one(Learner, guest_id)
    secret = session.scalars(select(Browser.secret_hash).where(Browser.learner_id == learner_id)).one()
    words = {"zoë", "Zoë", "zoe@example.org", "hash-of-zoe", user.public_id, learner.public_id, guest.public_id, secret}
    fact_id = session.scalars(select(Fact.id)).first()
    for one in (learner_id, guest_id):
        quiz(session, one, str(one))
    room = quiz(session, learner_id, "room")
    session.query(Attempt).filter_by(public_id=room).update({"purpose": "room"})
    merge(session, learners.by_id(session, guest_id), learners.by_id(session, learner_id), NOW)
    certified(session, learner_id)
    before, after = {"name": "zoë", "role": "learner"}, {"name": "zoë", "role": "editor"}
    session.add_all(
        [
            Note(learner_id=learner_id, fact_id=fact_id, text="I, Zoë, wrote this", changed_at=NOW),
            Rating(subject="learner", subject_id=learner_id, n=1, value=0.1),
            Token(secret_hash="t", purpose="password", subject=user.public_id, expires_at=NOW),
            Audit(at=NOW, who=user.public_id, action="role", subject="user zoë", before=before, after=after, why="Zoë"),
            Audit(at=NOW, who="cli", action="role", subject="zoëlla", before=None, after={"name": "ann"}, why="asked"),
            Fit(learner_id=learner_id, at=NOW, reviews=1, parameters={}, default_loss=1, fitted_loss=1, adopted=False),
        ]
    )
    session.commit()
    return learner_id, words


def test_nothing_tells_who_it_was(session: Session, person: tuple[int, set[str]]) -> None:
    learner_id, words = person
    assert all(any(word in text for text in texts(session)) for word in words)
    write(session, [learner_id])
    erase(session, learner_id, NOW)
    session.commit()
    left = [text.replace("zoëlla", "") for text in texts(session)]
    assert [(word, text) for word in words for text in left if word in text] == []


def test_others_keep_what_they_need(session: Session, person: tuple[int, set[str]]) -> None:
    """The answers of a room without a name, the audit rows, and all that belongs to somebody else."""
    learner_id, _ = person
    write(session)
    other_id, _ = enrol_guest(session, NOW)
    quiz(session, other_id, "other")
    session.add(Rating(subject="learner", subject_id=other_id, n=1, value=0.2))
    session.flush()
    before = owned(session, other_id)
    audits = session.scalar(select(func.count()).select_from(Audit))
    erase(session, learner_id, NOW)
    erase(session, learner_id, NOW)
    session.commit()
    assert owned(session, other_id) == before
    certificate = session.scalars(select(Certificate)).one()
    assert (certificate.holder, certificate.learner_id, certificate.title) == ("", None, "Harbour")
    assert session.scalars(select(Rating.subject_id).where(Rating.subject == "learner")).all() == [other_id]
    room = session.scalars(select(Attempt).where(Attempt.purpose == "room")).one()
    nobody = session.get_one(Learner, room.learner_id)
    assert (nobody.user_id, nobody.expires_at, nobody.settings) == (None, None, {})
    assert session.scalar(select(func.count()).select_from(Answer)) == 2
    assert session.scalar(select(func.count()).select_from(Audit)) == audits
    role, untouched = session.scalars(select(Audit).where(Audit.action == "role").order_by(Audit.id))
    assert role.who.startswith("erased-")
    assert role.subject == f"user {role.who}"
    assert (untouched.subject, untouched.after) == ("zoëlla", {"name": "ann"})


def test_a_name_blanks_nothing_that_is_about_others(session: Session) -> None:
    write(session)
    user = User(name="role", shown_name="Command line", email=None, password_hash="!", created_at=NOW)
    session.add(user)
    session.flush()
    learner_id, _ = enrol_guest(session, NOW)
    session.get_one(Learner, learner_id).user_id = user.id
    for subject in ("somebody else", user.public_id):
        row = Audit(
            at=NOW, who="command line", action="role", subject=subject, before=None, after={"role": "x"}, why=""
        )
        session.add(row)
    session.flush()
    erase(session, learner_id, NOW)
    others, own = session.scalars(select(Audit).order_by(Audit.id))
    assert (others.who, others.after) == ("command line", {"role": "x"})
    assert own.subject.startswith("erased-")


def owned(db: Session, learner_id: int) -> list[Any]:
    """How many rows of each kind belong to a learner."""
    return [db.scalar(select(func.count()).select_from(table).where(table.learner_id == learner_id)) for table in OWNED]

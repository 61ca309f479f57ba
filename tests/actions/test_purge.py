"""What time takes away: guests who stayed away, sessions, tokens and tallies that are over."""

from datetime import datetime, timedelta

from actions.harbour import NOW
from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.actions.enrol import LASTS, enrol_guest, renew
from quizapp.actions.merge import KEPT, merge
from quizapp.actions.run_jobs import run_due
from quizapp.storage import learners
from quizapp.storage.database import write
from quizapp.storage.models import Learner, Tally, Token, User
from quizapp.storage.models import Session as Browser


def learners_at(db: Session, now: datetime) -> set[int]:
    """Who is left when the jobs ran at `now`."""
    run_due(db, now, "test")
    return set(db.scalars(select(Learner.id)))


def test_guests_who_stayed_away_are_erased(session: Session) -> None:
    write(session)
    gone = [enrol_guest(session, NOW)[0] for _ in range(45)]
    back, secret = enrol_guest(session, NOW)
    account, _ = enrol_guest(session, NOW)
    user = User(name="ada", shown_name="Ada", email=None, password_hash="x", created_at=NOW)
    session.add(user)
    session.flush()
    session.get_one(Learner, account).user_id = user.id
    renew(session, secret, NOW + timedelta(days=300))
    session.commit()
    assert learners_at(session, NOW + LASTS - timedelta(hours=2)) == {*gone, back, account}
    assert learners_at(session, NOW + LASTS) == {back, account}
    assert list(session.scalars(select(Browser.learner_id))) == [back]
    assert learners_at(session, NOW + timedelta(days=300) + LASTS) == {account}


def test_a_merged_guest_goes_soon(session: Session) -> None:
    write(session)
    guest, account = (enrol_guest(session, NOW)[0] for _ in range(2))
    merge(session, learners.by_id(session, guest), learners.by_id(session, account), NOW)
    session.commit()
    assert learners_at(session, NOW) == {guest, account}
    assert learners_at(session, NOW + KEPT) == {account}


def test_tokens_and_tallies_go(session: Session) -> None:
    write(session)
    later = NOW + timedelta(days=2)
    session.add_all(
        [
            Token(secret_hash="used", purpose="password", subject="x", expires_at=later, used_at=NOW),
            Token(secret_hash="over", purpose="password", subject="x", expires_at=NOW, used_at=None),
            Token(secret_hash="good", purpose="password", subject="x", expires_at=later, used_at=None),
            Tally(subject="old", minute=NOW - timedelta(minutes=61), count=1),
            Tally(subject="new", minute=NOW - timedelta(minutes=59), count=1),
        ]
    )
    session.commit()
    run_due(session, NOW, "test")
    assert list(session.scalars(select(Token.secret_hash))) == ["good"]
    assert list(session.scalars(select(Tally.subject))) == ["new"]

"""A learner and a bank for whatever happens at once."""

import pytest
from actions.harbour import NOW, bank
from sqlalchemy.orm import Session

from quizapp.actions.enrol import enrol_guest
from quizapp.actions.load_bank import load
from quizapp.storage import learners
from quizapp.storage.database import write
from quizapp.storage.learners import Who


@pytest.fixture
def harbour(session: Session) -> None:
    """The harbour's bank in the database."""
    write(session)
    load(session, bank(), NOW)
    session.commit()


@pytest.fixture
def who(session: Session, harbour: None) -> Who:
    """A guest, known to no open transaction."""
    write(session)
    learner_id, _ = enrol_guest(session, NOW)
    session.commit()
    guest = learners.by_id(session, learner_id)
    session.rollback()
    return guest

"""Administrators at the same moment: one always stays, and an owner link makes one owner."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from fixtures.banks import NOW
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

from quizapp.actions import owner
from quizapp.actions.people import LastAdministrator, change_role, invite
from quizapp.storage.database import engine_options, prepare, write
from quizapp.storage.models import Audit, User


def added(session: Session, *roles: str) -> list[str]:
    """New users with these roles; their public ids."""
    write(session)
    for number, role in enumerate(roles):
        invite(session, "test", f"User {number}", "", role, NOW)
    session.commit()
    return list(session.scalars(select(User.public_id).order_by(User.id)))


def at_once(database: str, actions: list[Callable[[Session], bool]]) -> list[bool]:
    """Run each in a thread and a transaction of its own, begun together; it commits where it returns true."""
    barrier = Barrier(len(actions))

    def run(action: Callable[[Session], bool]) -> bool:
        engine = create_engine(database, **engine_options(database))
        prepare(engine)
        with Session(engine) as db:
            barrier.wait(10)
            write(db)
            done = action(db)
            if done:
                db.commit()
        engine.dispose()
        return done

    with ThreadPoolExecutor(len(actions)) as pool:
        return list(pool.map(run, actions))


@pytest.mark.parametrize("_", range(3))
def test_two_who_demote_each_other_leave_one(session: Session, database: str, _: int) -> None:
    people = added(session, "administrator", "administrator")
    session.rollback()

    def demote(by: str, whom: str) -> Callable[[Session], bool]:
        def act(db: Session) -> bool:
            try:
                change_role(db, by, whom, "learner", NOW)
            except LastAdministrator:
                db.rollback()
                return False
            return True

        return act

    done = at_once(database, [demote(people[0], people[1]), demote(people[1], people[0])])
    assert sorted(done) == [False, True]
    assert sorted(session.scalars(select(User.role))) == ["administrator", "learner"]


def test_of_many_who_open_the_owner_link_one_owns(session: Session, database: str) -> None:
    people = added(session, *["learner"] * 4)
    write(session)
    secret = owner.offer(session, NOW)
    session.commit()
    assert secret
    actions = [lambda db, each=each: owner.claim(db, secret, each, NOW) for each in people]
    assert sum(at_once(database, actions)) == 1
    assert sorted(session.scalars(select(User.role))) == ["administrator", *["learner"] * 3]
    assert session.scalars(select(Audit.action)).all().count("owner link") == 1


def test_a_role_somebody_has_is_no_change(session: Session) -> None:
    (person,) = added(session, "administrator")
    write(session)
    change_role(session, person, person, "administrator", NOW)
    session.commit()
    assert session.scalars(select(Audit.action)).all() == ["add user"]

"""Name a player of a room, so that nobody passes for somebody else."""

import secrets

from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.core.names import alike, made_name
from quizapp.storage import classes
from quizapp.storage.models import Member, Player
from quizapp.storage.rooms import RoomRow

MOST_ALIKE = 3000
"""As many as can be in a room: a number behind the name is always free."""


def is_stranger(db: Session, row: RoomRow, learner_id: int) -> bool:
    """Whether a class plays in which the learner is not: the host lets them in by hand, or not."""
    if row.class_id is None or row.settings.rehearsal:
        return False
    return not classes.name_in(db, row.class_id, learner_id)


def free_name(db: Session, row: RoomRow, name: str, learner_id: int) -> str:
    """`name` for somebody who joins, with a number where it is another's; made up where it is "".

    The members of the room's class have theirs from the start, so that nobody takes one before its owner is there.
    """
    members = select(Member.name).where(
        Member.class_id == row.class_id, Member.removed_at.is_(None), Member.learner_id != learner_id
    )
    taken = _taken_by_players(db, row.id)
    return _numbered(name, taken | {alike(each) for each in db.scalars(members)} if row.class_id else taken)


def given_name(db: Session, row: RoomRow, name: str, attempt_id: int) -> str:
    """`name` as the host gives it to a player: they know who somebody is, so that only players have theirs."""
    return _numbered(name, _taken_by_players(db, row.id, attempt_id))


def _taken_by_players(db: Session, room_id: int, besides: int = 0) -> set[str]:
    names = select(Player.name).where(Player.room_id == room_id, Player.attempt_id != besides)
    return {alike(each) for each in db.scalars(names)}


def _numbered(name: str, taken: set[str]) -> str:
    if not name:
        return made_name(secrets.SystemRandom(), taken)
    if alike(name) not in taken:
        return name
    numbered = (f"{name} {number}" for number in range(2, MOST_ALIKE + 2))
    return next(each for each in numbered if alike(each) not in taken)

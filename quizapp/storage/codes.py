"""Codes to join by: those of classes and of rooms are one namespace, since people type either in the same place."""

from dataclasses import dataclass
from typing import Literal

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from quizapp.storage.models import Activity, Room, SchoolClass


@dataclass(frozen=True, slots=True)
class Place:
    """What a code leads to. `place_hash` is of the address of a room's host, from where the code is never refused."""

    kind: Literal["class", "room"]
    public_id: str
    place_hash: str | None


def in_use(db: Session, code: str) -> bool:
    """Whether a class or room has the code; what is archived or over has none."""
    room = select(Room.code).where(Room.code == code)
    school = select(SchoolClass.code).where(SchoolClass.code == code)
    return db.scalar(select(or_(room.exists(), school.exists()))) or False


def owner_of(db: Session, code: str) -> Place | None:
    """What the code leads to, or None. A class that is closed to newcomers keeps its code, and says so itself."""
    public_id = db.scalar(select(SchoolClass.public_id).where(SchoolClass.code == code))
    if public_id is not None:
        return Place("class", public_id, None)
    row = db.execute(
        select(Activity.public_id, Room.place_hash)
        .join(Activity, Activity.id == Room.activity_id)
        .where(Room.code == code)
    ).one_or_none()
    return Place("room", row.public_id, row.place_hash) if row else None

"""Open a room: draw what it asks, give it a code, and wait for players."""

import random
import secrets
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from quizapp.actions.give_code import free_code
from quizapp.actions.start import editions
from quizapp.core.chance import ORDER_BITS
from quizapp.core.room import Event, RoomSettings, opening
from quizapp.storage.models import Activity, ActivityQuestion, Room, RoomEvent
from quizapp.storage.rooms import RoomRow, room_of
from quizapp.storage.withdrawn import withdrawn


def open_room(
    db: Session,
    owner_id: int,
    title: str,
    settings: RoomSettings,
    revision_ids: Sequence[int],
    now: datetime,
    class_id: int | None = None,
    place_hash: str | None = None,
) -> RoomRow:
    """Make a room that asks `revision_ids` (internal ids of question revisions, at least one) in this order.

    `place_hash` is of the host's network address. The caller has begun to write, and commits.
    """
    activity = Activity(
        kind="rehearsal" if settings.rehearsal else "room",
        owner_id=owner_id,
        class_id=class_id,
        title=title,
        settings=settings.data(),
        opens_at=now,
        created_at=now,
    )
    db.add(activity)
    db.flush()
    _ask(db, activity.id, revision_ids)
    state = opening(settings, len(revision_ids))
    db.add(Room(activity_id=activity.id, code=free_code(db), state=state.data(), place_hash=place_hash))
    db.flush()
    row = room_of(db, activity.id)
    if row is None:
        raise LookupError("the room that was just made")
    return row


def _ask(db: Session, activity_id: int, revision_ids: Sequence[int]) -> None:
    """The order of options is the same for all; what else is in a seed differs from player to player."""
    live, rng = editions(db, list(revision_ids)), random.Random(secrets.token_hex(16))
    rows = [
        {
            "activity_id": activity_id,
            "position": position,
            "question_revision_id": revision_id,
            "edition_id": live[revision_id],
            "seed": str(rng.getrandbits(ORDER_BITS)),
        }
        for position, revision_id in enumerate(revision_ids, 1)
    ]
    db.execute(insert(ActivityQuestion), rows)


def same_questions(db: Session, room_id: int) -> list[int]:
    """What a room asked, to ask it again: internal ids of question revisions, in order.

    What a correction has withdrawn is asked in its new wording, or left out where it has none.
    """
    asked = select(ActivityQuestion.question_revision_id).where(ActivityQuestion.activity_id == room_id)
    ids = list(db.scalars(asked.order_by(ActivityQuestion.position)))
    gone = withdrawn(db, ids)
    return [live for each in ids if (live := gone.get(each, each))]


def log(db: Session, row: RoomRow, events: Sequence[Event], now: datetime) -> int:
    """Write events behind the room's last one; returns the number of the last. The caller holds the room's lock."""
    for sequence, event in enumerate(events, row.sequence + 1):
        db.add(RoomEvent(room_id=row.id, sequence=sequence, at=now, type=event.type, data=dict(event.data)))
    return row.sequence + len(events)

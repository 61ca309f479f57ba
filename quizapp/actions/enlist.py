"""Put a roster into a class: a member for each name, with a personal code that is shown once. All or nobody."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from quizapp.actions.enrol import GUEST_DAYS
from quizapp.actions.give_code import personal_code
from quizapp.actions.join_class import MOST_MEMBERS, lock_class, names, room_left
from quizapp.core.message import Message, mark
from quizapp.formats.roster import Entry, Fault, clashes
from quizapp.storage.models import Learner, Member

NO_ROOM = mark("A class has room for %(most)d pupils, and %(left)d places are left.")
ARCHIVED = mark("The class is archived. Take it out of the archive first.")


@dataclass(frozen=True, slots=True)
class Slip:
    """What a pupil gets: the name and the personal code, which is kept nowhere."""

    name: str
    code: str


class NotEnlisted(ValueError):
    """Nobody was put into the class; `faults` says why."""

    def __init__(self, faults: list[Fault]) -> None:
        """Hold the faults."""
        self.faults = faults
        super().__init__(str(faults))


def enlist(db: Session, class_id: int, entries: list[Entry], zone: str, now: datetime) -> list[Slip]:
    """Make the entries members of the class with that internal id; `zone` is the time zone they live in.

    Whether the class is open does not matter. The caller has begun to write, and commits. Raises NotEnlisted.
    """
    if lock_class(db, class_id) is None:
        raise NotEnlisted([Fault(0, Message(ARCHIVED))])
    faults, left = clashes(entries, names(db, class_id)), room_left(db, class_id)
    if len(entries) > left:
        faults.insert(0, Fault(0, Message(NO_ROOM, {"most": MOST_MEMBERS, "left": left})))
    if faults:
        raise NotEnlisted(faults)
    kept = {"expires_at": now + timedelta(days=GUEST_DAYS), "lasts_days": GUEST_DAYS}
    learners = [Learner(zone=zone, created_at=now, last_seen_at=now, **kept) for _ in entries]
    db.add_all(learners)
    db.flush()
    codes = [personal_code() for _ in entries]
    rows = [
        Member(class_id=class_id, learner_id=learner.id, name=each.name, code_hash=code_hash, joined_at=now)
        for each, learner, (_, code_hash) in zip(entries, learners, codes, strict=True)
    ]
    db.add_all(rows)
    db.flush()
    return [Slip(each.name, code) for each, (code, _) in zip(entries, codes, strict=True)]

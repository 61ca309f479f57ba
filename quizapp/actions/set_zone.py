"""Take over the browser's time zone for a learner who has never been given one."""

from sqlalchemy import update
from sqlalchemy.orm import Session

from quizapp.core.preferences import Preferences
from quizapp.core.study_day import zone_of
from quizapp.storage import learners
from quizapp.storage.models import Learner

DEFAULT = "UTC"


def set_zone(db: Session, learner_id: int, zone: str) -> bool:
    """Set the zone of somebody who was enrolled without one; returns whether it was.

    Who has kept settings chose their zone, and a zone that no clock knows changes nothing. The caller holds the
    learner's write lock.
    """
    who = learners.by_id(db, learner_id)
    chosen = who.zone != DEFAULT or Preferences().data().keys() & who.settings.keys()
    if chosen or not _known(zone):
        return False
    db.execute(update(Learner).where(Learner.id == learner_id).values(zone=zone))
    return True


def _known(zone: str) -> bool:
    try:
        return bool(zone_of(zone))
    except ValueError:
        return False

"""Open a cohort of a programme: a class to join, a pre-test that is the same for all, and a certification."""

import random
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from quizapp.actions.run_class import keep, make_class
from quizapp.actions.start import NothingToAsk, editions, new_seed
from quizapp.core.assignment import Assignment
from quizapp.core.certification import draw_certification
from quizapp.core.chance import ORDER_BITS
from quizapp.core.draw import Candidate
from quizapp.storage import certified, draws
from quizapp.storage.askable import unasked
from quizapp.storage.assignments import CERTIFICATION, PRETEST
from quizapp.storage.models import Activity, ActivityQuestion, Cohort, SchoolClass
from quizapp.storage.programmes import ProgrammeRow


class FactUnasked(ValueError):
    """There is a must-know fact that no question asks: nobody could pass."""


class NotPublic(ValueError):
    """Not everybody may read the bank: participants could neither read its brief nor practise."""


def open_cohort(
    db: Session, user_id: int, programme: ProgrammeRow, name: str, deadline: datetime, now: datetime
) -> str:
    """Make a cohort with this (tidy) name, whose class the user teaches; returns its public id.

    A double click makes one. The caller has begun to write, and commits. Raises NotPublic, FactUnasked or NothingToAsk.
    """
    if not programme.public:
        raise NotPublic
    if unasked(db, programme.bank_id):
        raise FactUnasked
    group = make_class(db, user_id, name, now)
    class_id = db.scalars(select(SchoolClass.id).where(SchoolClass.public_id == group)).one()
    twin = db.scalar(select(Cohort.public_id).where(Cohort.class_id == class_id))
    if twin is not None:
        return twin
    keep(db, class_id, True)  # A certificate outlasts the month for which a guest is kept otherwise.
    drawn = _pretest(db, programme, now)
    made = Cohort(
        programme_id=programme.id,
        class_id=class_id,
        pretest_id=_activity(db, user_id, class_id, programme, PRETEST, len(drawn), now),
        certification_id=_activity(db, user_id, class_id, programme, CERTIFICATION, programme.settings.length, now),
        deadline=deadline,
        created_at=now,
    )
    db.add(made)
    db.flush()
    _ask(db, made.pretest_id, drawn)
    return made.public_id


def set_deadline(db: Session, cohort_id: int, deadline: datetime) -> None:
    """Give a cohort another deadline."""
    db.execute(update(Cohort).where(Cohort.id == cohort_id).values(deadline=deadline))


def _pretest(db: Session, programme: ProgrammeRow, now: datetime) -> list[Candidate]:
    """Must-know facts first: they are what the certification asks, too, so that the gain can be told."""
    rng, length = random.Random(new_seed()), programme.settings.pretest
    found = draws.of_bank(db, programme.bank_id, (), (), now, rng)
    must = certified.must_know(db, programme.bank_id)
    drawn = draw_certification(found, rng.sample(must, min(length, len(must))), length, rng)
    if not drawn:
        raise NothingToAsk
    return drawn


def _activity(
    db: Session, user_id: int, class_id: int, programme: ProgrammeRow, kind: str, length: int, now: datetime
) -> int:
    minutes = programme.settings.minutes
    settings = Assignment(programme.bank, length=length, seconds=60 * minutes, feedback="end", confidence=True)
    activity = Activity(
        kind=kind,
        owner_id=user_id,
        class_id=class_id,
        title=programme.title,
        settings=settings.data(),
        opens_at=now,
        closes_at=None,
        created_at=now,
    )
    db.add(activity)
    db.flush()
    return activity.id


def _ask(db: Session, activity_id: int, drawn: Sequence[Candidate]) -> None:
    live, rng = editions(db, [each.key for each in drawn]), random.Random(new_seed())
    rows = [
        {
            "activity_id": activity_id,
            "position": position,
            "question_revision_id": each.key,
            "edition_id": live[each.key],
            "seed": str(rng.getrandbits(ORDER_BITS)),
        }
        for position, each in enumerate(drawn, 1)
    ]
    db.execute(insert(ActivityQuestion), rows)

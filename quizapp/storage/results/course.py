"""What a class has done together: its activities with all told answers, read at once."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from quizapp.core.memory import Memory as CoreMemory
from quizapp.core.results import Given, counted, first
from quizapp.core.ruling import DROPPED
from quizapp.storage import activities, classes
from quizapp.storage.activities import ActivityRow
from quizapp.storage.classes import MemberRow
from quizapp.storage.memories import state_of
from quizapp.storage.models import Attempt, Memory, Player, Ruling
from quizapp.storage.results.answers import of_several
from quizapp.storage.results.told import told
from quizapp.storage.rooms import COUNTED

KINDS = ("assignment", "room")
MOST = 40
"""Activities looked at, the latest ones."""


@dataclass(frozen=True, slots=True)
class Course:
    """The activities of a class that have told results, the oldest first, with the first answers that count.

    Each answer's `person` is the internal id of a learner who is in the class now.
    """

    members: Sequence[MemberRow]
    activities: Sequence[ActivityRow]
    given: Mapping[int, Sequence[Given]]


def course(db: Session, class_id: int) -> Course:
    """What the class with that internal id has done."""
    members = classes.members(db, class_id)
    rows = [row for row in activities.of_class(db, class_id) if row.kind in KINDS][:MOST]
    wanted = {row.id: what for row in rows if (what := told(db, row)).positions}
    answers = of_several(db, wanted, _whose(db, wanted, {member.learner_id for member in members}))
    dropped = _dropped(db, wanted)
    given = {key: counted(first(found), dropped.get(key, ())) for key, found in answers.items()}
    done = [row for row in reversed(rows) if any(each.score is not None for each in given.get(row.id, ()))]
    return Course(members, done, {row.id: given[row.id] for row in done})


def _whose(db: Session, activity_ids: Collection[int], learner_ids: Collection[int]) -> dict[int, int]:
    """The learner behind each attempt of those in the class; whoever was taken out of a room has none there."""
    rows = db.execute(
        select(Attempt.id, Attempt.learner_id)
        .outerjoin(Player, Player.attempt_id == Attempt.id)
        .where(Attempt.activity_id.in_(activity_ids), or_(Player.state.is_(None), Player.state.in_(COUNTED)))
        .order_by(Attempt.started_at, Attempt.id)
    )
    return {attempt_id: learner_id for attempt_id, learner_id in rows if learner_id in learner_ids}


def _dropped(db: Session, activity_ids: Collection[int]) -> dict[int, set[int]]:
    rows = db.execute(
        select(Ruling.activity_id, Ruling.question_revision_id).where(
            Ruling.activity_id.in_(activity_ids), Ruling.kind == DROPPED, Ruling.lifted_at.is_(None)
        )
    )
    found: dict[int, set[int]] = {}
    for activity_id, revision_id in rows:
        found.setdefault(activity_id, set()).add(revision_id)
    return found


def memories(db: Session, learner_ids: Collection[int], fact_ids: Collection[int]) -> dict[int, dict[int, CoreMemory]]:
    """What learners remember of some facts, by fact and learner. Only to be told of enough of them together."""
    rows = db.execute(
        select(
            *(Memory.fact_id, Memory.learner_id, Memory.stability, Memory.difficulty, Memory.last_study_day),
            *(Memory.lapses, Memory.wanted),
        ).where(Memory.learner_id.in_(learner_ids), Memory.fact_id.in_(fact_ids), Memory.stability.is_not(None))
    )
    found: dict[int, dict[int, CoreMemory]] = {}
    for row in rows:
        if state := state_of(row):
            found.setdefault(row.fact_id, {})[row.learner_id] = state
    return found

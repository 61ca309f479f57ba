"""What a class was asked lately, read at less cost than its whole course: a pupil's page shows it each time."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.storage import activities
from quizapp.storage.models import ActivityQuestion
from quizapp.storage.results.course import KINDS
from quizapp.storage.results.told import told

RECENT = 12
"""Activities looked at, the latest ones."""


def asked_lately(db: Session, class_id: int) -> set[int]:
    """The question revisions whose results are told; where everybody was drawn others, those after which they were."""
    rows = [row for row in activities.of_class(db, class_id) if row.kind in KINDS][:RECENT]
    open_to = {row.id: told(db, row).positions for row in rows}
    asked = select(ActivityQuestion.activity_id, ActivityQuestion.position, ActivityQuestion.question_revision_id)
    found = db.execute(asked.where(ActivityQuestion.activity_id.in_(open_to)))
    return {revision_id for activity_id, position, revision_id in found if position in open_to[activity_id]}

"""What stands about the questions of an activity: which are dropped, and whose key was corrected."""

from sqlalchemy.orm import Session

from quizapp.core.ruling import DROPPED, KEY, Rule
from quizapp.storage import rulings


def standing(db: Session, activity_id: int) -> dict[int, Rule]:
    """By question revision, where anything stands. For reading only: nobody is kept from ruling meanwhile."""
    found: dict[int, Rule] = {}
    for row in reversed(rulings.of_activity(db, activity_id)):
        if row.lifted_at is None:
            before = found.get(row.question_revision_id, Rule())
            dropped = before.dropped or row.kind == DROPPED
            found[row.question_revision_id] = Rule(dropped, row.right if row.kind == KEY else before.right)
    return found

"""A learner's own words on facts."""

from collections.abc import Collection

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from quizapp.storage.database import send
from quizapp.storage.models import Note

_NOTES = select(Note.fact_id, Note.text).where(
    Note.learner_id == bindparam("learner_id"),
    Note.fact_id.in_(bindparam("fact_ids", expanding=True)),
    Note.text != "",
)


def notes(db: Session, learner_id: int, fact_ids: Collection[int]) -> dict[int, str]:
    """The notes there are, by internal fact id."""
    rows = send(db, _NOTES, {"learner_id": learner_id, "fact_ids": tuple(fact_ids)})
    return {fact_id: text for fact_id, text in rows}

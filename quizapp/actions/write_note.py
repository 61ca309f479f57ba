"""A learner's own words on a fact, and the mark by which they find it again."""

from datetime import datetime

from sqlalchemy.orm import Session

from quizapp.storage.learners import Who
from quizapp.storage.models import Note

LONGEST = 2000
"""Signs of a note."""


def write_note(db: Session, who: Who, fact_id: int, text: str, now: datetime) -> None:
    """Keep `text` as the note; more than LONGEST signs raise ValueError. Browsers send line breaks as CR LF."""
    text = text.replace("\r\n", "\n").replace("\x00", "").strip()
    if len(text) > LONGEST:
        raise ValueError(f"a note has at most {LONGEST} characters")
    _note(db, who, fact_id, now).text = text
    db.flush()


def set_mark(db: Session, who: Who, fact_id: int, marked: bool, now: datetime) -> None:
    """Mark the fact, or take the mark away."""
    _note(db, who, fact_id, now).marked = marked
    db.flush()


def _note(db: Session, who: Who, fact_id: int, now: datetime) -> Note:
    found = db.get(Note, (who.id, fact_id))
    if found is None:
        found = Note(learner_id=who.id, fact_id=fact_id, text="", marked=False)
        db.add(found)
    found.changed_at = now
    return found

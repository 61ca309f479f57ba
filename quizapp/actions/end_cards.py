"""End a card session before its cards are done: the next one follows the settings of its own moment."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from quizapp.actions.take_card import card_session
from quizapp.storage.learners import Who
from quizapp.storage.models import Attempt


def end_cards(db: Session, who: Who, attempt_id: str, now: datetime) -> None:
    """End it; what was answered stays, what was not comes again when it is due. Raises NotFound."""
    attempt = card_session(db, who, attempt_id)
    db.execute(update(Attempt).where(Attempt.id == attempt.id, Attempt.finished_at.is_(None)).values(finished_at=now))

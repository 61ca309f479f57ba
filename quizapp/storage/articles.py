"""The articles that banks were made from. They are for the desk; no learner's page reads them."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.storage.models import Article


def latest(db: Session, bank_id: int) -> Article | None:
    """The article as it came last; None for a bank that came as files."""
    query = select(Article).where(Article.bank_id == bank_id).order_by(Article.number.desc()).limit(1)
    return db.scalars(query).one_or_none()


def protected_text(db: Session, bank_id: int) -> str | None:
    """The article's text where learners may not read it as it is."""
    article = latest(db, bank_id)
    return article.text if article and not article.quotable else None

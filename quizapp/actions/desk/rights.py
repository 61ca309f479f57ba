"""Say anew whose text an article is, and what may be done with it."""

from sqlalchemy.orm import Session

from quizapp.actions.desk.record import Signature, lock_bank, record, subject
from quizapp.storage import articles
from quizapp.storage.models import Article


class NoArticle(LookupError):
    """The bank came as files; there is no article."""


def save_rights(db: Session, sign: Signature, bank_id: int, rights: str, quotable: bool) -> None:
    """Change the note on the article's rights, and whether learners may read it as it is. Raises NoArticle.

    It holds from the next edition on: what may not be read any more keeps that one from being published. The caller
    called `write`, and commits.
    """
    slug = lock_bank(db, bank_id)
    row = articles.latest(db, bank_id)
    if row is None:
        raise NoArticle(slug)
    before = _told(row)
    row.rights, row.quotable = rights, quotable
    if _told(row) != before:
        record(db, sign, "save rights", subject(slug, "article"), before, _told(row))


def _told(row: Article) -> dict[str, str | bool]:
    return {"rights": row.rights, "quotable": row.quotable}

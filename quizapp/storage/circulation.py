"""What is in circulation: the one place that says so, in the words of the tables.

In literals and not parameters: SQLite uses a partial index only where it sees that the condition implies that of the
index.
"""

from sqlalchemy import ColumnElement, literal_column

from quizapp.storage.models import FactRevision, QuestionRevision

_APPROVED: ColumnElement[str] = literal_column("'approved'")

LIVE_FACT = (FactRevision.to_edition.is_(None), FactRevision.state == _APPROVED)
LIVE_QUESTION = (QuestionRevision.to_edition.is_(None), QuestionRevision.state == _APPROVED)

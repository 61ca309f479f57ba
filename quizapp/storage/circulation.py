"""What is in circulation: the one place that says so, in the words of the tables."""

from quizapp.storage.models import FactRevision, QuestionRevision

LIVE_FACT = (FactRevision.to_edition.is_(None), FactRevision.state == "approved")
LIVE_QUESTION = (QuestionRevision.to_edition.is_(None), QuestionRevision.state == "approved")

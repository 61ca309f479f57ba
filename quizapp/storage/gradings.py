"""An answer may be graded anew, after a ruling: every grading is kept, and the latest counts."""

from sqlalchemy import and_, func, select
from sqlalchemy.orm import aliased

from quizapp.storage.models import Answer, Grading

_each = aliased(Grading)
_last = select(func.max(_each.number)).where(_each.answer_id == Answer.id).correlate(Answer).scalar_subquery()
LATEST = and_(Grading.answer_id == Answer.id, Grading.number == _last)
"""Joins an answer to its latest grading."""

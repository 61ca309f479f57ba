"""What editors need to know of questions beside what they say: which are live, and of which kind an id is."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.storage.circulation import LIVE_QUESTION
from quizapp.storage.models import Question, QuestionRevision


def live_derived(db: Session, bank_id: int) -> Mapping[str, str]:
    """The digests of the derived questions in circulation, by slug."""
    rows = db.execute(
        select(Question.slug, QuestionRevision.digest)
        .join(QuestionRevision, QuestionRevision.question_id == Question.id)
        .where(Question.bank_id == bank_id, Question.origin == "derived", *LIVE_QUESTION)
    )
    return {slug: digest for slug, digest in rows}


def kind_of(db: Session, bank_id: int, slug: str) -> str | None:
    """The kind that an id has for good, even where the question was dropped: answers given to it are read by it."""
    return db.scalar(select(Question.kind).where(Question.bank_id == bank_id, Question.slug == slug))

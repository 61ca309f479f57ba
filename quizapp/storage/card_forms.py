"""The forms in which a fact can be asked alone, and how often a learner had each."""

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import and_, case, exists, func, select
from sqlalchemy.orm import Session, aliased

from quizapp.core.grade import RIGHT
from quizapp.core.kinds import KINDS
from quizapp.core.rotation import Form
from quizapp.storage.circulation import LIVE_QUESTION
from quizapp.storage.models import (
    Answer,
    Asked,
    Bank,
    Edition,
    Grading,
    Question,
    QuestionRevision,
    QuestionRevisionFact,
    Review,
)


def forms(db: Session, learner_id: int, fact_ids: Sequence[int]) -> dict[int, list[Form]]:
    """The live questions on each fact alone: no false claim as a stem, none that needs the brief beside it."""
    kinds = [name for name, kind in KINDS.items() if not kind.shows_brief]
    other = aliased(QuestionRevisionFact)
    more = exists().where(
        other.question_revision_id == QuestionRevision.id,
        other.role == "tested",
        other.fact_id != QuestionRevisionFact.fact_id,
    )
    rows = db.execute(
        select(
            QuestionRevisionFact.fact_id,
            QuestionRevision.id,
            Question.id.label("question_id"),
            Edition.id.label("edition_id"),
            Question.kind,
            QuestionRevision.guess_rate,
        )
        .join(QuestionRevision, QuestionRevision.id == QuestionRevisionFact.question_revision_id)
        .join(Question, Question.id == QuestionRevision.question_id)
        .join(Bank, Bank.id == Question.bank_id)
        .join(Edition, (Edition.bank_id == Bank.id) & (Edition.number == Bank.edition))
        .where(
            QuestionRevisionFact.fact_id.in_(fact_ids),
            QuestionRevisionFact.role == "tested",
            QuestionRevision.shows_falsehood.is_(False),
            Question.kind.in_(kinds),
            ~more,
            *LIVE_QUESTION,
        )
        .order_by(QuestionRevision.id)
    ).all()
    used = _used(db, learner_id, fact_ids)
    found: dict[int, list[Form]] = defaultdict(list)
    for row in rows:
        asked, passed = used.get(row.question_id, (0, 0))
        form = Form(row.kind, row.guess_rate, asked, passed, row.id, row.edition_id)
        found[row.fact_id].append(form)
    return found


def _used(db: Session, learner_id: int, fact_ids: Sequence[int]) -> dict[int, tuple[int, int]]:
    """How often the learner answered each question on these facts, and how often rightly."""
    rows = db.execute(
        select(
            QuestionRevision.question_id,
            func.count(),
            func.sum(case((Grading.score >= RIGHT, 1), else_=0)),
        )
        .select_from(Review)
        .join(Answer, Answer.id == Review.answer_id)
        .join(Asked, Asked.id == Answer.asked_id)
        .join(QuestionRevision, QuestionRevision.id == Asked.question_revision_id)
        .join(Grading, and_(Grading.answer_id == Answer.id, Grading.number == 1))
        .where(Review.learner_id == learner_id, Review.fact_id.in_(fact_ids))
        .group_by(QuestionRevision.question_id)
    )
    return {question_id: (asked, passed) for question_id, asked, passed in rows}

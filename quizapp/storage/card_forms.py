"""The forms in which a fact can be asked alone, and how often a learner had each."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import and_, bindparam, case, exists, func, select
from sqlalchemy.orm import Session, aliased

from quizapp.core import rotation
from quizapp.core.grade import RIGHT
from quizapp.core.kinds import KINDS
from quizapp.core.kinds.card import Card
from quizapp.core.rotation import Form
from quizapp.storage.asked import Item
from quizapp.storage.circulation import LIVE_QUESTION
from quizapp.storage.database import send
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

_ALONE = tuple(name for name, kind in KINDS.items() if not kind.shows_brief and not kind.claims)
_TYPED = tuple(name for name in _ALONE if not KINDS[name].self_graded)
_OTHER = aliased(QuestionRevisionFact)
_MORE = exists().where(
    _OTHER.question_revision_id == QuestionRevision.id,
    _OTHER.role == "tested",
    _OTHER.fact_id != QuestionRevisionFact.fact_id,
)
_ASKABLE = (
    QuestionRevisionFact.fact_id.in_(bindparam("fact_ids", expanding=True)),
    QuestionRevisionFact.role == "tested",
    QuestionRevision.shows_falsehood.is_(False),
    ~_MORE,
    *LIVE_QUESTION,
)
_FORMS = (
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
    .where(*_ASKABLE, Question.kind.in_(_ALONE))
    .order_by(QuestionRevision.id)
)
_LAST_CARD = (
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
    .join(Edition, (Edition.bank_id == Question.bank_id) & (Edition.number == QuestionRevision.to_edition))
    .where(
        QuestionRevisionFact.fact_id.in_(bindparam("fact_ids", expanding=True)),
        QuestionRevisionFact.role == "tested",
        Question.kind == Card.kind,
        Question.origin == "derived",
    )
    .order_by(QuestionRevision.id)
)
_CAN_TYPE = (
    select(QuestionRevision.id)
    .join(Question, Question.id == QuestionRevision.question_id)
    .join(QuestionRevisionFact, QuestionRevisionFact.question_revision_id == QuestionRevision.id)
    .where(*_ASKABLE, QuestionRevision.guess_rate == 0, Question.kind.in_(_TYPED))
    .limit(1)
)


def forms(db: Session, learner_id: int, fact_ids: Sequence[int]) -> dict[int, list[Form]]:
    """The live questions on each fact alone: no claim that may be false, none that needs the brief beside it."""
    rows = send(db, _FORMS, {"fact_ids": tuple(fact_ids)}).all()
    used = _used(db, learner_id, fact_ids)
    found: dict[int, list[Form]] = defaultdict(list)
    for row in rows:
        asked, passed = used.get(row.question_id, (0, 0))
        form = Form(row.kind, row.guess_rate, asked, passed, row.id, row.edition_id)
        found[row.fact_id].append(form)
    return found


def last_cards(db: Session, fact_ids: Sequence[int]) -> dict[int, Form]:
    """The card of each fact in its last wording that is over: where a fact was retracted, it has no other form."""
    rows = send(db, _LAST_CARD, {"fact_ids": tuple(fact_ids)})
    return {row.fact_id: Form(row.kind, row.guess_rate, 0, 0, row.id, row.edition_id) for row in rows}


def can_type(db: Session, fact_id: int) -> bool:
    """Whether the fact has a form whose answer is typed."""
    return send(db, _CAN_TYPE, {"fact_ids": (fact_id,)}).first() is not None


def typed(db: Session, learner_id: int, fact_id: int) -> Form | None:
    """The form in which the learner would type the fact next, if it has one."""
    return rotation.typed(forms(db, learner_id, [fact_id]).get(fact_id, []))


def in_form(db: Session, item: Item, form: Form) -> Item:
    """The item as it would be asked in another form of the same fact."""
    row = db.execute(
        select(Question.slug, QuestionRevision.data)
        .join(Question, Question.id == QuestionRevision.question_id)
        .where(QuestionRevision.id == form.question_revision_id)
    ).one()
    question = KINDS[form.kind].load(row.slug, item.question.facts, row.data)
    return replace(item, question_revision_id=form.question_revision_id, question=question)


_undoing = aliased(Review)
_USED = (
    select(QuestionRevision.question_id, func.count(), func.sum(case((Grading.score >= RIGHT, 1), else_=0)))
    .select_from(Review)
    .join(Answer, Answer.id == Review.answer_id)
    .join(Asked, Asked.id == Answer.asked_id)
    .join(QuestionRevision, QuestionRevision.id == Asked.question_revision_id)
    .join(Grading, and_(Grading.answer_id == Answer.id, Grading.number == 1))
    .where(
        Review.learner_id == bindparam("learner_id"),
        Review.fact_id.in_(bindparam("fact_ids", expanding=True)),
        ~exists(select(_undoing.id).where(_undoing.voids_id == Review.id)),
    )
    .group_by(QuestionRevision.question_id)
)


def _used(db: Session, learner_id: int, fact_ids: Sequence[int]) -> dict[int, tuple[int, int]]:
    """How often the learner answered each question on these facts, and how often rightly; what was undone is not."""
    rows = send(db, _USED, {"learner_id": learner_id, "fact_ids": tuple(fact_ids)})
    return {question_id: (asked, passed) for question_id, asked, passed in rows}

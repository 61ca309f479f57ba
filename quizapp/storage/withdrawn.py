"""Questions that a correction took out of circulation: what is set already asks them no more."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session, aliased

from quizapp.storage.database import send
from quizapp.storage.models import (
    ActivityQuestion,
    Answer,
    Asked,
    Correction,
    FactRevision,
    Question,
    QuestionRevision,
    QuestionRevisionFact,
)
from quizapp.storage.types import AnySelect

_LIVE, _FROM, _TESTED = aliased(QuestionRevision), aliased(FactRevision), aliased(FactRevision)
_WENT_WITH_ONE = (
    select(Correction.id)
    .where(Correction.bank_id == Question.bank_id, Correction.edition == QuestionRevision.to_edition + 1)
    .correlate(Question, QuestionRevision)
    .exists()
)
_TESTS_WHAT_WAS_CORRECTED = (
    select(Correction.id)
    .join(QuestionRevisionFact, QuestionRevisionFact.fact_id == Correction.fact_id)
    .join(_FROM, _FROM.id == Correction.from_revision_id)
    .join(_TESTED, _TESTED.id == QuestionRevisionFact.fact_revision_id)
    .where(
        QuestionRevisionFact.question_revision_id == QuestionRevision.id,
        QuestionRevisionFact.role == "tested",
        _FROM.number >= _TESTED.number,
    )
    .correlate(QuestionRevision)
    .exists()
)


def _gone(*columns: Any) -> AnySelect:
    """A statement for question revisions that are out by a correction, each with the live one of its question."""
    query: AnySelect = (
        select(*columns, QuestionRevision.id, _LIVE.id)
        .select_from(QuestionRevision)
        .join(Question, Question.id == QuestionRevision.question_id)
        .outerjoin(
            _LIVE,
            (_LIVE.question_id == Question.id) & _LIVE.to_edition.is_(None) & (_LIVE.state == "approved"),
        )
        .where(QuestionRevision.to_edition.is_not(None), or_(_WENT_WITH_ONE, _TESTS_WHAT_WAS_CORRECTED))
    )
    return query


_AMONG = _gone().where(QuestionRevision.id.in_(bindparam("revision_ids", expanding=True)))
_OPEN = (
    _gone(Asked.id.label("asked_id"))
    .join(Asked, Asked.question_revision_id == QuestionRevision.id)
    .outerjoin(Answer, Answer.asked_id == Asked.id)
    .where(Asked.attempt_id == bindparam("attempt_id"), Answer.id.is_(None))
)
_OF_ACTIVITY = (
    _gone(QuestionRevision.data["stem"].as_string())
    .join(ActivityQuestion, ActivityQuestion.question_revision_id == QuestionRevision.id)
    .where(ActivityQuestion.activity_id == bindparam("activity_id"))
    .order_by(ActivityQuestion.position)
)
_PLACES = (
    _gone(ActivityQuestion.position)
    .join(ActivityQuestion, ActivityQuestion.question_revision_id == QuestionRevision.id)
    .where(ActivityQuestion.activity_id == bindparam("activity_id"))
)


def withdrawn(db: Session, revision_ids: Sequence[int]) -> dict[int, int | None]:
    """Those of some question revisions that are out by a correction, with the live one; None where there is none."""
    rows = send(db, _AMONG, {"revision_ids": tuple(set(revision_ids))})
    return {revision_id: live_id for revision_id, live_id in rows}


def unanswered(db: Session, attempt_id: int) -> list[tuple[int, int]]:
    """The rows of an attempt that ask such a question and have no answer: ids of the row and of the revision."""
    return [(asked_id, revision_id) for asked_id, revision_id, _ in send(db, _OPEN, {"attempt_id": attempt_id})]


def of_activity(db: Session, activity_id: int) -> list[tuple[str, bool]]:
    """Such questions of a fixed list, in its order: the stem, and whether who begins now is asked a new wording."""
    rows = send(db, _OF_ACTIVITY, {"activity_id": activity_id})
    return [(stem, live_id is not None) for stem, _, live_id in rows]


def places(db: Session, activity_id: int) -> frozenset[int]:
    """Where in a fixed list such questions stand: positions from 1."""
    return frozenset(position for position, _, _ in send(db, _PLACES, {"activity_id": activity_id}))

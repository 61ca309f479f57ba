"""What a correction of a fact would touch: questions, learners, activities, results and certificates."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from quizapp.core.kinds import KINDS
from quizapp.core.question import Question as CoreQuestion
from quizapp.storage import asked, remembered
from quizapp.storage.circulation import LIVE_QUESTION
from quizapp.storage.models import (
    Activity,
    ActivityQuestion,
    Answer,
    Asked,
    Attempt,
    Certificate,
    Question,
    QuestionRevision,
    QuestionRevisionFact,
    Room,
)
from quizapp.storage.types import AnySelect

MOST_LISTED = 20
"""Activities and certificates that are named; all are counted."""


@dataclass(frozen=True, slots=True)
class Going:
    """A question that goes out of circulation: its id, its kind's title (a message id) and its stem."""

    slug: str
    origin: str
    title: str
    stem: str


@dataclass(frozen=True, slots=True)
class Open:
    """An activity that is not over and asks such a question; `running` counts attempts that are under way."""

    kind: str
    title: str
    closes_at: datetime | None
    running: int


@dataclass(frozen=True, slots=True)
class Results:
    """How many answers were given to questions about the fact as it stands, in how many activities."""

    answers: int
    activities: int


@dataclass(frozen=True, slots=True)
class Touched:
    """All of it. `certificates` are those that hold the fact and are not over: holder and title."""

    questions: tuple[Going, ...]
    learners: int
    open: tuple[Open, ...]
    results: Results
    certificates: tuple[tuple[str, str], ...]


def touched(
    db: Session, bank_id: int, fact_id: int, slug: str, revision_id: int, stale: Collection[str], now: datetime
) -> Touched:
    """What a correction of the live revision of a fact touches, where the questions `stale` go with it."""
    return Touched(
        questions=_going(db, bank_id, stale),
        learners=db.scalar(select(func.count()).select_from(remembered.learners_of(fact_id).subquery())) or 0,
        open=_open(db, _live(bank_id).where(Question.slug.in_(stale)), now),
        results=_results(db, revision_id),
        certificates=_certificates(db, bank_id, slug, now),
    )


def derived(db: Session, bank_id: int) -> list[CoreQuestion]:
    """The live derived questions of a bank."""
    columns = (QuestionRevision.id, Question.kind, Question.slug, QuestionRevision.data)
    rows = db.execute(_live(bank_id).where(Question.origin == "derived").with_only_columns(*columns)).all()
    facts = asked.tested(db, [row.id for row in rows])
    return [KINDS[row.kind].load(row.slug, tuple(slug for _, slug in facts[row.id]), row.data) for row in rows]


def _live(bank_id: int) -> AnySelect:
    """The live question revisions of a bank, by internal id."""
    return (
        select(QuestionRevision.id)
        .join(Question, Question.id == QuestionRevision.question_id)
        .where(Question.bank_id == bank_id, *LIVE_QUESTION)
    )


def _going(db: Session, bank_id: int, stale: Collection[str]) -> tuple[Going, ...]:
    columns = (Question.slug, Question.origin, Question.kind, QuestionRevision.data["stem"].as_string())
    rows = db.execute(
        _live(bank_id).where(Question.slug.in_(stale)).with_only_columns(*columns).order_by(Question.slug)
    )
    return tuple(Going(slug, origin, KINDS[kind].title, stem) for slug, origin, kind, stem in rows)


def _open(db: Session, revisions: AnySelect, now: datetime) -> tuple[Open, ...]:
    """Assignments before their end and rooms before theirs, that ask one of the questions or have it in an attempt."""
    fixed = select(ActivityQuestion.activity_id).where(ActivityQuestion.question_revision_id.in_(revisions))
    drawn = (
        select(Attempt.activity_id, func.count(Attempt.id.distinct()).label("running"))
        .join(Asked, Asked.attempt_id == Attempt.id)
        .where(Asked.question_revision_id.in_(revisions), Attempt.finished_at.is_(None))
        .where(Attempt.activity_id.is_not(None))
        .group_by(Attempt.activity_id)
        .subquery()
    )
    still = or_(
        Room.code.is_not(None),
        and_(Room.activity_id.is_(None), or_(Activity.closes_at.is_(None), Activity.closes_at > now)),
    )
    rows = db.execute(
        select(Activity.kind, Activity.title, Activity.closes_at, func.coalesce(drawn.c.running, 0))
        .outerjoin(Room, Room.activity_id == Activity.id)
        .outerjoin(drawn, drawn.c.activity_id == Activity.id)
        .where(or_(Activity.id.in_(fixed), drawn.c.running > 0), still)
        .order_by(Activity.id)
    )
    return tuple(Open(*row) for row in rows)


def asked_against(revision_id: int) -> AnySelect:
    """A statement for the internal ids of the question revisions that test this revision of a fact."""
    return select(QuestionRevisionFact.question_revision_id).where(
        QuestionRevisionFact.fact_revision_id == revision_id, QuestionRevisionFact.role == "tested"
    )


def _results(db: Session, revision_id: int) -> Results:
    row = db.execute(
        select(func.count(Answer.id), func.count(Attempt.activity_id.distinct()))
        .select_from(Asked)
        .join(Answer, Answer.asked_id == Asked.id)
        .join(Attempt, Attempt.id == Asked.attempt_id)
        .where(Asked.question_revision_id.in_(asked_against(revision_id)))
    ).one()
    return Results(*row)


def _certificates(db: Session, bank_id: int, slug: str, now: datetime) -> tuple[tuple[str, str], ...]:
    """Looked through one by one: JSON is searched otherwise in each database."""
    rows = db.execute(
        select(Certificate.holder, Certificate.title, Certificate.facts)
        .where(Certificate.bank_id == bank_id, Certificate.expires_at > now)
        .order_by(Certificate.id)
    )
    return tuple((holder, title) for holder, title, facts in rows if _holds(facts, slug))


def _holds(facts: Sequence[dict[str, object]], slug: str) -> bool:
    return any(each["slug"] == slug for each in facts)

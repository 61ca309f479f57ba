"""Bring Elo ratings up to date with the answers graded since the last time: in batches, never one hot row a room."""

from sqlalchemy import func, insert, select, text, update
from sqlalchemy.orm import Session

from quizapp.core.rating import Rating
from quizapp.core.rating import update as moved
from quizapp.storage.models import Activity, Answer, Asked, Attempt, Grading, Player, QuestionRevision, Room
from quizapp.storage.models import Rating as RatingRow
from quizapp.storage.ratings import elos
from quizapp.storage.types import AnyRow

BATCH = 50
"""Some 20 ms of work, in which nothing else is answered."""
_FIRST = (
    select(
        *(Grading.id, Attempt.learner_id, QuestionRevision.question_id, Grading.score, QuestionRevision.guess_rate),
        *(Asked.released_at, Activity.kind, Player.state),
    )
    .join(Answer, Answer.id == Grading.answer_id)
    .join(Asked, Asked.id == Answer.asked_id)
    .join(Attempt, Attempt.id == Asked.attempt_id)
    .join(QuestionRevision, QuestionRevision.id == Asked.question_revision_id)
    .outerjoin(Activity, Activity.id == Attempt.activity_id)
    .outerjoin(Player, Player.attempt_id == Attempt.id)
    .where(Grading.number == 1)
)


def rate(db: Session, after: int) -> int:
    """Look at up to BATCH first gradings with an id above `after`; returns the id of the last one.

    What is told counts: nothing of a rehearsal, of a skipped question, or of who was taken out. Where a room that goes
    on has graded what it does not tell yet, that and all after it waits.
    """
    _wait_for_writers(db)
    found = _gradings(db, after)
    rows = [row for row in found if _counts(row)]
    learners = elos(db, "learner", [row.learner_id for row in rows])
    questions = elos(db, "question", [row.question_id for row in rows])
    known = {("learner", each) for each in learners} | {("question", each) for each in questions}
    for row in rows:
        learners[row.learner_id], questions[row.question_id] = moved(
            learners.get(row.learner_id, Rating()),
            questions.get(row.question_id, Rating()),
            row.score,
            row.guess_rate,
        )
    _store(db, "learner", learners, known)
    _store(db, "question", questions, known)
    return found[-1].id if found else after


def _gradings(db: Session, after: int) -> list[AnyRow]:
    rows = _FIRST.where(Grading.id > after)
    running = select(Room.activity_id).where(Room.code.is_not(None))
    not_told = rows.where(Asked.released_at.is_(None), Activity.kind == "room", Activity.id.in_(running))
    stop = db.scalar(not_told.with_only_columns(func.min(Grading.id)))
    if stop is not None:
        rows = rows.where(Grading.id < stop)
    return list(db.execute(rows.order_by(Grading.id).limit(BATCH)))


def _counts(row: AnyRow) -> bool:
    return row.released_at is not None and row.kind != "rehearsal" and row.state != "out"


def _wait_for_writers(db: Session) -> None:
    """Let those who are storing gradings finish, so that none with a lower id turns up after a higher one is counted.

    PostgreSQL gives out ids before transactions end. Answering waits meanwhile: for one batch, once a minute.
    """
    if db.get_bind().dialect.name != "sqlite":  # There, whoever writes is alone.
        db.execute(text("LOCK TABLE grading IN SHARE MODE"))


def _store(db: Session, subject: str, ratings: dict[int, Rating], known: set[tuple[str, int]]) -> None:
    rows = [
        {"subject": subject, "subject_id": subject_id, "n": rating.n, "value": rating.value}
        for subject_id, rating in ratings.items()
    ]
    old = [row for row in rows if (subject, row["subject_id"]) in known]
    if new := [row for row in rows if (subject, row["subject_id"]) not in known]:
        db.execute(insert(RatingRow), new)
    if old:
        db.execute(update(RatingRow), old)

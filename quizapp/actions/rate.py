"""Bring Elo ratings up to date with the answers graded since the last time: in batches, never one hot row a room."""

from sqlalchemy import insert, select, text, update
from sqlalchemy.orm import Session

from quizapp.core.rating import Rating
from quizapp.core.rating import update as moved
from quizapp.storage.models import Answer, Asked, Attempt, Grading, QuestionRevision
from quizapp.storage.models import Rating as RatingRow
from quizapp.storage.ratings import elos

BATCH = 50
"""Some 20 ms of work, in which nothing else is answered."""


def rate(db: Session, after: int) -> int:
    """Count in up to BATCH first gradings with an id above `after`; returns the id of the last one counted."""
    _wait_for_writers(db)
    rows = db.execute(
        select(
            Grading.id,
            Attempt.learner_id,
            QuestionRevision.question_id,
            Grading.score,
            QuestionRevision.guess_rate,
        )
        .join(Answer, Answer.id == Grading.answer_id)
        .join(Asked, Asked.id == Answer.asked_id)
        .join(Attempt, Attempt.id == Asked.attempt_id)
        .join(QuestionRevision, QuestionRevision.id == Asked.question_revision_id)
        .where(Grading.id > after, Grading.number == 1)
        .order_by(Grading.id)
        .limit(BATCH)
    ).all()
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
    return rows[-1].id if rows else after


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

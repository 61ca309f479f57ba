"""All rows. Internal keys are integers, public ids unguessable, times UTC, choices text."""

from quizapp.storage.models.bank import (
    Bank,
    Edition,
    Evidence,
    Fact,
    FactLink,
    FactRevision,
    Question,
    QuestionRevision,
    QuestionRevisionFact,
    SentenceRevision,
    Source,
)
from quizapp.storage.models.learner import Learner, LearnerBank, Session, Tally, Token, User
from quizapp.storage.models.practice import Activity, Answer, Asked, Attempt, Grading
from quizapp.storage.models.study import Audit, Fit, Job, Memory, Note, Rating, Review

__all__ = [
    "Activity",
    "Answer",
    "Asked",
    "Attempt",
    "Audit",
    "Bank",
    "Edition",
    "Evidence",
    "Fact",
    "FactLink",
    "FactRevision",
    "Fit",
    "Grading",
    "Job",
    "Learner",
    "LearnerBank",
    "Memory",
    "Note",
    "Question",
    "QuestionRevision",
    "QuestionRevisionFact",
    "Rating",
    "Review",
    "SentenceRevision",
    "Session",
    "Source",
    "Tally",
    "Token",
    "User",
]

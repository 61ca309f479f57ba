"""What somebody did for banks: reports, shares, remarks, the articles and workspaces they brought in, corrections."""

from typing import Any

from sqlalchemy import or_, select

from quizapp.storage.export.section import Section
from quizapp.storage.models import (
    Article,
    Bank,
    BankShare,
    Comment,
    Correction,
    Fact,
    Learner,
    Notice,
    Question,
    QuestionRevision,
    Report,
    Workspace,
)
from quizapp.storage.types import AnySelect


def sections(learner_id: int) -> list[Section]:
    """All of it. What a bank holds by their hand is exported with the bank."""
    user_id = select(Learner.user_id).where(Learner.id == learner_id).scalar_subquery()
    return [
        Section("reports", _reports(learner_id)),
        Section("notices", _notices(learner_id)),
        Section("shares", _shares(user_id)),
        Section("comments", _comments(user_id)),
        Section("articles", _articles(user_id)),
        Section("workspaces", _workspaces(user_id)),
        Section("corrections", _corrections(user_id)),
    ]


def _reports(learner_id: int) -> AnySelect:
    """With what they were told. Who told them is not."""
    return (
        select(
            Report.public_id,
            Bank.slug.label("bank"),
            Fact.slug.label("fact"),
            Question.slug.label("question"),
            Report.kind,
            Report.text,
            Report.at,
            Report.closed_at,
            Report.outcome,
            Report.answer,
        )
        .join(Bank, Bank.id == Report.bank_id)
        .outerjoin(Fact, Fact.id == Report.fact_id)
        .outerjoin(QuestionRevision, QuestionRevision.id == Report.question_revision_id)
        .outerjoin(Question, Question.id == QuestionRevision.question_id)
        .where(Report.learner_id == learner_id)
        .order_by(Report.id)
    )


def _notices(learner_id: int) -> AnySelect:
    return (
        select(Correction.public_id.label("correction"), Notice.made_at, Notice.seen_at, Notice.damped_at)
        .join(Correction, Correction.id == Notice.correction_id)
        .where(Notice.learner_id == learner_id)
        .order_by(Notice.correction_id)
    )


def _shares(user_id: Any) -> AnySelect:
    """Banks that are shared with them."""
    return (
        select(Bank.slug.label("bank"), BankShare.edits, BankShare.since)
        .join(Bank, Bank.id == BankShare.bank_id)
        .where(BankShare.user_id == user_id)
        .order_by(Bank.id)
    )


def _comments(user_id: Any) -> AnySelect:
    return (
        select(Bank.slug.label("bank"), Comment.subject, Comment.line, Comment.text, Comment.at, Comment.settled_at)
        .join(Bank, Bank.id == Comment.bank_id)
        .where(Comment.by_id == user_id)
        .order_by(Comment.id)
    )


def _articles(user_id: Any) -> AnySelect:
    return (
        select(
            Bank.slug.label("bank"),
            Article.number,
            Article.title,
            Article.text,
            Article.rights,
            Article.quotable,
            Article.at,
        )
        .join(Bank, Bank.id == Article.bank_id)
        .where(Article.by_id == user_id)
        .order_by(Article.id)
    )


def _workspaces(user_id: Any) -> AnySelect:
    """Those that they were the last to save."""
    return (
        select(Bank.slug.label("bank"), Workspace.version, Workspace.data, Workspace.at)
        .join(Bank, Bank.id == Workspace.bank_id)
        .where(Workspace.by_id == user_id)
        .order_by(Workspace.bank_id)
    )


def _corrections(user_id: Any) -> AnySelect:
    """Those that they made, or read as the second person."""
    return (
        select(
            Correction.public_id,
            Bank.slug.label("bank"),
            Fact.slug.label("fact"),
            Correction.kind,
            Correction.before,
            Correction.after,
            Correction.since,
            Correction.source,
            Correction.reason,
            Correction.edition,
            Correction.at,
        )
        .join(Bank, Bank.id == Correction.bank_id)
        .join(Fact, Fact.id == Correction.fact_id)
        .where(or_(Correction.by_id == user_id, Correction.read_by_id == user_id))
        .order_by(Correction.id)
    )

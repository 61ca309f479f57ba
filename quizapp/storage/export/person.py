"""Who a learner is: account, settings, browsers, banks, ratings, and what the log of changes says about them."""

from typing import Any

from sqlalchemy import case, or_, select

from quizapp.storage.export.section import Section
from quizapp.storage.models import (
    Activity,
    Audit,
    Bank,
    Fit,
    Learner,
    LearnerBank,
    MetBank,
    Rating,
    Session,
    Token,
    User,
)
from quizapp.storage.types import AnySelect


def sections(learner_id: int) -> list[Section]:
    """All of the person, without passwords and secrets, and without who else did something to them."""
    return [
        Section("account", _account(learner_id)),
        Section("learner", _learner(learner_id)),
        Section("merged", _merged(learner_id)),
        Section("banks", _banks(learner_id)),
        Section("banks_met", _banks_met(learner_id)),
        Section("fits", _fits(learner_id)),
        Section("ratings", _ratings(learner_id)),
        Section("sessions", select(Session.created_at, Session.expires_at).where(Session.learner_id == learner_id)),
        Section("links", _links(learner_id)),
        Section("activities", _activities(learner_id)),
        Section("audit", _audit(learner_id)),
    ]


def _account(learner_id: int) -> AnySelect:
    return (
        select(User.public_id, User.name, User.shown_name, User.email, User.role, User.created_at)
        .join(Learner, Learner.user_id == User.id)
        .where(Learner.id == learner_id)
    )


def _learner(learner_id: int) -> AnySelect:
    return select(
        Learner.public_id,
        Learner.zone,
        Learner.rollover,
        Learner.settings,
        Learner.created_at,
        Learner.last_seen_at,
        Learner.expires_at,
        Learner.lasts_days,
    ).where(Learner.id == learner_id)


def _merged(learner_id: int) -> AnySelect:
    """What is left of guests that became part of this learner."""
    return select(Learner.public_id, Learner.created_at, Learner.last_seen_at, Learner.expires_at).where(
        Learner.merged_into_id == learner_id
    )


def _banks(learner_id: int) -> AnySelect:
    return (
        select(Bank.slug.label("bank"), LearnerBank.since, LearnerBank.paused)
        .join(Bank, Bank.id == LearnerBank.bank_id)
        .where(LearnerBank.learner_id == learner_id)
    )


def _banks_met(learner_id: int) -> AnySelect:
    """The banks, by edition, of which every fact was met."""
    return (
        select(Bank.slug.label("bank"), MetBank.edition)
        .join(Bank, Bank.id == MetBank.bank_id)
        .where(MetBank.learner_id == learner_id)
    )


def _fits(learner_id: int) -> AnySelect:
    columns = (Fit.at, Fit.reviews, Fit.parameters, Fit.default_loss, Fit.fitted_loss, Fit.adopted)
    return select(*columns).where(Fit.learner_id == learner_id).order_by(Fit.id)


def _ratings(learner_id: int) -> AnySelect:
    return select(Rating.n, Rating.value).where(Rating.subject == "learner", Rating.subject_id == learner_id)


def _links(learner_id: int) -> AnySelect:
    """One-time links, without the link."""
    return select(Token.purpose, Token.expires_at, Token.used_at).where(Token.subject.in_(_names(learner_id)))


def _activities(learner_id: int) -> AnySelect:
    """What this person runs for others."""
    return (
        select(
            Activity.public_id,
            Activity.kind,
            Activity.title,
            Activity.settings,
            Activity.opens_at,
            Activity.closes_at,
            Activity.created_at,
        )
        .join(Learner, Learner.user_id == Activity.owner_id)
        .where(Learner.id == learner_id)
    )


def _audit(learner_id: int) -> AnySelect:
    """What they did, and what was done to them: of the first, how the subject was before may be about somebody else."""
    names = _names(learner_id)
    about_them = Audit.subject.in_(names)
    return (
        select(
            Audit.at,
            Audit.action,
            Audit.subject,
            Audit.why,
            case((about_them, Audit.before)).label("before"),
            case((about_them, Audit.after)).label("after"),
            Audit.who.in_(names).label("by_you"),
        )
        .where(or_(Audit.who.in_(names), about_them))
        .order_by(Audit.id)
    )


def _names(learner_id: int) -> Any:
    """The public ids under which this person stands in tables without keys."""
    learners = select(Learner.public_id).where(or_(Learner.id == learner_id, Learner.merged_into_id == learner_id))
    return learners.union_all(
        select(User.public_id).join(Learner, Learner.user_id == User.id).where(Learner.id == learner_id)
    )

"""Programmes and cohorts somebody runs, what they have read, and their certificates."""

from typing import Any

from sqlalchemy import select

from quizapp.storage.export.section import Section
from quizapp.storage.models import Bank, Certificate, Cohort, Learner, Programme, Reading, SchoolClass
from quizapp.storage.types import AnySelect


def sections(learner_id: int) -> list[Section]:
    """All of it."""
    user_id = select(Learner.user_id).where(Learner.id == learner_id).scalar_subquery()
    return [
        Section("programmes", _programmes(user_id)),
        Section("cohorts", _cohorts(user_id)),
        Section("readings", _readings(learner_id)),
        Section("certificates", _certificates(learner_id)),
    ]


def _programmes(user_id: Any) -> AnySelect:
    return (
        select(
            Programme.public_id,
            Bank.slug.label("bank"),
            Programme.title,
            Programme.settings,
            Programme.created_at,
            Programme.archived_at,
        )
        .join(Bank, Bank.id == Programme.bank_id)
        .where(Programme.owner_id == user_id)
        .order_by(Programme.id)
    )


def _cohorts(user_id: Any) -> AnySelect:
    return (
        select(
            Cohort.public_id,
            Programme.public_id.label("programme"),
            SchoolClass.public_id.label("class"),
            Cohort.deadline,
            Cohort.created_at,
        )
        .join(Programme, Programme.id == Cohort.programme_id)
        .join(SchoolClass, SchoolClass.id == Cohort.class_id)
        .where(Programme.owner_id == user_id)
        .order_by(Cohort.id)
    )


def _readings(learner_id: int) -> AnySelect:
    return (
        select(Cohort.public_id.label("cohort"), Reading.read_at)
        .join(Cohort, Cohort.id == Reading.cohort_id)
        .where(Reading.learner_id == learner_id)
        .order_by(Reading.cohort_id)
    )


def _certificates(learner_id: int) -> AnySelect:
    return (
        select(
            Certificate.public_id,
            Certificate.holder,
            Certificate.title,
            Bank.slug.label("bank"),
            Certificate.facts,
            Certificate.score,
            Certificate.issued_at,
            Certificate.expires_at,
        )
        .join(Bank, Bank.id == Certificate.bank_id)
        .where(Certificate.learner_id == learner_id)
        .order_by(Certificate.id)
    )

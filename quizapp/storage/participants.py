"""How far the participants of a cohort are: read from their attempts and memories, and from nothing else they do."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from quizapp.core.memory import Memory
from quizapp.core.onboarding import Progress, forecast, is_repeated
from quizapp.storage import certificates, certified
from quizapp.storage.certificates import CertificateRow
from quizapp.storage.models import Answer, Asked, Attempt, Edition, Member, Reading, Review
from quizapp.storage.programmes import CohortRow
from quizapp.storage.results.course import memories


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody in a cohort, with their latest certificate."""

    learner_id: int
    name: str
    progress: Progress
    certificate: CertificateRow | None


def everybody(db: Session, cohort: CohortRow, today: date, deadline: date, now: datetime) -> list[Participant]:
    """All participants by name; `today` and `deadline` are study days."""
    return _participants(db, cohort, _members(db, cohort, None), today, deadline, now)


def one(
    db: Session, cohort: CohortRow, learner_id: int, today: date, deadline: date, now: datetime
) -> Participant | None:
    """One participant; None for who is not in it."""
    found = _participants(db, cohort, _members(db, cohort, learner_id), today, deadline, now)
    return found[0] if found else None


Joined = Mapping[int, tuple[str, datetime]]
"""Name, and when they came, by learner."""


def _members(db: Session, cohort: CohortRow, learner_id: int | None) -> Joined:
    query = (
        select(Member.learner_id, Member.name, Member.joined_at)
        .where(Member.class_id == cohort.class_id, Member.removed_at.is_(None))
        .order_by(func.lower(Member.name), Member.id)
    )
    rows = db.execute(query if learner_id is None else query.where(Member.learner_id == learner_id))
    return {who: (name, joined_at) for who, name, joined_at in rows}


def _participants(
    db: Session, cohort: CohortRow, members: Joined, today: date, deadline: date, now: datetime
) -> list[Participant]:
    must = certified.must_know(db, cohort.programme.bank_id)
    tested, read = pretested(db, cohort, members), _read(db, cohort, members)
    drilled, days = practised(db, cohort, members), _study_days(db, members, must)
    known = memories(db, list(members), must)
    held = certificates.of_learners(db, cohort.programme.id, members)

    def progress(who: int) -> Progress:
        mine: list[Memory | None] = [known.get(fact, {}).get(who) for fact in must]
        repeated = [is_repeated(state, days.get((who, fact), 0), today) for fact, state in zip(must, mine, strict=True)]
        certificate = held.get(who)
        expired = certificate is not None and certificate.expires_at <= now
        return Progress(
            who in tested, who in read, drilled.get(who, 0), sum(repeated), len(must),
            forecast(mine, max(today, deadline)), certificate is not None, expired,
        )  # fmt: skip

    return [Participant(who, name, progress(who), held.get(who)) for who, (name, _) in members.items()]


def pretested(db: Session, cohort: CohortRow, learner_ids: Collection[int]) -> set[int]:
    """Who has handed in the pre-test."""
    done = (Attempt.activity_id == cohort.pretest, Attempt.finished_at.is_not(None))
    return set(db.scalars(select(Attempt.learner_id).where(*done, Attempt.learner_id.in_(learner_ids))))


def _read(db: Session, cohort: CohortRow, learner_ids: Collection[int]) -> set[int]:
    read = (Reading.cohort_id == cohort.id, Reading.learner_id.in_(learner_ids))
    return set(db.scalars(select(Reading.learner_id).where(*read)))


def practised(db: Session, cohort: CohortRow, members: Joined) -> dict[int, int]:
    """How many questions of the bank each participant answered in practice since they came."""
    rows = db.execute(
        select(Attempt.learner_id, func.count())
        .join(Asked, Asked.attempt_id == Attempt.id)
        .join(Answer, Answer.asked_id == Asked.id)
        .join(Edition, Edition.id == Asked.edition_id)
        .join(Member, Member.learner_id == Attempt.learner_id)
        .where(
            Attempt.learner_id.in_(members),
            Attempt.purpose == "practice",
            Edition.bank_id == cohort.programme.bank_id,
            Member.class_id == cohort.class_id,
            Answer.given_at >= Member.joined_at,
        )
        .group_by(Attempt.learner_id)
    )
    return {who: count for who, count in rows}


def _study_days(db: Session, members: Joined, facts: Sequence[int]) -> dict[tuple[int, int], int]:
    """On how many study days each participant met each fact; what was undone does not count."""
    undone = aliased(Review)
    rows = db.execute(
        select(Review.learner_id, Review.fact_id, func.count(Review.study_day.distinct()))
        .outerjoin(undone, undone.voids_id == Review.id)
        .where(
            Review.learner_id.in_(members),
            Review.fact_id.in_(facts),
            Review.type.in_(("answer", "card")),
            undone.id.is_(None),
        )
        .group_by(Review.learner_id, Review.fact_id)
    )
    return {(who, fact): count for who, fact, count in rows}

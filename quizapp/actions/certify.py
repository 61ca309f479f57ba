"""Certify: judge a certification that is over and, where it is passed, give the certificate; renew one."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.core.certification import Marked, Verdict, judge
from quizapp.storage import asked, certificates, certified, classes, programmes
from quizapp.storage.asked import Item
from quizapp.storage.assignments import CERTIFICATION
from quizapp.storage.certificates import CertificateRow
from quizapp.storage.models import Attempt, Certificate, Edition
from quizapp.storage.programmes import CohortRow


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a certificate is given on: an attempt, or none, as of an edition; and the one whose place it takes."""

    edition_id: int
    points: float
    of: int
    attempt_id: int | None
    before: CertificateRow | None


def certify(db: Session, attempt_id: int, now: datetime) -> None:
    """Give the certificate that an attempt earned, by internal id; of any other attempt, nothing.

    Its answers are graded. Doing it twice does it once. The caller has begun to write for the learner, and commits.
    """
    attempt = db.get(Attempt, attempt_id)
    if attempt is None or attempt.purpose != CERTIFICATION or certificates.of_attempt(db, attempt_id):
        return
    cohort = programmes.of_activity(db, attempt.activity_id or 0)
    if cohort is None or attempt.edition_id is None:
        return
    items = asked.items(db, attempt_id)
    verdict = verdict_of(db, cohort, items)
    if not verdict.passed:
        return
    before = certificates.of_learners(db, cohort.programme.id, [attempt.learner_id]).get(attempt.learner_id)
    grounds = Grounds(attempt.edition_id, verdict.points, verdict.of, attempt_id, before)
    _give(db, cohort, attempt.learner_id, grounds, {fact for item in items for fact in item.fact_ids}, now)


def confirm(db: Session, cohort: CohortRow, before: CertificateRow, now: datetime) -> str:
    """Renew a certificate of which nothing that could be asked has changed; returns the new one's public id.

    The caller has begun to write for its learner, has made sure of that (`storage.eligibility`), and commits.
    """
    edition_id = db.scalars(
        select(Edition.id).where(Edition.bank_id == before.bank_id).order_by(Edition.number.desc()).limit(1)
    ).one()
    grounds = Grounds(edition_id, before.points, before.of, None, before)
    return _give(db, cohort, before.learner_id or 0, grounds, (), now)


def verdict_of(db: Session, cohort: CohortRow, items: Sequence[Item]) -> Verdict:
    """What a certification came to; to be told only once it is handed in."""
    settings = cohort.programme.settings
    must = certified.must_know(db, cohort.programme.bank_id)
    return judge(map(_marked, items), must, settings.pass_mark, settings.every_must)


def _marked(item: Item) -> Marked:
    if item.grade is None:
        return Marked(0.0, dict.fromkeys(item.fact_ids, 0.0))
    grade = item.grade
    return Marked(grade.score, {fact: grade.parts.get(str(fact), grade.score) for fact in item.fact_ids})


def _give(
    db: Session, cohort: CohortRow, learner_id: int, grounds: Grounds, tested: Collection[int], now: datetime
) -> str:
    """Freeze the facts as they stand in the edition: those tested, and those certified before that are still live."""
    before, settings = grounds.before, cohort.programme.settings
    slugs = {each.slug for each in before.facts} if before else set()
    facts = certified.frozen(db, grounds.edition_id, slugs, tested)
    made = Certificate(
        learner_id=learner_id,
        programme_id=cohort.programme.id,
        holder=classes.name_in(db, cohort.class_id, learner_id),
        title=cohort.programme.title,
        bank_id=cohort.programme.bank_id,
        edition_id=grounds.edition_id,
        facts=[each.data() for each in facts],
        score={"points": grounds.points, "of": grounds.of, "pass_mark": settings.pass_mark},
        issued_at=now,
        expires_at=now + timedelta(days=settings.valid_days),
        attempt_id=grounds.attempt_id,
        renews_id=before.id if before else None,
    )
    db.add(made)
    db.flush()
    return made.public_id

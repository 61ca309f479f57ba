"""Certify: judge a certification that is over and, where it is passed, give the certificate; renew one."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.core.certification import Marked, Terms, Verdict, judge, terms_from
from quizapp.storage import asked, attempts, certificates, certified, classes, programmes, rulings
from quizapp.storage.asked import Item
from quizapp.storage.assignments import CERTIFICATION
from quizapp.storage.attempts import AttemptRow
from quizapp.storage.certificates import CertificateRow
from quizapp.storage.models import Attempt, Certificate, Edition
from quizapp.storage.programmes import CohortRow


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a certificate is given on: an attempt, or none, as of an edition; and the one whose place it takes."""

    edition_id: int
    points: float
    of: int
    pass_mark: int
    """In per cent, as it was when that score was earned."""
    attempt_id: int | None
    before: CertificateRow | None


def certify(db: Session, attempt_id: int, now: datetime) -> None:
    """Give the certificate that an attempt earned, by internal id; of any other attempt, nothing.

    Its answers are graded. Doing it twice does it once, and nobody is given one for an attempt from before the one they
    hold. The caller has begun to write for the learner, and commits.
    """
    attempt = attempts.by_id(db, attempt_id)
    if attempt is None or attempt.purpose != CERTIFICATION or certificates.of_attempt(db, attempt_id):
        return
    cohort = programmes.of_activity(db, attempt.activity_id or 0)
    before = _held(db, cohort, attempt.learner_id) if cohort else None
    if cohort is None or (before and before.issued_at > attempt.started_at):
        return
    items = asked.items(db, attempt_id)
    terms = terms_of(db, cohort, attempt, items)
    verdict = verdict_of(db, terms, attempt, items)
    if verdict.passed:
        edition_id = db.scalars(select(Attempt.edition_id).where(Attempt.id == attempt_id)).one() or 0
        grounds = Grounds(edition_id, verdict.points, verdict.of, terms.pass_mark, attempt_id, before)
        tested = {fact for item in _counted(db, attempt, items) for fact in item.fact_ids}
        _give(db, cohort, attempt.learner_id, grounds, tested, now)


def certify_anew(db: Session, activity_id: int, learner_ids: Collection[int], now: datetime) -> None:
    """After a ruling: give their certificates to those of some learners who have passed by it, and had not before.

    Those that were given stay: nobody loses one because of a question. The caller holds the learners' locks.
    """
    done = (Attempt.activity_id == activity_id, Attempt.purpose == CERTIFICATION, Attempt.finished_at.is_not(None))
    own = Attempt.learner_id.in_(learner_ids)
    for attempt_id in list(db.scalars(select(Attempt.id).where(*done, own).order_by(Attempt.started_at, Attempt.id))):
        certify(db, attempt_id, now)


def _held(db: Session, cohort: CohortRow, learner_id: int) -> CertificateRow | None:
    return certificates.of_learners(db, cohort.programme.id, [learner_id]).get(learner_id)


def confirm(db: Session, cohort: CohortRow, before: CertificateRow, now: datetime) -> str:
    """Renew a certificate of which nothing that could be asked has changed; returns the new one's public id.

    The caller has begun to write for its learner, has made sure of that (`storage.eligibility`), and commits.
    """
    edition_id = db.scalars(
        select(Edition.id).where(Edition.bank_id == before.bank_id).order_by(Edition.number.desc()).limit(1)
    ).one()
    grounds = Grounds(edition_id, before.points, before.of, before.pass_mark, None, before)
    return _give(db, cohort, before.learner_id or 0, grounds, (), now)


def terms_of(db: Session, cohort: CohortRow, attempt: AttemptRow, items: Sequence[Item]) -> Terms:
    """What passed an attempt when it began; of one from before that was kept, what passes now, of what it asked."""
    if "terms" in attempt.settings:
        return terms_from(attempt.settings["terms"])
    settings, asked_facts = cohort.programme.settings, {fact for item in items for fact in item.fact_ids}
    must = asked_facts.intersection(certified.must_know(db, cohort.programme.bank_id))
    return Terms(settings.pass_mark, settings.every_must, tuple(must))


def verdict_of(db: Session, terms: Terms, attempt: AttemptRow, items: Sequence[Item]) -> Verdict:
    """What a test came to; to be told only once it is handed in. Questions dropped or withdrawn count for nothing."""
    excused = {fact for item in items for fact in item.fact_ids}
    excused |= set(attempt.settings.get("withdrawn", ()))
    return judge(map(_marked, _counted(db, attempt, items)), terms, excused)


def _counted(db: Session, attempt: AttemptRow, items: Sequence[Item]) -> list[Item]:
    dropped = rulings.dropped(db, attempt.activity_id or 0)
    return [item for item in items if item.question_revision_id not in dropped]


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
        score={"points": grounds.points, "of": grounds.of, "pass_mark": grounds.pass_mark},
        issued_at=now,
        expires_at=now + timedelta(days=settings.valid_days),
        attempt_id=grounds.attempt_id,
        renews_id=before.id if before else None,
    )
    db.add(made)
    db.flush()
    return made.public_id

"""Whether a participant may be certified now, and if not, why not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy.orm import Session

from quizapp.core.onboarding import Progress
from quizapp.storage import assignments, certificates, certified, programmes
from quizapp.storage.askable import unasked
from quizapp.storage.attempts import AttemptRow
from quizapp.storage.certificates import CertificateRow
from quizapp.storage.participants import Participant
from quizapp.storage.programmes import CohortRow, Place

Gate = Literal["running", "held", "pretest", "drill", "wait", "over", "unasked", "ready", "renew", "confirm"]
"""`over` is an archived cohort; `unasked` that no question asks some must-know fact; `renew` asks what has changed,
`confirm` nothing, since nothing has."""


@dataclass(frozen=True, slots=True)
class Eligibility:
    """How the gate stands; `attempt` goes on, `until` is when the wait ends, `facts` are those of a renewal."""

    gate: Gate
    attempt: AttemptRow | None = None
    until: datetime | None = None
    facts: Sequence[int] = ()

    @property
    def opens(self) -> bool:
        """Whether something may be begun or confirmed now."""
        return self.gate in ("ready", "renew", "confirm")


def eligibility(db: Session, cohort: CohortRow, who: Participant, now: datetime) -> Eligibility:
    """How the gate stands for a participant."""
    tried = assignments.attempts_of(db, cohort.certification, who.learner_id)
    going_on = next((each for each in tried if each.finished_at is None), None)
    if going_on:
        return Eligibility("running", going_on)
    certificate = who.certificate
    found = _renewal(db, certificate, now) if certificate else _first(cohort, who.progress)
    until = _waits(db, cohort, tried, certificate)
    if found.opens and cohort.archived:
        return Eligibility("over")
    if found.opens and until and until > now:
        return Eligibility("wait", until=until)
    return Eligibility("unasked") if _lacks(db, cohort, found) else found


def _first(cohort: CohortRow, progress: Progress) -> Eligibility:
    settings = cohort.programme.settings
    if not progress.pretest:
        return Eligibility("pretest")
    if settings.drill_first and progress.drilled < settings.drill:
        return Eligibility("drill")
    return Eligibility("ready")


def _renewal(db: Session, certificate: CertificateRow, now: datetime) -> Eligibility:
    marked = certified.marks(db, certificate)
    if certificate.expires_at > now and not marked:
        return Eligibility("held")
    facts = certified.changed(db, certificate, marked)
    return Eligibility("renew", facts=facts) if facts else Eligibility("confirm")


def _lacks(db: Session, cohort: CohortRow, found: Eligibility) -> bool:
    """Whether a must-know fact would have to be asked on which there is no question."""
    if found.gate not in ("ready", "renew"):
        return False
    lacking = {each.id for each in unasked(db, cohort.programme.bank_id)}
    return bool(lacking.intersection(found.facts) if found.facts else lacking)


def _waits(
    db: Session, cohort: CohortRow, tried: Sequence[AttemptRow], certificate: CertificateRow | None
) -> datetime | None:
    """Until when somebody waits who did not pass the last time."""
    last = tried[-1].finished_at if tried else None
    if last is None or (certificate and last <= certificate.issued_at):
        return None
    if certificates.of_attempt(db, tried[-1].id):
        return None
    return last + timedelta(hours=cohort.programme.settings.wait_hours)


def unfinished(db: Session, learner_id: int, now: datetime) -> list[Place]:
    """The cohorts a learner is in in which they hold no certificate that stands, the next deadline first."""
    return [place for place in programmes.attended(db, learner_id) if not _holds(db, place, learner_id, now)]


def _holds(db: Session, place: Place, learner_id: int, now: datetime) -> bool:
    found = certificates.of_learners(db, place.cohort.programme.id, [learner_id]).get(learner_id)
    return found is not None and certified.state(found, certified.marks(db, found), now) == "valid"

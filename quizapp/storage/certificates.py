"""Certificates: what they hold frozen, and what has happened since to the facts they are about."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import and_, exists, or_, select
from sqlalchemy.orm import Session, aliased

from quizapp.core.wilson import Share
from quizapp.storage.circulation import LIVE_FACT
from quizapp.storage.models import Bank, Certificate, Correction, Edition, Fact, FactRevision
from quizapp.storage.types import AnyRow, AnySelect

State = Literal["valid", "corrected", "expired", "renewed"]
MUST_KNOW = "must-know"


@dataclass(frozen=True, slots=True)
class Certified:
    """A fact as it was certified."""

    slug: str
    number: int
    revision_id: int
    statement: str
    importance: str

    def data(self) -> dict[str, Any]:
        """As JSON keeps it."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class CertificateRow:
    """A certificate. `holder` is empty where its name was removed; `renewed` that a later one took its place."""

    id: int
    public_id: str
    learner_id: int | None
    programme_id: int | None
    holder: str
    title: str
    bank_id: int
    bank: str
    bank_data: dict[str, Any]
    edition: int
    facts: tuple[Certified, ...]
    points: float
    of: int
    pass_mark: int
    issued_at: datetime
    expires_at: datetime
    attempt_id: int | None
    renews_id: int | None
    renewed: bool

    @property
    def share(self) -> Share | None:
        """The plain score with its interval; None where nothing was asked."""
        return Share(self.points, self.of) if self.of else None


@dataclass(frozen=True, slots=True)
class Mark:
    """What became of a certified fact: the row of the public corrections, and the fact as it was certified."""

    fact: Certified
    kind: str
    before: str
    after: str
    since: str
    source: str
    at: datetime


_LATER = aliased(Certificate)


def _certificates() -> AnySelect:
    return (
        select(
            *(Certificate.id, Certificate.public_id, Certificate.learner_id, Certificate.programme_id),
            *(Certificate.holder, Certificate.title, Certificate.bank_id, Bank.slug, Bank.data, Edition.number),
            *(Certificate.facts, Certificate.score, Certificate.issued_at, Certificate.expires_at),
            *(Certificate.attempt_id, Certificate.renews_id),
            exists().where(_LATER.renews_id == Certificate.id).label("renewed"),
        )
        .join(Bank, Bank.id == Certificate.bank_id)
        .join(Edition, Edition.id == Certificate.edition_id)
    )


def _row(row: AnyRow) -> CertificateRow:
    return CertificateRow(
        id=row.id,
        public_id=row.public_id,
        learner_id=row.learner_id,
        programme_id=row.programme_id,
        holder=row.holder,
        title=row.title,
        bank_id=row.bank_id,
        bank=row.slug,
        bank_data=row.data,
        edition=row.number,
        facts=tuple(Certified(**each) for each in row.facts),
        points=row.score["points"],
        of=row.score["of"],
        pass_mark=row.score["pass_mark"],
        issued_at=row.issued_at,
        expires_at=row.expires_at,
        attempt_id=row.attempt_id,
        renews_id=row.renews_id,
        renewed=bool(row.renewed),
    )


def by_public_id(db: Session, public_id: str) -> CertificateRow | None:
    """The certificate at that address."""
    row = db.execute(_certificates().where(Certificate.public_id == public_id)).one_or_none()
    return _row(row) if row else None


def by_id(db: Session, certificate_id: int) -> CertificateRow | None:
    """The certificate with that internal id."""
    row = db.execute(_certificates().where(Certificate.id == certificate_id)).one_or_none()
    return _row(row) if row else None


def renewal_of(db: Session, certificate_id: int) -> CertificateRow | None:
    """The certificate that took its place."""
    row = db.execute(_certificates().where(Certificate.renews_id == certificate_id)).one_or_none()
    return _row(row) if row else None


def of_attempt(db: Session, attempt_id: int) -> str | None:
    """The public id of the certificate that an attempt earned."""
    return db.scalar(select(Certificate.public_id).where(Certificate.attempt_id == attempt_id))


def of_learners(db: Session, programme_id: int, learner_ids: Collection[int]) -> dict[int, CertificateRow]:
    """The latest certificate of each learner in the programme with that internal id."""
    rows = db.execute(
        _certificates()
        .where(Certificate.programme_id == programme_id, Certificate.learner_id.in_(learner_ids))
        .order_by(Certificate.issued_at, Certificate.id)
    )
    return {row.learner_id: _row(row) for row in rows}


def marks(db: Session, certificate: CertificateRow) -> list[Mark]:
    """What was corrected, superseded or retracted of its facts since, the latest first.

    A correction that came while the certification was going on is of a later edition than the one it asked.
    """
    by_slug = {each.slug: each for each in certificate.facts}
    rows = db.execute(
        select(
            *(Fact.slug, Correction.kind, Correction.before, Correction.after),
            *(Correction.since, Correction.source, Correction.at),
        )
        .join(Fact, Fact.id == Correction.fact_id)
        .where(
            Correction.bank_id == certificate.bank_id,
            Fact.slug.in_(by_slug),
            or_(Correction.at > certificate.issued_at, Correction.edition > certificate.edition),
        )
        .order_by(Correction.at.desc(), Correction.id.desc())
    )
    return [Mark(by_slug[row.slug], row.kind, row.before, row.after, row.since, row.source, row.at) for row in rows]


def state(certificate: CertificateRow, marked: Sequence[Mark], now: datetime) -> State:
    """Where it stands: what took its place counts first, then time, then corrections."""
    if certificate.renewed:
        return "renewed"
    if certificate.expires_at <= now:
        return "expired"
    return "corrected" if marked else "valid"


def changed(db: Session, certificate: CertificateRow, marked: Sequence[Mark]) -> list[int]:
    """The facts a renewal asks: those that read otherwise now, and must-know facts that have come since.

    Internal ids. A fact that is no longer live has nothing to ask.
    """
    frozen = {each.slug: each.revision_id for each in certificate.facts}
    corrected = {each.fact.slug for each in marked}
    live = db.execute(
        select(Fact.id, Fact.slug, FactRevision.id, FactRevision.importance)
        .join(FactRevision, FactRevision.fact_id == Fact.id)
        .where(Fact.bank_id == certificate.bank_id, *LIVE_FACT)
        .order_by(Fact.id)
    )
    found = []
    for fact_id, slug, revision_id, importance in live:
        known = slug in frozen
        if (known and (frozen[slug] != revision_id or slug in corrected)) or (not known and importance == MUST_KNOW):
            found.append(fact_id)
    return found


def must_know(db: Session, bank_id: int) -> list[int]:
    """The live must-know facts of a bank, by internal id."""
    rows = db.scalars(
        select(Fact.id)
        .join(FactRevision, FactRevision.fact_id == Fact.id)
        .where(Fact.bank_id == bank_id, FactRevision.importance == MUST_KNOW, *LIVE_FACT)
        .order_by(Fact.id)
    )
    return list(rows)


def frozen(db: Session, edition_id: int, slugs: Collection[str] | None, fact_ids: Collection[int]) -> list[Certified]:
    """Facts as they stood in an edition, by slug or internal id; one that had no place in it is left out."""
    there = and_(
        FactRevision.from_edition <= Edition.number,
        or_(FactRevision.to_edition.is_(None), FactRevision.to_edition >= Edition.number),
    )
    rows = db.execute(
        select(
            *(Fact.slug, FactRevision.number, FactRevision.id),
            *(FactRevision.data["statement"].as_string(), FactRevision.importance),
        )
        .select_from(Edition)
        .join(Fact, Fact.bank_id == Edition.bank_id)
        .join(FactRevision, and_(FactRevision.fact_id == Fact.id, there))
        .where(Edition.id == edition_id, or_(Fact.id.in_(fact_ids), Fact.slug.in_(slugs or ())))
        .order_by(Fact.id)
    )
    return [Certified(*row) for row in rows]

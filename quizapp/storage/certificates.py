"""Certificates as they were given. Whether one still holds is told by `storage.certified`."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, aliased

from quizapp.core.wilson import Share
from quizapp.storage.models import Bank, Certificate, Edition
from quizapp.storage.types import AnyRow, AnySelect


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

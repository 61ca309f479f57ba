"""Certified facts: how they stood, and what has happened to them since, which is what a certificate's state is."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from quizapp.storage.certificates import CertificateRow, Certified
from quizapp.storage.circulation import LIVE_FACT
from quizapp.storage.models import Correction, Edition, Fact, FactRevision
from quizapp.storage.types import AnyRow

State = Literal["valid", "corrected", "expired", "renewed"]
MUST_KNOW = "must-know"


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


def marks(db: Session, certificate: CertificateRow) -> list[Mark]:
    """What was corrected, superseded or retracted of its facts since, the latest first."""
    return marks_of(db, [certificate])[certificate.id]


def marks_of(db: Session, certificates: Collection[CertificateRow]) -> dict[int, list[Mark]]:
    """The same of several certificates, by their internal ids, in one query.

    A correction that came while the certification was going on is of a later edition than the one it asked.
    """
    slugs = {fact.slug for each in certificates for fact in each.facts}
    rows = db.execute(
        select(
            *(Correction.bank_id, Fact.slug, Correction.kind, Correction.before, Correction.after),
            *(Correction.since, Correction.source, Correction.at, Correction.edition),
        )
        .join(Fact, Fact.id == Correction.fact_id)
        .where(Correction.bank_id.in_({each.bank_id for each in certificates}), Fact.slug.in_(slugs))
        .order_by(Correction.at.desc(), Correction.id.desc())
    ).all()
    return {each.id: _marks(each, rows) for each in certificates}


def _marks(certificate: CertificateRow, rows: Sequence[AnyRow]) -> list[Mark]:
    by_slug = {each.slug: each for each in certificate.facts}
    return [
        Mark(by_slug[row.slug], row.kind, row.before, row.after, row.since, row.source, row.at)
        for row in rows
        if row.bank_id == certificate.bank_id
        and row.slug in by_slug
        and (row.at > certificate.issued_at or row.edition > certificate.edition)
    ]


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

"""Sentences of a brief that prove a fact which was corrected since: the brief goes on saying what is so no more."""

from collections import defaultdict
from dataclasses import dataclass, replace

from sqlalchemy import bindparam, exists, select
from sqlalchemy.orm import Session, aliased

from quizapp.storage.circulation import LIVE_FACT
from quizapp.storage.database import send
from quizapp.storage.models import Correction, Evidence, FactRevision


@dataclass(frozen=True, slots=True)
class Overtaken:
    """What a sentence proved (`before`), and what is so by the latest correction: nothing where it was retracted."""

    fact_id: int
    before: str
    after: str
    since: str
    source: str


_NOW = aliased(Evidence)
_PROVES_STILL = (
    select(_NOW.id)
    .join(FactRevision, FactRevision.id == _NOW.fact_revision_id)
    .where(
        FactRevision.fact_id == Correction.fact_id,
        _NOW.sentence_revision_id == Evidence.sentence_revision_id,
        *LIVE_FACT,
    )
    .correlate(Correction, Evidence)
)
_OVERTAKEN = (
    select(
        Correction.fact_id,
        Correction.before,
        Correction.after,
        Correction.since,
        Correction.source,
        Evidence.sentence_revision_id,
        exists(_PROVES_STILL).label("still"),
    )
    .outerjoin(
        Evidence,
        (Evidence.fact_revision_id == Correction.from_revision_id) & Evidence.sentence_revision_id.is_not(None),
    )
    .where(Correction.bank_id == bindparam("bank_id"))
    .order_by(Correction.at, Correction.id)
)


def overtaken(db: Session, bank_id: int) -> dict[int, tuple[Overtaken, ...]]:
    """What was corrected of all that a bank's sentences prove, by internal id of the sentence revision."""
    latest: dict[int, Overtaken] = {}
    first: dict[int, dict[int, str]] = defaultdict(dict)
    for fact_id, before, after, since, source, sentence_id, still in send(db, _OVERTAKEN, {"bank_id": bank_id}):
        latest[fact_id] = Overtaken(fact_id, before, after, since, source)
        if sentence_id is not None and not still:
            first[sentence_id].setdefault(fact_id, before)
    return {
        sentence_id: tuple(replace(latest[fact_id], before=before) for fact_id, before in facts.items())
        for sentence_id, facts in first.items()
    }

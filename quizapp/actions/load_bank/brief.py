"""The parts of a bank that have no file digest of their own: what it says of itself, its sentences, its sources.

`bank.data["loaded"]` remembers the digest of each part as the files had it, and a part that did not change in the files
is left as it stands: what was edited in the app since then survives. When a part does change, the files win.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert, select, update

from quizapp.actions.load_bank.revisions import Load
from quizapp.core.bank import Bank
from quizapp.core.bank_data import meta_to_data
from quizapp.core.digest import digest
from quizapp.storage.models import SentenceRevision, Source

LOADED = "loaded"
_WORDING = ("position", "paragraph", "heading", "text")


@dataclass(frozen=True, slots=True)
class Ground:
    """What facts stand on: ids of the latest revisions of sentences, and of sources; and the bank's new `data`."""

    data: Mapping[str, Any]
    sentences: Mapping[str, int]
    sources: Mapping[str, int]
    changed: bool


def load_brief(load: Load, bank: Bank, data: Mapping[str, Any]) -> Ground:
    """Write what changed in the files since `data`, the bank's own, was stored."""
    about = meta_to_data(bank)
    parts = {"about": about, "sentences": bank.brief.sentences, "sources": bank.sources}
    digests = {name: digest(part) for name, part in parts.items()}
    before = data.get(LOADED, {})
    changed = {name for name in parts if digests[name] != before.get(name)}
    if "sentences" in changed:
        _write_sentences(load, bank)
    if "sources" in changed:
        _write_sources(load, bank)
    return Ground(
        data={**(about if "about" in changed else data), LOADED: digests},
        sentences=_sentence_ids(load),
        sources=_source_ids(load),
        changed=bool(changed),
    )


def _write_sentences(load: Load, bank: Bank) -> None:
    """Give every sentence that changed its words or place a new revision, and end those that are gone."""
    table = SentenceRevision
    known = {
        row.sid: row
        for row in load.session.execute(
            select(table.id, table.sid, table.number, table.to_edition, *(getattr(table, name) for name in _WORDING))
            .where(table.bank_id == load.bank_id)
            .order_by(table.number)
        )
    }
    live = {sid: row for sid, row in known.items() if row.to_edition is None}
    wanted = {
        sentence.id: (position, sentence.paragraph, sentence.heading, sentence.text)
        for position, sentence in enumerate(bank.brief.sentences, start=1)
    }
    stale = [row for sid, row in live.items() if wanted.get(sid) != tuple(getattr(row, name) for name in _WORDING)]
    kept = live.keys() - {row.sid for row in stale}
    new = [
        {
            "bank_id": load.bank_id,
            "sid": sid,
            "number": known[sid].number + 1 if sid in known else 1,
            **dict(zip(_WORDING, wording, strict=True)),
            "from_edition": load.edition,
            "to_edition": None,
        }
        for sid, wording in wanted.items()
        if sid not in kept
    ]
    if stale:
        load.session.execute(update(table), [{"id": row.id, "to_edition": load.edition - 1} for row in stale])
    if new:
        load.session.execute(insert(table), new)


def _write_sources(load: Load, bank: Bank) -> None:
    """Sources are corrected in place. One that is gone from the files stays: old evidence points to it."""
    known = _source_ids(load)
    rows = [
        {
            "bank_id": load.bank_id,
            "slug": source.id,
            "name": source.name,
            "date": str(source.date),
            "rights": source.rights,
        }
        for source in bank.sources
    ]
    if old := [{"id": known[row["slug"]], **row} for row in rows if row["slug"] in known]:
        load.session.execute(update(Source), old)
    if new := [row for row in rows if row["slug"] not in known]:
        load.session.execute(insert(Source), new)


def _sentence_ids(load: Load) -> dict[str, int]:
    table = SentenceRevision
    rows = load.session.execute(select(table.sid, table.id).where(table.bank_id == load.bank_id).order_by(table.number))
    return {sid: id for sid, id in rows}


def _source_ids(load: Load) -> dict[str, int]:
    rows = load.session.execute(select(Source.slug, Source.id).where(Source.bank_id == load.bank_id))
    return {slug: id for slug, id in rows}

"""The parts of a bank that have no file digest of their own: what it says of itself, its sentences, its sources.

`bank.data["loaded"]` remembers the digest of each part as the files had it, and a part that did not change in the files
is left as it stands: what was edited in the app since then survives. When a part does change in the files and was
edited in the app, too, what the files say waits in `bank.data["upstream"]` for an editor. Sources are no such part:
facts need them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert, select, update

from quizapp.actions.load_bank.revisions import Load
from quizapp.core.bank import Bank, Sentence
from quizapp.core.bank_data import meta_to_data
from quizapp.core.digest import digest
from quizapp.core.plain import plain
from quizapp.storage.models import SentenceRevision, Source

LOADED = "loaded"
UPSTREAM = "upstream"
_WORDING = ("position", "paragraph", "heading", "text")


@dataclass(frozen=True, slots=True)
class Ground:
    """What facts stand on: ids of the latest revisions of sentences, and of sources; and the bank's new `data`."""

    data: Mapping[str, Any]
    sentences: Mapping[str, int]
    sources: Mapping[str, int]
    changed: bool


def load_brief(load: Load, bank: Bank, data: Mapping[str, Any]) -> Ground:
    """Write what changed in the files since `data`, the bank's own, was stored; from the desk, what differs from it."""
    about = meta_to_data(bank)
    parts = {"about": about, "sentences": bank.brief.sentences, "sources": bank.sources}
    digests = {name: digest(part) for name, part in parts.items()}
    present, before = _present(load, data, about), data.get(LOADED, {})
    known = (present,) if load.desk else (before, present)
    changed = {name for name in parts if all(digests[name] != each.get(name) for each in known)}
    edited = {name for name in before if name != "sources" and present[name] not in (before[name], digests[name])}
    held = set() if load.desk else changed & edited
    written = changed - held
    if "sentences" in written:
        _write_sentences(load, bank)
    if "sources" in written:
        _write_sources(load, bank)
    waiting = {**data.get(UPSTREAM, {}), **{name: plain(parts[name]) for name in held}}
    return Ground(
        data={
            **(_without(data, about) | about if "about" in written else data),
            LOADED: before if load.desk else digests,
            **({UPSTREAM: waiting} if waiting else {}),
        },
        sentences=_sentence_ids(load),
        sources=_source_ids(load),
        changed=bool(written),
    )


def _without(data: Mapping[str, Any], about: Mapping[str, Any]) -> dict[str, Any]:
    """`data` without optional parts that the bank says nothing of any more."""
    return {name: value for name, value in data.items() if name != "dropped" or name in about}


def _present(load: Load, data: Mapping[str, Any], about: Mapping[str, Any]) -> dict[str, str]:
    """The digest of each part as the app has it now."""
    sentences = load.session.execute(
        select(SentenceRevision.sid, SentenceRevision.paragraph, SentenceRevision.text, SentenceRevision.heading)
        .where(SentenceRevision.bank_id == load.bank_id, SentenceRevision.to_edition.is_(None))
        .order_by(SentenceRevision.position)
    )
    sources = load.session.execute(
        select(Source.slug, Source.name, Source.date, Source.rights)
        .where(Source.bank_id == load.bank_id)
        .order_by(Source.id)
    )
    parts = {
        "about": {name: data[name] for name in about if name in data},
        "sentences": tuple(Sentence(*row) for row in sentences),
        "sources": [dict(zip(("id", "name", "date", "rights"), row, strict=True)) for row in sources],
    }
    return {name: digest(part) for name, part in parts.items()}


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

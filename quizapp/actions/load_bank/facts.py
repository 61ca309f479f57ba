"""Facts: their revisions, the evidence of each revision, and the links of those in circulation."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, insert, select

from quizapp.actions.load_bank.brief import Ground
from quizapp.actions.load_bank.history import FACTS, histories
from quizapp.actions.load_bank.items import Prepared
from quizapp.actions.load_bank.revisions import Changes, Load, Written, write
from quizapp.core.bank import Bank
from quizapp.core.fact import Fact
from quizapp.core.fact_data import fact_from_data
from quizapp.storage.models import Evidence, FactLink, FactRevision
from quizapp.storage.models import Fact as FactRow

CONTEXT = 32
"""Signs before and after a quote by which it is found again (a TextQuoteSelector of the W3C)."""


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts of a bank after a load.

    `live` are those in circulation, as the app has them, by slug; `as_filed` says that none differs from the files.
    `rows` has for every slug the fact's id and that of its live revision, or else of its last one. `fresh` are the
    slugs whose live revision is new.
    """

    live: Mapping[str, Fact]
    as_filed: bool
    rows: Mapping[str, tuple[int, int]]
    fresh: frozenset[str]
    changes: Changes


def load_facts(load: Load, prepared: Prepared, ground: Ground) -> Facts:
    """Write the facts that changed in the files, and tell what is in circulation then."""
    bank = prepared.bank
    known = histories(load.session, FACTS, load.bank_id)
    written = write(
        load,
        FACTS,
        known,
        prepared.facts.values(),
        gone=lambda slug: slug not in bank.fact,
        hold=lambda item: not ground.sentences.keys() >= set(bank.fact[item.slug].sentences),
    )
    _write_evidence(load, bank, ground, written)
    rows = {slug: (each.id, (each.current or each.revisions[-1]).id) for slug, each in known.items()}
    rows |= {item.slug: (fact_id, revision_id) for item, fact_id, revision_id in written.circulated}
    _write_links(load, [bank.fact[item.slug] for item, _, _ in written.circulated], rows)
    # What was edited in the app counts as it stands there, not as the files have it.
    edited = {} if load.desk else {slug: each for slug, each in known.items() if each.edited}
    live = {fact.id: fact for fact in bank.facts if fact.id not in edited}
    return Facts(
        live=live | _stored(load, [each.live.id for each in edited.values() if each.live]),
        as_filed=not edited,
        rows=rows,
        fresh=frozenset(item.slug for item, _, _ in written.circulated),
        changes=written.changes,
    )


def _stored(load: Load, revision_ids: list[int]) -> dict[str, Fact]:
    if not revision_ids:
        return {}
    found = load.session.scalars(select(FactRevision.data).where(FactRevision.id.in_(revision_ids)))
    return {fact.id: fact for fact in map(fact_from_data, found)}


def _write_evidence(load: Load, bank: Bank, ground: Ground, written: Written) -> None:
    """The proof of every new revision, by the sentences as they now stand.

    Evidence keeps pointing to the wording that proved it: a sentence that changes later shows which facts to look at.
    """
    rows = [
        {"fact_revision_id": revision_id, **piece}
        for item, _, revision_id in (*written.circulated, *written.drafted)
        for piece in _pieces(bank, bank.fact[item.slug], ground)
    ]
    if rows:
        load.session.execute(insert(Evidence), rows)


def _pieces(bank: Bank, fact: Fact, ground: Ground) -> Iterator[dict[str, Any]]:
    proved = [(number, quote) for number, quotes in enumerate(fact.evidence, start=1) for quote in quotes]
    for number, quote in proved:
        if sentence := ground.sentences.get(quote.sentence):
            prefix, suffix = _around(bank.sentence[quote.sentence].text, quote.words)
            place = {"sentence_revision_id": sentence, "source_id": None}
            yield {"set_number": number, **place, "quote": quote.words, "prefix": prefix, "suffix": suffix}
    if fact.source:
        place = {"sentence_revision_id": None, "source_id": ground.sources[fact.source]}
        yield {"set_number": 1, **place, "quote": "", "prefix": "", "suffix": ""}


def _around(text: str, words: str) -> tuple[str, str]:
    """What stands before and after the words in their sentence, as far as a selector tells it."""
    before, found, after = text.partition(words)
    return (before[-CONTEXT:], after[:CONTEXT]) if found else ("", "")


def _write_links(load: Load, facts: Iterable[Fact], rows: Mapping[str, tuple[int, int]]) -> None:
    """Bring the links that go out from `facts` up to date.

    The table says where the live facts lead; what a fact said earlier stands in its revisions, so rows may go here.
    """
    fact_ids = {rows[fact.id][0]: fact for fact in facts}
    stored = {
        (row.from_id, row.to_id, row.role): row.id
        for row in load.session.execute(
            select(FactLink.id, FactLink.from_id, FactLink.to_id, FactLink.role)
            .join(FactRow, FactRow.id == FactLink.from_id)
            .where(FactRow.bank_id == load.bank_id)
        )
        if row.from_id in fact_ids
    }
    # A dict, not a set: the order of the file is the order of the rows.
    wanted = dict.fromkeys((id, rows[link.to][0], link.role) for id, fact in fact_ids.items() for link in fact.links)
    if stale := [id for link, id in stored.items() if link not in wanted]:
        load.session.execute(delete(FactLink).where(FactLink.id.in_(stale)))
    if new := [link for link in wanted if link not in stored]:
        load.session.execute(insert(FactLink), [{"from_id": a, "to_id": b, "role": role} for a, b, role in new])

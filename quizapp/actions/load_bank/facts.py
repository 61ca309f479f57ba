"""Facts: their revisions, the evidence of each revision, and the links of those in circulation."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, insert, select

from quizapp.actions.load_bank.brief import Ground
from quizapp.actions.load_bank.revisions import FACTS, Changes, History, Item, Load, Written, histories, write
from quizapp.core.bank import Bank
from quizapp.core.digest import digest
from quizapp.core.fact import Fact
from quizapp.core.fact_data import fact_from_data, fact_to_data
from quizapp.core.folding import fold
from quizapp.storage.models import Evidence, FactLink, FactRevision
from quizapp.storage.models import Fact as FactRow


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts of a bank after a load.

    `live` are those in circulation, as the app has them, by slug. `rows` has for every slug the fact's id and that of
    its live revision, or else of its last one. `fresh` are the slugs whose live revision is new.
    """

    live: Mapping[str, Fact]
    rows: Mapping[str, tuple[int, int]]
    fresh: frozenset[str]
    changes: Changes


def load_facts(load: Load, bank: Bank, ground: Ground) -> Facts:
    """Write the facts that changed in the files, and tell what is in circulation then."""
    known = histories(load, FACTS)
    gone = [each for slug, each in known.items() if slug not in bank.fact and each.live and not each.edited]
    written = write(load, FACTS, known, (_item(fact, load.reason) for fact in bank.facts), gone)
    rows = {
        **{slug: (each.id, (each.current or each.revisions[-1]).id) for slug, each in known.items()},
        **written.circulated,
    }
    _write_evidence(load, bank, ground, written)
    _write_links(load, [bank.fact[slug] for slug in written.circulated], rows)
    return Facts(
        live=_live(load, bank, known),
        rows=rows,
        fresh=frozenset(written.circulated),
        changes=written.changes,
    )


def _item(fact: Fact, reason: str) -> Item:
    data = fact_to_data(fact)
    return Item(
        slug=fact.id,
        digest=digest(data),
        identity={},
        revision={
            "data": data,
            "topic": fact.topic,
            "importance": fact.importance,
            "folded": fold(" ".join((fact.statement, *fact.answers))),
            "reviewer_id": None,
            "reason": reason,
        },
    )


def _live(load: Load, bank: Bank, known: Mapping[str, History]) -> dict[str, Fact]:
    """The facts in circulation. What was edited in the app counts as it stands there, not as the files have it."""
    edited = {slug: each for slug, each in known.items() if each.edited}
    return {fact.id: fact for fact in bank.facts if fact.id not in edited} | _stored(load, edited.values())


def _stored(load: Load, edited: Iterable[History]) -> dict[str, Fact]:
    ids = [each.live.id for each in edited if each.live]
    facts = map(fact_from_data, load.session.scalars(select(FactRevision.data).where(FactRevision.id.in_(ids))))
    return {fact.id: fact for fact in facts}


def _write_evidence(load: Load, bank: Bank, ground: Ground, written: Written) -> None:
    """The proof of every new revision, by the sentences as they now stand.

    Evidence keeps pointing to the wording that proved it: a sentence that changes later shows which facts to look at.
    """
    rows = [
        {"fact_revision_id": revision_id, **piece}
        for slug, (_, revision_id) in (*written.circulated.items(), *written.drafted.items())
        for piece in _pieces(bank.fact[slug], ground)
    ]
    if rows:
        load.session.execute(insert(Evidence), rows)


def _pieces(fact: Fact, ground: Ground) -> Iterator[dict[str, Any]]:
    for number, quotes in enumerate(fact.evidence, start=1):
        for quote in quotes:
            sentence_id = ground.sentences[quote.sentence]
            yield {
                "set_number": number,
                "sentence_revision_id": sentence_id,
                "source_id": None,
                "quote": quote.words,
            }
    if fact.source:
        source_id = ground.sources[fact.source]
        yield {"set_number": 1, "sentence_revision_id": None, "source_id": source_id, "quote": ""}


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
    if new := [dict(zip(("from_id", "to_id", "role"), link, strict=True)) for link in wanted if link not in stored]:
        load.session.execute(insert(FactLink), new)

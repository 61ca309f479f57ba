"""Questions, by hand and derived: their revisions, and which revisions of which facts each stands on.

A question gets a new revision when its own content changed, or when a fact that it tests did: the live revision always
stands on the live revisions of its facts, and an answer given earlier keeps the ones that it was given against.
Derived questions are derived anew only where a fact that they test is fresh or gone, or a stored wrong option became
true. All others stay byte for byte, whatever is added beside them.
"""

from collections.abc import Mapping

from sqlalchemy import delete, insert, select

from quizapp.actions.load_bank.derivation import Derivation
from quizapp.actions.load_bank.facts import Facts
from quizapp.actions.load_bank.history import QUESTIONS, History, histories
from quizapp.actions.load_bank.items import Item, Prepared, fact_of, is_derived
from quizapp.actions.load_bank.revisions import Changes, Load, Written, write
from quizapp.core.kinds import KINDS
from quizapp.storage.models import Fact, Question, QuestionRevision, QuestionRevisionFact


class KindChanged(ValueError):
    """A question by hand has another kind than the one of that id: answers given to it could not be read any more."""


def load_questions(load: Load, prepared: Prepared, facts: Facts, *, anew: bool) -> Changes:
    """Write the questions that changed. `anew` derives from all facts, for code that derives differently now."""
    _check_kinds(load, prepared.by_hand)
    known = histories(load.session, QUESTIONS, load.bank_id)
    derivation = Derivation(facts, prepared.derived)
    sources = frozenset(facts.live) if anew else facts.fresh
    late = _overtaken(load, known, facts.fresh, sources, derivation) | _unsettled(load, known, facts, sources)
    wanted = dict(prepared.by_hand)
    dropped = frozenset(prepared.bank.dropped)
    for slug in dict.fromkeys((*sources, *map(fact_of, late))):
        wanted |= {
            item.slug: item
            for item in derivation.items(slug)
            if item.slug not in dropped and (slug in sources or item.slug in late)
        }

    def gone(slug: str) -> bool:
        if slug in wanted:
            return False
        if slug in dropped:
            return True
        return not is_derived(slug) or slug in late or fact_of(slug) in sources or fact_of(slug) not in facts.live

    written = write(load, QUESTIONS, known, wanted.values(), gone=gone, renew=lambda item: item.tests_any(facts.fresh))
    _write_basis(load, facts, written)
    return written.changes


def _check_kinds(load: Load, by_hand: Mapping[str, Item]) -> None:
    rows = load.session.execute(
        select(Question.slug, Question.kind).where(Question.bank_id == load.bank_id, Question.origin == "hand")
    )
    for slug, kind in rows:
        if slug in by_hand and by_hand[slug].identity["kind"] != kind:
            now = by_hand[slug].identity["kind"]
            raise KindChanged(
                f'the question "{slug}" was of the kind {kind} before and is of the kind {now} now; give it another id'
            )


def _overtaken(
    load: Load,
    known: Mapping[str, History],
    fresh: frozenset[str],
    sources: frozenset[str],
    derivation: Derivation,
) -> set[str]:
    """The derived questions of facts outside `sources` of which a fresh fact made a wrong option true."""
    near = {sibling for slug in fresh for sibling in derivation.siblings(slug)} - sources
    if not near:
        return set()
    stored = {each.live.id: slug for slug, each in known.items() if each.live and fact_of(slug) in near}
    rows = load.session.execute(
        select(Question.slug, Question.kind, QuestionRevision.data)
        .join(QuestionRevision, QuestionRevision.question_id == Question.id)
        .where(QuestionRevision.id.in_(stored), Question.origin == "derived")
    )
    return {
        slug
        for slug, kind, data in rows
        if derivation.overtaken(KINDS[kind].load(slug, (fact_of(slug),), data), fact_of(slug))
    }


def _unsettled(load: Load, known: Mapping[str, History], facts: Facts, sources: frozenset[str]) -> set[str]:
    """The derived questions of facts outside `sources` that test another fact too, which is fresh or gone."""
    live = {each.live.id for each in known.values() if each.live}
    rows = load.session.execute(
        select(QuestionRevision.id, Question.slug, Fact.slug)
        .join(Question, Question.id == QuestionRevision.question_id)
        .join(QuestionRevisionFact, QuestionRevisionFact.question_revision_id == QuestionRevision.id)
        .join(Fact, Fact.id == QuestionRevisionFact.fact_id)
        .where(Question.bank_id == load.bank_id, Question.origin == "derived", QuestionRevision.to_edition.is_(None))
        .where(QuestionRevisionFact.role == "tested", QuestionRevisionFact.part > 0)
    )
    return {
        slug
        for id, slug, fact in rows
        if id in live and fact_of(slug) not in sources and (fact in facts.fresh or fact not in facts.live)
    }


def _write_basis(load: Load, facts: Facts, written: Written) -> None:
    rows = [
        {
            "question_revision_id": revision_id,
            "role": basis.role,
            "part": basis.part,
            "fact_id": facts.rows[basis.fact][0],
            "fact_revision_id": facts.rows[basis.fact][1],
        }
        for item, _, revision_id in (*written.circulated, *written.drafted)
        for basis in item.basis
    ]
    if load.desk:  # A draft that was accepted stood on the facts as they were when it was saved.
        ids = {row["question_revision_id"] for row in rows}
        load.session.execute(delete(QuestionRevisionFact).where(QuestionRevisionFact.question_revision_id.in_(ids)))
    if rows:
        load.session.execute(insert(QuestionRevisionFact), rows)

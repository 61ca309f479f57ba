"""Questions, by hand and derived: their revisions, and which revisions of which facts each stands on.

A question gets a new revision when its own content changed, or when a fact that it tests did: the live revision always
stands on the live revisions of its facts, and an answer given earlier keeps the ones that it was given against.
Derived questions are derived anew only where their fact is fresh or a stored wrong option became true. All others stay
byte for byte, whatever is added beside them.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import insert, select

from quizapp.actions.load_bank.derivation import Derivation, fact_of, is_derived, overtaken
from quizapp.actions.load_bank.facts import Facts
from quizapp.actions.load_bank.revisions import QUESTIONS, Changes, History, Item, Load, Written, histories, write
from quizapp.core.bank import Bank
from quizapp.core.digest import digest
from quizapp.core.folding import fold
from quizapp.core.kinds import KINDS
from quizapp.core.question import Question
from quizapp.storage.models import Question as QuestionRow
from quizapp.storage.models import QuestionRevision, QuestionRevisionFact


class KindChanged(ValueError):
    """A question by hand has another kind than the one of that id: answers given to it could not be read any more."""


def load_questions(load: Load, bank: Bank, facts: Facts, *, anew: bool) -> Changes:
    """Write the questions that changed. `anew` derives from all facts, for code that derives differently now."""
    known = histories(load, QUESTIONS)
    written_by_hand = {each.id: each for each in bank.questions if not is_derived(each.id)}
    _check_kinds(load, written_by_hand)
    derivation = Derivation(facts.live.values())
    sources = set(facts.live) if anew else set(facts.fresh)
    late = _overtaken(load, known, facts, derivation, sources)
    derived = {
        question.id: question
        for slug in sorted(sources | {fact_of(slug) for slug in late})
        for question in derivation.questions(facts.live[slug])
        if slug in sources or question.id in late
    }
    wanted = written_by_hand | derived

    def is_gone(slug: str) -> bool:
        if slug in wanted:
            return False
        return not is_derived(slug) or slug in late or fact_of(slug) in sources or fact_of(slug) not in facts.live

    gone = [each for slug, each in known.items() if each.live and not each.edited and is_gone(slug)]
    written = write(load, QUESTIONS, known, (_item(each, facts) for each in wanted.values()), gone)
    _write_facts(load, wanted, facts, written)
    return written.changes


def _check_kinds(load: Load, questions: Mapping[str, Question]) -> None:
    rows = load.session.execute(
        select(QuestionRow.slug, QuestionRow.kind).where(
            QuestionRow.bank_id == load.bank_id, QuestionRow.origin == "hand"
        )
    )
    for slug, kind in rows:
        if slug in questions and questions[slug].kind != kind:
            raise KindChanged(
                f'the question "{slug}" was of kind {kind} when it was loaded first and is {questions[slug].kind} now; '
                "give the new one another id"
            )


def _overtaken(
    load: Load, known: Mapping[str, History], facts: Facts, derivation: Derivation, sources: set[str]
) -> set[str]:
    """The derived questions of other facts of which a wrong option is true by one of the fresh facts."""
    near = {each.id for slug in facts.fresh for each in derivation.siblings(facts.live[slug])} - sources
    stored = {
        each.live.id: slug
        for slug, each in (known.items() if near else ())
        if each.live and is_derived(slug) and fact_of(slug) in near
    }
    rows = load.session.execute(
        select(QuestionRevision.id, QuestionRow.kind, QuestionRevision.data)
        .join(QuestionRow, QuestionRow.id == QuestionRevision.question_id)
        .where(QuestionRevision.id.in_(stored))
    )
    found = set()
    for revision_id, kind, data in rows if stored else ():
        slug = stored[revision_id]
        question = KINDS[kind].load(slug, (fact_of(slug),), data)
        if overtaken(question, derivation.true_answers(facts.live[fact_of(slug)])):
            found.add(slug)
    return found


def _item(question: Question, facts: Facts) -> Item:
    data = question.data()
    return Item(
        slug=question.id,
        digest=digest({"kind": question.kind, "facts": question.facts, **data}),
        identity={"kind": question.kind, "origin": "derived" if is_derived(question.id) else "hand"},
        revision={
            "data": data,
            "shows_falsehood": question.shows_falsehood,
            "guess_rate": question.guess_rate,
            "folded_stem": fold(question.stem),
            "folded_keys": [fold(key) for key in question.content_keys],
        },
        renew=not facts.fresh.isdisjoint(question.facts),
    )


def _write_facts(load: Load, questions: Mapping[str, Question], facts: Facts, written: Written) -> None:
    rows = [
        {
            "question_revision_id": revision_id,
            "role": role,
            "part": part,
            "fact_id": facts.rows[fact][0],
            "fact_revision_id": facts.rows[fact][1],
        }
        for slug, (_, revision_id) in (*written.circulated.items(), *written.drafted.items())
        for role, part, fact in _stands_on(questions[slug])
    ]
    if rows:
        load.session.execute(insert(QuestionRevisionFact), rows)


def _stands_on(question: Question) -> Iterator[tuple[str, int, str]]:
    """Role, part and slug of every fact behind `question`: those it tests, and those that wrong options come from."""
    for part, fact in enumerate(question.facts):
        yield "tested", part, fact
    named = dict.fromkeys(_named(question.data()))
    for part, fact in enumerate(fact for fact in named if fact not in question.facts):
        yield "distractor", part, fact


def _named(data: Mapping[str, Any]) -> Iterator[str]:
    """The facts that the parts of a question name, whatever its kind calls the parts."""
    for parts in data.values():
        for part in parts if isinstance(parts, list | tuple) else ():
            if isinstance(part, Mapping) and part.get("fact"):
                yield part["fact"]

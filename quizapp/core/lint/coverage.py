"""Bank-level warnings about what is missing: B4, B5, B7."""

from quizapp.core.lint.index import Index
from quizapp.core.lint.rule import Hits, rule

_KINDS, _TRAPS = 3, 2


@rule("B4", "every must-know fact has at least three kinds, one of them recall")
def well_tested(index: Index) -> Hits:
    """Recall is what cannot be guessed: a typed answer. What an article does not say is nothing to type."""
    for fact in index.bank.facts:
        if fact.importance != "must-know":
            continue
        questions = index.questions_of.get(fact.id, ())
        kinds = {question.kind for question in questions}
        if len(kinds) < _KINDS:
            yield (
                fact.id,
                f"must-know, but only asked as {', '.join(sorted(kinds)) or 'nothing'}; add kinds, up to three",
            )
        elif not fact.absence and all(question.guess_rate > 0 for question in questions):
            yield fact.id, "must-know, but its answer is never typed; add a question of number, date or text"


@rule("B5", "a false variant is shown to a learner once in its window")
def enough_variants(index: Index) -> Hits:
    """Falsehoods rotate, so a fact that is shown as one needs two."""
    for fact in index.bank.facts:
        shown = any(question.shows_falsehood for question in index.questions_of.get(fact.id, ()))
        if shown and len(fact.traps) < _TRAPS:
            yield fact.id, f"false claims are made of it, but it has {len(fact.traps)} traps; give it two"


@rule("B7", "every fact has a question, every evidence-bearing sentence a fact")
def all_covered(index: Index) -> Hits:
    """Headings repeat what sentences say, so they need no fact."""
    for fact in index.bank.facts:
        if fact.id not in index.questions_of:
            yield fact.id, "no question tests it; write one, or take away what it skips"
    cited = {sentence for fact in index.bank.facts for sentence in fact.sentences}
    for each in index.bank.brief.sentences:
        if not each.heading and each.id not in cited:
            yield each.id, "no fact rests on this sentence; write one"


RULES = (well_tested, enough_variants, all_covered)

"""What a bank by hand must have beyond derivation: B8 to B11."""

from collections import Counter

from rapidfuzz import fuzz, process

from quizapp.core.folding import fold
from quizapp.core.lint.figures import bank_rule
from quizapp.core.lint.index import Index
from quizapp.core.lint.rule import Hits, rule

_BY_HAND, _ONE_KIND, _ALIKE, _WAIVED = 80, 0.6, 0.8, 0.05


@bank_rule("B8", "as many questions by hand as facts, at least, or 80", "write more, at the desk under Questions")
def enough_by_hand(index: Index) -> tuple[str, bool] | None:
    """Derivation cannot make what needs judgement. A small bank needs fewer: one for each fact."""
    least = min(len(index.bank.facts), _BY_HAND)
    return f"{len(index.written)} questions by hand of at least {least}", len(index.written) < least


@bank_rule("B9", "at most 60 % of the questions by hand of one kind", "write other kinds")
def mixed_kinds(index: Index) -> tuple[str, bool] | None:
    """One kind alone makes a dull bank, and a lopsided one."""
    kinds = Counter(question.kind for question in index.written)
    if not kinds:
        return None
    kind, count = kinds.most_common(1)[0]
    share = count / kinds.total()
    return f"{share:.0%} of the questions by hand are {kind}, of at most 60 %", share > _ONE_KIND


@rule("B10", "stems by hand under 0.8 similar")
def different_stems(index: Index) -> Hits:
    """No two questions by hand are one question in two wordings."""
    seen: dict[str, str] = {}  # quadratic, but in C, and nobody writes ten thousand questions by hand
    for question in index.written:
        stem = fold(question.stem)
        if twin := process.extractOne(stem, seen, scorer=fuzz.ratio, score_cutoff=_ALIKE * 100):
            yield question.id, f"its stem is much like that of {twin[2]}; reword it"
        seen[question.id] = stem


@bank_rule("B11", "waivers for at most 5 % of facts and questions", "mend what can be mended")
def few_waivers(index: Index) -> tuple[str, bool] | None:
    """A waiver is an exception."""
    items = len(index.bank.facts) + len(index.written)
    waived = len({waiver.id for waiver in index.bank.waivers})
    return f"{waived} of {items} items are waived, of at most 5 %", waived > _WAIVED * items


RULES = (enough_by_hand, mixed_kinds, different_stems, few_waivers)

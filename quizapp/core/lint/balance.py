"""Bank-level warnings that count: B1, B2, B3, B6, and the bank's part of W13."""

from collections import Counter

from quizapp.core.lint.amounts import are_sizes
from quizapp.core.lint.figures import bank_rule
from quizapp.core.lint.index import Index
from quizapp.core.lint.significance import LEVEL, binomial_tail, chi_square, chi_square_p
from quizapp.core.question import Question

_FEW = 10
"""Fewer than so many verdicts have no shares worth a warning."""


@bank_rule("B1", "key position (chi-square)", "reword options, so that keys do not sort to one place")
def key_position(index: Index) -> tuple[str, bool] | None:
    """The key's place in the stored order, for options that are shuffled; numbers and dates stay sorted."""
    places: dict[int, Counter[int]] = {}
    for question in _choices(index):
        if not _is_sorted(question):
            places.setdefault(len(question.options), Counter())[question.options.index(question.keys[0])] += 1
    if not places:
        return None
    statistic = sum(_uneven(seen, size) for size, seen in places.items())
    p = chi_square_p(statistic, sum(size - 1 for size in places))
    total: Counter[int] = sum(places.values(), Counter())
    shares = ", ".join(f"{place + 1}: {total[place]}" for place in sorted(total))
    return f"keys by place {shares} (p = {p:.3f})", p < LEVEL


def _uneven(seen: Counter[int], size: int) -> float:
    return chi_square([seen[place] for place in range(size)], [seen.total() / size] * size)


@bank_rule("B2", "key longest more often than chance", "shorten keys or lengthen wrong options")
def longest_keys(index: Index) -> tuple[str, bool] | None:
    """How often the key is longer than every other option. Numbers and dates count too."""
    questions = _choices(index)
    if not questions:
        return None
    longest = sum(_is_longest(question) for question in questions)
    chance = sum(question.guess_rate for question in questions) / len(questions)
    p = binomial_tail(longest, len(questions), chance)
    return f"the key is longest in {longest} of {len(questions)}, by chance {chance:.0%} (p = {p:.3f})", p < LEVEL


def _is_longest(question: Question) -> bool:
    key = question.keys[0]
    return all(len(text) < len(key) for text in question.options if text != key)


@bank_rule("B3", "verdicts: 35-65 % supported, at least 20 % not stated, some claimed", "add verdicts of the rare kind")
def verdict_shares(index: Index) -> tuple[str, bool] | None:
    """Whoever always says "supported" must not win."""
    labels = Counter(question.label for question in index.verdicts)
    total = labels.total()
    if total < _FEW:
        return None
    fair = 0.35 <= labels["supported"] / total <= 0.65 and labels["not-stated"] / total >= 0.2 and labels["claimed"] > 0
    return ", ".join(f"{label} {count / total:.0%}" for label, count in labels.most_common()), not fair


@bank_rule("B6", "balance: critical facts per party", "add facts that the article holds against the others")
def fair_shares(index: Index) -> tuple[str, bool] | None:
    """Facts that show a party in a bad light, against equal shares of all parties so shown; one alone has a match."""
    critical = Counter(party for fact in index.bank.facts for party in fact.critical_of)
    if not critical:
        return None
    seen = list(critical.values()) if len(critical) > 1 else [*critical.values(), 0]
    p = chi_square_p(chi_square(seen, [sum(seen) / len(seen)] * len(seen)), len(seen) - 1)
    return ", ".join(f"{party} {count}" for party, count in critical.most_common()) + f" (p = {p:.3f})", p < LEVEL


@bank_rule("W13b", "numeric key always in the middle", "put traps on one side of some keys")
def middle_keys(index: Index) -> tuple[str, bool] | None:
    """How often a numeric key is neither the least nor the greatest; by chance in all places but two."""
    numeric = [question for question in _choices(index) if _is_sorted(question)]
    if not numeric:
        return None
    middle = sum(0 < question.options.index(question.keys[0]) < len(question.options) - 1 for question in numeric)
    chance = sum(1 - 2 * question.guess_rate for question in numeric) / len(numeric)
    p = binomial_tail(middle, len(numeric), chance)
    return f"the numeric key is in the middle in {middle} of {len(numeric)} (p = {p:.3f})", p < LEVEL


def _choices(index: Index) -> list[Question]:
    return [each for each in index.with_options if each.kind == "choice" and len(each.keys) == 1]


def _is_sorted(question: Question) -> bool:
    return are_sizes(question.options)


RULES = (key_position, longest_keys, verdict_shares, fair_shares, middle_keys)

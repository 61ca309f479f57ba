"""The draw: no fact twice, no pair that answers each other, stable by seed, spread over topics and kinds."""

import random
from collections import Counter
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.draw import Candidate, clash, draw

WORDS = st.sampled_from(("kirby", "banjska", "blinken vucic", "kfor", "2008", "north", "monastery"))


@st.composite
def pools(make: st.DrawFn) -> list[Candidate]:
    size = make(st.integers(0, 60))
    return [
        Candidate(
            key=key,
            facts=tuple(make(st.lists(st.integers(1, 30), min_size=1, max_size=3, unique=True))),
            topic=make(st.sampled_from("abcd")),
            kind=make(st.sampled_from(("choice", "text", "verdict"))),
            stem=" ".join(make(st.lists(WORDS, min_size=1, max_size=4))),
            keys=tuple(make(st.lists(WORDS, max_size=2))),
            difficulty=make(st.floats(-3, 3)),
            guess_rate=make(st.sampled_from((0.0, 0.25, 0.5))),
            due=make(st.booleans()),
        )
        for key in range(size)
    ]


@given(pools(), st.integers(1, 20), st.integers())
def test_no_fact_twice_and_no_pair_that_answers_each_other(pool: list[Candidate], length: int, seed: int) -> None:
    drawn = draw(pool, length, 0.0, random.Random(seed))
    assert len(drawn) <= length
    assert not any(clash(one, other) for one, other in combinations(drawn, 2))
    facts = [fact for each in drawn for fact in each.facts]
    assert len(facts) == len(set(facts))


@given(pools(), st.integers(1, 20), st.integers())
def test_stable_by_seed_whatever_the_order_of_candidates(pool: list[Candidate], length: int, seed: int) -> None:
    mixed = random.Random(seed + 1).sample(pool, len(pool))
    assert draw(pool, length, 0.3, random.Random(seed)) == draw(mixed, length, 0.3, random.Random(seed))


@given(pools(), st.integers())
def test_a_draw_stops_only_when_nothing_fits(pool: list[Candidate], seed: int) -> None:
    drawn = draw(pool, 1000, 0.0, random.Random(seed))
    left = [each for each in pool if each not in drawn]
    assert all(any(clash(each, other) for other in drawn) for each in left)


def plain(key: int, **more: object) -> Candidate:
    values = {"facts": (key,), "topic": "a", "kind": "choice", "stem": "", "keys": ()}
    return Candidate(key=key, **{**values, **more})


def test_it_spreads_over_topics_and_kinds() -> None:
    pool = [plain(n, topic="abcde"[n % 5], kind=("choice", "text", "verdict")[n % 3]) for n in range(150)]
    drawn = draw(pool, 15, 0.0, random.Random(4))
    assert set(Counter(each.topic for each in drawn).values()) == {3}
    assert set(Counter(each.kind for each in drawn).values()) == {5}


def test_what_is_due_comes_first() -> None:
    pool = [plain(n, due=n < 10) for n in range(100)]
    assert all(each.due for each in draw(pool, 10, 0.0, random.Random(1)))


def test_it_adapts_to_ability() -> None:
    pool = [plain(n, difficulty=n / 10 - 3) for n in range(60)]

    def mean(ability: float) -> float:
        drawn = draw(pool, 10, ability, random.Random(1))
        return sum(each.difficulty for each in drawn) / len(drawn)

    assert mean(-2) < mean(0) < mean(2)


def test_a_fact_comes_back_in_another_form() -> None:
    forms = [plain(n, facts=(1,), kind=kind, asked=kind == "choice") for n, kind in enumerate(("choice", "text"))]
    assert all(draw(forms, 1, 0.0, random.Random(seed))[0].kind == "text" for seed in range(50))

"""What a seed decides: every order is as likely as any other, and ids tell nothing of it."""

from collections import Counter
from itertools import islice

from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.chance import ORDER_BITS, Chance, option_ids, shown

SEEDS = st.integers(0, 2**63 - 1)
MANY = range(6000)
EACH_OF_SIX = range(870, 1130)
"""Of 6,000 with six outcomes: 1,000, give or take four and a half standard deviations."""


@given(SEEDS, st.integers(0, 2**32 - 1), st.integers(2, 12))
def test_the_lower_bits_decide_the_order_and_all_bits_the_ids(seed: int, upper: int, places: int) -> None:
    other = upper << ORDER_BITS | seed % 2**ORDER_BITS
    one, two = shown(places, Chance(seed)), shown(places, Chance(other))
    assert list(one.values()) == list(two.values())
    assert sorted(one.values()) == list(range(places))
    assert (list(one) == list(two)) == (seed == other)


@given(SEEDS)
def test_shown_twice_the_ids_go_on_where_they_were(seed: int) -> None:
    chance = Chance(seed)
    first, second = shown(3, chance), shown(4, chance, fixed=True)
    assert [*first, *second] == list(islice(option_ids(seed), 7))
    assert list(second.values()) == [0, 1, 2, 3]


def test_every_order_is_as_likely_as_any_other() -> None:
    orders = Counter(tuple(Chance(seed).order(3)) for seed in MANY)
    assert len(orders) == 6
    assert all(count in EACH_OF_SIX for count in orders.values())


def test_ids_in_their_order_say_nothing_of_the_stored_places() -> None:
    """Also for small seeds, of which the order takes all bits."""
    ranked = Counter(tuple(place for _, place in sorted(shown(3, Chance(seed)).items())) for seed in MANY)
    assert all(count in EACH_OF_SIX for count in ranked.values())

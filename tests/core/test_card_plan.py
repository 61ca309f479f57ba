"""What a day's cards are about."""

import random

from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.card_plan import BREAK, GENTLE, MOST, Due, plan

dues = st.lists(
    st.builds(
        Due,
        st.integers(1, 500),
        st.floats(0.01, 1),
        st.sampled_from(("must-know", "should-know", "nice")),
        st.sampled_from(("people", "places")),
        st.booleans(),
    ),
    max_size=120,
    unique_by=lambda due: due.fact,
)
news = st.lists(st.integers(1000, 1100), max_size=20, unique=True)
orders = st.sampled_from(("urgent", "topic", "random"))


@given(dues, news, orders, st.integers(0, 30), st.integers())
def test_sure_errors_come_first_and_nothing_comes_twice(due, new, order, away, seed) -> None:  # type: ignore[no-untyped-def]
    made = plan(due, new, order, away, random.Random(seed))
    sure = {each.fact for each in due if each.first}
    asked = [fact for fact in made.facts if fact in sure]
    assert list(made.facts[: len(asked)]) == asked
    assert len(set(made.facts)) == len(made.facts) == made.due + made.new
    assert made.due <= (GENTLE if made.gentle else MOST)
    assert made.gentle == (away >= BREAK and len(due) > GENTLE)
    assert made.new == (0 if made.gentle else len(new))


def test_after_a_break_the_most_valuable_come_first() -> None:
    due = [Due(n, 0.9 - n / 1000, "nice", "t") for n in range(100)] + [Due(500, 0.9, "must-know", "t")]
    made = plan(due, [900], "urgent", BREAK, random.Random(1))
    assert made.gentle
    assert made.new == 0
    assert 500 in made.facts
    assert 0 not in made.facts


def test_new_facts_are_spread_among_the_known() -> None:
    due = [Due(n, 0.5, "nice", "t") for n in range(6)]
    made = plan(due, [100, 101], "urgent", 0, random.Random(1))
    assert [at for at, fact in enumerate(made.facts) if fact >= 100] == [3, 6]


@given(st.integers(1, 6), st.integers(0, 20))
def test_what_is_due_comes_before_anything_new_however_little_it_is(due: int, new: int) -> None:
    made = plan([Due(n, 0.5, "nice", "t") for n in range(due)], range(100, 100 + new), "urgent", 0, random.Random(1))
    assert made.facts[0] == 0

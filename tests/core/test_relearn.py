"""Successive relearning: each fact right once, a wrong one twice more at most."""

from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.relearn import GAP, RETURNS, Outcome, Turn, queue

plans = st.lists(st.integers(1, 50), min_size=1, max_size=12, unique=True)
LATER = "later"
Result = bool | str | None
results = st.lists(st.sampled_from((True, False, None, LATER)), max_size=60)


def played(plan: list[int], results: list[Result]) -> list[Outcome]:
    """The outcomes of whoever takes the cards in turn."""
    outcomes: list[Outcome] = []
    for result in results:
        left = queue(plan, outcomes)
        if not left:
            break
        fact = left[0].fact
        outcomes.append(Outcome(fact, later=True) if isinstance(result, str) else Outcome(fact, result))
    return outcomes


def test_begins_with_the_plan() -> None:
    assert queue([3, 1, 2], []) == [Turn(3), Turn(1), Turn(2)]


def test_a_wrong_fact_comes_back_after_a_few_others() -> None:
    left = queue(range(10), [Outcome(0, False)])
    assert [turn.fact for turn in left[: GAP + 1]] == [1, 2, 3, 4, 0]
    assert left[GAP] == Turn(0, 1)


def test_the_last_one_comes_back_at_once() -> None:
    assert queue([7], [Outcome(7, False)]) == [Turn(7, 1)]


@given(plans, results)
def test_ends_when_each_was_right_once_or_came_back_twice(plan: list[int], results: list[Result]) -> None:
    outcomes = played(plan, results + [True] * 40)
    assert queue(plan, outcomes) == []
    for fact in plan:
        own = [outcome.right for outcome in outcomes if outcome.fact == fact and not outcome.later]
        assert 1 <= len(own) <= RETURNS + 1
        assert all(right is False for right in own[:-1])
        assert own[-1] is not False or len(own) == RETURNS + 1


@given(plans, results)
def test_when_all_are_left_for_later_they_come_again_in_order(plan: list[int], results: list[Result]) -> None:
    outcomes = played(plan, results)
    left = queue(plan, outcomes)
    assert queue(plan, [*outcomes, *(Outcome(turn.fact, later=True) for turn in left)]) == left


def test_left_for_later_goes_to_the_end_and_keeps_its_returns() -> None:
    left = queue([1, 2], [Outcome(1, False), Outcome(2, later=True), Outcome(1, later=True)])
    assert left == [Turn(2), Turn(1, 1)]


@given(plans, results)
def test_leaving_the_last_outcome_out_is_undoing_it(plan: list[int], results: list[Result]) -> None:
    outcomes = played(plan, results)
    for upto in range(len(outcomes), 0, -1):
        assert queue(plan, outcomes[: upto - 1])[0].fact == outcomes[upto - 1].fact


@given(plans, results, st.integers(100, 200))
def test_what_is_not_in_the_queue_changes_nothing(plan: list[int], results: list[Result], stranger: int) -> None:
    outcomes = played(plan, results)
    assert queue(plan, [Outcome(stranger, False), *outcomes]) == queue(plan, outcomes)

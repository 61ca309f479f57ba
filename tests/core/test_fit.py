"""Fitted parameters: the quick formulas are those of the memory, and nobody is predicted worse for a fit."""

import random
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.fit import FEWEST, Fitted, fit, forecasts, steps_of
from quizapp.core.forgetting import Formulas
from quizapp.core.likeliest import CHOSEN, loss
from quizapp.core.memory import DEFAULT, UNSEEN_RECALL, Evidence, Memory, Review, move, recall, replay

DAY = date(2026, 1, 5)
QUICK_FORGETTER = {0: 0.1, 2: 1.1, 8: 1.45, 20: 0.35}
"""Parameters of somebody who forgets sooner and gains less than most."""

evidence = st.one_of(
    st.builds(Evidence, score=st.floats(0, 1), guess_rate=st.sampled_from((0.0, 0.25, 1 / 3, 0.5))),
    st.builds(Evidence, own_grade=st.integers(1, 4)),
)
rows = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 23), st.none() | evidence), min_size=1, max_size=20)


def at(day: date, hour: int = 12) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def with_changes(changes: dict[int, float]) -> tuple[float, ...]:
    return tuple(changes.get(number, value) for number, value in enumerate(DEFAULT))


def learner(w: Sequence[float], facts: int, seed: int, days: int = 240) -> list[list[Review]]:
    """Histories of somebody whose memory is FSRS-6 with the parameters `w`, asked when the default rule says so."""
    rng, formulas, histories = random.Random(seed), Formulas(w), []
    for fact in range(facts):
        truth, believed, day, history = None, None, DAY + timedelta(days=fact % 60), list[Review]()
        while day < DAY + timedelta(days=days):
            chance = formulas.recall(truth[0], (day - history[-1].day).days) if truth else UNSEEN_RECALL
            recalled, guess = rng.random() < chance, rng.choice((0.0, 0.25, 1 / 3, 0.5))
            told = Evidence(float(recalled or rng.random() < guess), guess)
            truth = formulas.move(truth, chance, Evidence(float(recalled)))
            believed = move(believed, told, day)
            history.append(Review(len(history) + fact * 1000, at(day), day, told))
            day = believed.due() + timedelta(days=rng.randrange(3))
        histories.append(history)
    return histories


def error(w: Sequence[float], truth: Sequence[float], histories: list[list[Review]]) -> float:
    """Mean distance of the forecasts from those of the true parameters."""
    facts = [steps_of(history) for history in histories]
    pairs = list(zip(forecasts(w, facts), forecasts(truth, facts), strict=True))
    return sum(abs(a - b) for a, b in pairs) / len(pairs)


@given(st.lists(st.tuples(st.integers(1, 400), evidence), min_size=1, max_size=12))
def test_default_parameters_move_as_the_memory_does(reviews: list[tuple[int, Evidence]]) -> None:
    formulas, state, memory, day = Formulas(DEFAULT), None, None, DAY
    for gap, each in reviews:
        day += timedelta(days=gap)
        chance = formulas.recall(state[0], gap) if state else UNSEEN_RECALL
        assert chance == pytest.approx(recall(memory, day), rel=1e-12)
        state, memory = formulas.move(state, chance, each), move(memory, each, day)
        assert state == pytest.approx((memory.stability, memory.difficulty), rel=1e-9)


@given(rows)
def test_the_steps_of_a_history_are_those_of_its_replay(rows: list[tuple[int, int, Evidence | None]]) -> None:
    reviews = [
        Review(number, at(DAY + timedelta(days=days), hour), DAY + timedelta(days=days), each)
        for number, (days, hour, each) in enumerate(rows)
    ]
    reviews.append(Review(len(rows), at(DAY + timedelta(days=61)), DAY + timedelta(days=61), Evidence(own_grade=3)))
    known = replay(reviews[:-1])
    told = forecasts(DEFAULT, [steps_of(random.Random(1).sample(reviews, len(reviews)))])
    if isinstance(known, Memory):
        assert told[-1] == pytest.approx(known.recall(DAY + timedelta(days=61)))


def test_guessing_is_part_of_the_forecast() -> None:
    history = [Review(n, at(DAY), DAY + timedelta(days=5 * n), Evidence(1.0, 0.5)) for n in range(2)]
    known = replay(history[:1])
    assert known
    chance = known.recall(DAY + timedelta(days=5))
    assert forecasts(DEFAULT, [steps_of(history)]) == [pytest.approx(chance + (1 - chance) / 2)]


@pytest.mark.parametrize("seed", range(3))
def test_parameters_of_an_unusual_learner_come_closer_to_the_truth(seed: int) -> None:
    truth = with_changes(QUICK_FORGETTER)
    fitted = fit(learner(truth, 300, seed))
    assert fitted
    assert fitted.adopted
    assert fitted.fitted_loss < fitted.default_loss
    fresh = learner(truth, 100, seed + 100)
    assert error(fitted.parameters, truth, fresh) < error(DEFAULT, truth, fresh) * 0.75


@pytest.mark.parametrize("seed", range(4))
def test_who_is_like_the_default_is_not_harmed(seed: int) -> None:
    fitted = fit(learner(DEFAULT, 250, seed))
    assert fitted
    assert fitted.adopted == (fitted.fitted_loss < fitted.default_loss)
    fresh = learner(DEFAULT, 100, seed + 100)
    assert error(fitted.parameters, DEFAULT, fresh) < 0.04


def test_the_losses_are_those_of_the_latest_reviews() -> None:
    histories = learner(DEFAULT, 120, 1)
    fitted = fit(histories, holdout=0.5)
    assert fitted
    facts = [steps_of(history) for history in histories]
    foreseen = [step for steps in facts for step in steps if step.elapsed is not None]
    border = sorted(step.order for step in foreseen)[len(foreseen) // 2]
    late = [(p, s) for p, s in zip(forecasts(DEFAULT, facts), foreseen, strict=True) if s.order >= border]
    assert fitted.reviews == len(foreseen)
    assert fitted.default_loss == pytest.approx(loss([p for p, _ in late], [s.evidence.right for _, s in late]))


def test_later_answers_do_not_reach_the_parameters() -> None:
    histories = learner(with_changes(QUICK_FORGETTER), 150, 2)
    last = max(review.given_at for history in histories for review in history)
    turned = [
        [Review(r.id, r.given_at, r.day, Evidence(0.0) if r.given_at == last else r.evidence) for r in history]
        for history in histories
    ]
    before, after = fit(histories), fit(turned)
    assert before
    assert after
    assert turned != histories
    assert after.parameters == before.parameters


def test_only_chosen_parameters_change_and_the_same_reviews_give_the_same() -> None:
    histories = learner(with_changes(QUICK_FORGETTER), 100, 3)
    fitted = fit(histories)
    assert isinstance(fitted, Fitted)
    assert fit(histories) == fitted
    changed = {number for number, value in enumerate(fitted.parameters) if value != DEFAULT[number]}
    assert changed <= set(CHOSEN)


def test_few_reviews_fit_nothing() -> None:
    assert fit([]) is None
    one_fact = [Review(n, at(DAY), DAY + timedelta(days=n), Evidence(1.0)) for n in range(FEWEST)]
    assert fit([one_fact]) is None
    assert fit([[*one_fact, Review(FEWEST, at(DAY), DAY + timedelta(days=FEWEST), Evidence(1.0))]])

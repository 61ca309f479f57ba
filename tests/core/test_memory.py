"""Memory against the fsrs package on normalised days, and the rules that stand around it."""

import random
from datetime import UTC, date, datetime, timedelta

import pytest
from fsrs import Card, Rating, Scheduler
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.likeliest import CHOSEN
from quizapp.core.memory import (
    DECAY,
    DEFAULT,
    FACTOR,
    RULE,
    Evidence,
    Memory,
    Review,
    algorithm,
    matched,
    move,
    recall,
    replay,
)

DAY = date(2026, 11, 24)
SCHEDULER = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)

gaps = st.lists(st.integers(1, 400), min_size=1, max_size=12)
scores = st.floats(0, 1)
guesses = st.sampled_from((0.0, 0.25, 1 / 3, 0.5))


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def history(gaps: list[int], evidence: list[Evidence]) -> Memory:
    memory, day = None, DAY
    for gap, each in zip(gaps, evidence, strict=False):
        day += timedelta(days=gap)
        memory = move(memory, each, day)
    assert memory
    return memory


@given(gaps, st.lists(st.integers(1, 4), min_size=12, max_size=12))
def test_own_grades_follow_the_fsrs_package_exactly(gaps: list[int], grades: list[int]) -> None:
    card, memory, day = Card(card_id=1), None, DAY
    for gap, grade in zip(gaps, grades, strict=False):
        day += timedelta(days=gap)
        card, _ = SCHEDULER.review_card(card, Rating(grade), at(day))
        memory = move(memory, Evidence(own_grade=grade), day)
        assert (memory.stability, memory.difficulty) == pytest.approx((card.stability, card.difficulty))
        assert memory.due() == card.due.date()
        later = day + timedelta(days=gap)
        assert memory.recall(later) == pytest.approx(SCHEDULER.get_card_retrievability(card, at(later)))


@given(gaps, st.lists(st.booleans(), min_size=12, max_size=12))
def test_what_cannot_be_guessed_counts_in_full(gaps: list[int], rights: list[bool]) -> None:
    typed = history(gaps, [Evidence(float(right), 0.0) for right in rights])
    graded = history(gaps, [Evidence(own_grade=3 if right else 1) for right in rights])
    assert (typed.stability, typed.difficulty) == pytest.approx((graded.stability, graded.difficulty))


@given(gaps, scores, guesses)
def test_an_answer_lies_between_again_and_good(gaps: list[int], score: float, guess: float) -> None:
    before = history(gaps, [Evidence(1.0, 0.0)] * len(gaps))
    day = before.due()
    again, mixed, good = (move(before, each, day) for each in (Evidence(0), Evidence(score, guess), Evidence(1.0, 0.0)))
    assert again.stability - 1e-9 <= mixed.stability <= good.stability + 1e-9
    assert good.difficulty - 1e-9 <= mixed.difficulty <= again.difficulty + 1e-9


@given(guesses.filter(bool))
def test_the_first_right_answer_is_weighed_by_bayes(guess: float) -> None:
    share = 0.5 / (0.5 + 0.5 * guess)
    again, good = (move(None, Evidence(own_grade=grade), DAY) for grade in (1, 3))
    mixed = move(None, Evidence(1.0, guess), DAY)
    later = good.due()
    expected = share * good.recall(later) + (1 - share) * again.recall(later)
    assert mixed.recall(later) == pytest.approx(expected, abs=0.02)  # The day is whole, the stability is not.
    assert mixed.difficulty == pytest.approx(share * good.difficulty + (1 - share) * again.difficulty)


@given(scores, st.floats(0.001, 36500), st.floats(0.001, 1))
def test_a_mix_forecasts_the_mean_of_both_recalls(share: float, good: float, part: float) -> None:
    again = max(0.001, good * part)
    mixed = matched(share, good, again)
    assert min(again, good) * (1 - 1e-9) <= mixed <= max(again, good) * (1 + 1e-9)
    of = {name: 1 + FACTOR * good / each for name, each in (("mixed", mixed), ("again", again), ("good", good))}
    assert of["mixed"] ** DECAY == pytest.approx(share * of["good"] ** DECAY + (1 - share) * of["again"] ** DECAY)


@given(gaps, st.lists(st.integers(1, 4), min_size=12, max_size=12), st.floats(0.6, 1.2))
def test_own_parameters_are_those_of_the_package(gaps: list[int], grades: list[int], factor: float) -> None:
    own = tuple(value * factor if number in CHOSEN else value for number, value in enumerate(DEFAULT))
    scheduler = Scheduler(own, learning_steps=(), relearning_steps=(), enable_fuzzing=False)
    card, memory, day = Card(card_id=1), None, DAY
    for gap, grade in zip(gaps, grades, strict=False):
        day += timedelta(days=gap)
        card, _ = scheduler.review_card(card, Rating(grade), at(day))
        memory = move(memory, Evidence(own_grade=grade), day, own)
        assert (memory.stability, memory.difficulty) == pytest.approx((card.stability, card.difficulty))
        assert memory.recall(day + timedelta(days=gap)) == pytest.approx(
            scheduler.get_card_retrievability(card, at(day + timedelta(days=gap)))
        )


def test_every_rule_and_every_set_of_parameters_has_its_name() -> None:
    names = {algorithm(DEFAULT), algorithm((*DEFAULT[:20], 0.2)), algorithm((1.0, *DEFAULT[1:]))}
    assert len(names) == 3
    assert all(name.startswith(f"{RULE}/") for name in names)


@given(gaps, scores, guesses)
def test_a_fact_moves_once_a_study_day(gaps: list[int], score: float, guess: float) -> None:
    memory = history(gaps, [Evidence(1.0, 0.25)] * len(gaps))
    assert move(memory, Evidence(score, guess), memory.last_day) is memory
    assert move(memory, Evidence(score, guess), memory.last_day - timedelta(days=3)) is memory


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 23), scores, guesses), min_size=1, max_size=20))
def test_replay_does_not_depend_on_the_order_of_arrival(rows: list[tuple[int, int, float, float]]) -> None:
    reviews = [
        Review(number, at(DAY) + timedelta(days=days, hours=hours), DAY + timedelta(days=days), Evidence(score, guess))
        for number, (days, hours, score, guess) in enumerate(rows)
    ]
    mixed = random.Random(1).sample(reviews, len(reviews))
    assert replay(mixed) == replay(reviews)


def test_undoing_the_first_answer_of_a_day_promotes_the_second() -> None:
    first = Review(1, at(DAY), DAY, Evidence(1.0, 0.0))
    second = Review(2, at(DAY) + timedelta(hours=1), DAY, Evidence(0.0, 0.0))
    assert replay([first, second]) == replay([first])
    assert replay([second]) == move(None, Evidence(0.0), DAY)


@given(gaps, scores, guesses)
def test_nothing_is_due_before_tomorrow_and_recall_only_falls(gaps: list[int], score: float, guess: float) -> None:
    memory = history(gaps, [Evidence(score, guess)] * len(gaps))
    assert memory.due() > memory.last_day
    days = [memory.last_day + timedelta(days=n) for n in (0, 1, 10, 100, 1000)]
    chances = [memory.recall(day) for day in days]
    assert chances[0] == chances[1] < 1  # What was read a minute ago is not known for that.
    assert chances == sorted(chances, reverse=True)


def test_lapses_count_failures_of_what_was_known() -> None:
    memory = move(None, Evidence(0.0), DAY)
    assert memory.lapses == 0
    memory = move(memory, Evidence(0.0), DAY + timedelta(days=1))
    assert memory.lapses == 1
    assert move(memory, Evidence(1.0, 0.25), DAY + timedelta(days=2)).lapses == 1


def test_a_fact_never_seen_is_an_even_bet() -> None:
    assert recall(None, DAY) == 0.5

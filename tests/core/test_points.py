"""Points in a live room: speed counts little and coarsely, big teams have no advantage."""

from fractions import Fraction
from statistics import fmean

from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.points import RIGHT, SURE, points, ranks, team_totals
from quizapp.core.room import MOST_BONUS

SECONDS = st.integers(5, 600)
ELAPSED = st.none() | st.floats(-1, 700)
TOTALS = st.dictionaries(st.integers(1, 50), st.integers(-1200, 1200))


@given(SECONDS, st.integers(0, MOST_BONUS), ELAPSED, st.sampled_from([None, 1, 2, 3]))
def test_speed_adds_at_most_the_bonus_and_never_takes_away(
    seconds: int, bonus: int, elapsed: float | None, confidence: int | None
) -> None:
    plain = points(1, elapsed, seconds, 0, confidence)
    with_bonus = points(1, elapsed, seconds, bonus, confidence)
    assert plain == RIGHT * SURE.get(confidence or 0, (1, 0))[0]
    assert plain <= with_bonus <= plain * (1 + Fraction(bonus, 100))
    assert points(1, 0.0, seconds, bonus, confidence) == plain * (1 + Fraction(bonus, 100))


@given(SECONDS, st.integers(0, 20), st.integers(0, 6000), st.integers(0, 99), st.integers(0, 99))
def test_answers_within_a_tenth_of_a_second_are_alike(seconds: int, bonus: int, tenth: int, one: int, two: int) -> None:
    base = tenth / 10
    assert len({points(1, base + part / 1000 + 1e-6, seconds, bonus, None) for part in (one, two)}) == 1


@given(SECONDS, st.integers(1, 20), st.floats(0, 700), st.floats(0, 700))
def test_who_is_slower_never_has_more(seconds: int, bonus: int, one: float, two: float) -> None:
    fast, slow = sorted((one, two))
    assert points(1, fast, seconds, bonus, None) >= points(1, slow, seconds, bonus, None)


@given(st.floats(0, 0.99), ELAPSED, SECONDS, st.integers(0, 20))
def test_speed_is_worth_nothing_without_a_right_answer(
    score: float, elapsed: float | None, seconds: int, bonus: int
) -> None:
    assert points(score, elapsed, seconds, bonus, None) == points(score, None, seconds, 0, None) <= RIGHT


def test_being_sure_pays_when_right_and_costs_when_wrong() -> None:
    assert [points(1, 1, 30, 0, sure) for sure in (None, 1, 2, 3)] == [100, 100, 200, 300]
    assert [points(0, 1, 30, 0, sure) for sure in (None, 1, 2, 3)] == [0, 0, -200, -600]


@given(TOTALS)
def test_a_rank_is_one_more_than_how_many_have_more(totals: dict[int, int]) -> None:
    places = ranks(totals)
    assert places == {who: 1 + sum(other > total for other in totals.values()) for who, total in totals.items()}


@given(TOTALS, st.dictionaries(st.integers(1, 50), st.none() | st.integers(1, 5)))
def test_a_team_has_the_mean_of_its_members(totals: dict[int, int], teams: dict[int, int | None]) -> None:
    made = team_totals(totals, teams)
    members = {team: [totals[who] for who in totals if teams.get(who) == team] for team in range(1, 6)}
    assert made == {team: fmean(each) for team, each in members.items() if each}
    # A second team of the same people twice over stands level.
    six = {1: 50, 2: 70, 3: 50, 4: 70, 5: 50, 6: 70}
    assert team_totals(six, {1: 1, 2: 1, 3: 2, 4: 2, 5: 2, 6: 2}) == {1: 60, 2: 60}

"""What answers come to, against small cases worked out by hand, and on any data."""

import pytest
from hypothesis import given as any_of
from hypothesis import strategies as st

from quizapp.core import results
from quizapp.core.results import Given, Points


def told(person: int, position: int, score: float | None, attempt: int = 0, **more: object) -> Given:
    parts = more.pop("parts", {} if score is None else {position: score})
    return Given(person, attempt or person, position, 100 + position, score, parts=parts, **more)  # type: ignore[arg-type]


def test_the_first_answer_counts_and_a_later_one_only_where_the_first_attempt_had_none() -> None:
    given = [told(1, 1, 0.0, 7), told(1, 2, None, 7), told(1, 1, 1.0, 8), told(1, 2, 1.0, 8), told(2, 1, None, 9)]
    assert [(each.attempt, each.position) for each in results.first(given)] == [(7, 1), (8, 2), (9, 1)]


def test_points_count_what_was_not_answered_as_nothing_and_a_dropped_question_not_at_all() -> None:
    given = [told(1, 1, 1.0), told(1, 2, None), told(1, 3, 0.5), told(1, 4, 1.0), told(1, 5, 0.0, confidence=3)]
    found = results.points(results.counted(given, {104}))
    assert found == {1: Points(1.5, 4, 3, 1)}
    assert found[1].share == 1.5 / 4
    assert results.points([]) == {}


def test_outcomes_in_a_word() -> None:
    scores = [(None, ""), (1.0, "right"), (0.9999, "x"), (0.5, "y"), (0.0, "unknown"), (0.0, "2")]
    found = [told(1, 1, score, bucket=bucket).outcome for score, bucket in scores]
    assert found == ["open", "right", "right", "partly", "unknown", "wrong"]


def test_sure_but_wrong_is_certain_and_nothing_right() -> None:
    cases = [(0.0, 3, True), (0.5, 3, False), (0.0, 2, False), (None, 3, False), (0.0, None, False)]
    assert [told(1, 1, score, confidence=sure).sure_wrong for score, sure, _ in cases] == [each[2] for each in cases]
    assert not told(1, 1, 0.0, confidence=3, bucket="unknown").sure_wrong


def test_a_fact_counts_each_person_once_by_the_mean_of_their_answers() -> None:
    given = [
        told(1, 1, 1.0, parts={7: 1.0}),
        told(1, 2, 0.5, parts={7: 0.0, 8: 1.0}),
        told(2, 1, 1.0, parts={7: 1.0}),
        told(3, 1, None),
    ]
    found = results.by_fact(given)
    assert (found[7].share.right, found[7].share.of, found[7].missed) == (1.5, 2, (1,))
    assert (found[8].share.right, found[8].share.of, found[8].missed) == (1.0, 1, ())
    topics = results.by_topic(given, {7: "north", 8: "north"})
    assert topics["north"].share.right == pytest.approx(2 / 3 + 1)
    assert topics["north"].share.of == 2


def test_answers_speak_for_a_class_where_all_are_there_and_are_few_below_half() -> None:
    assert [results.reach(given, 30) for given in (1, 14, 15, 29, 30)] == ["few", "few", "some", "some", "all"]


def test_facts_that_fewer_than_half_have_are_gone_over_again_the_least_known_first() -> None:
    given = [
        told(person, fact, float(person <= right)) for fact, right in ((1, 1), (2, 2), (3, 0)) for person in range(1, 5)
    ]
    assert results.again(results.by_fact(given)) == [3, 1]


def test_the_latest_answer_to_a_fact_is_what_a_class_has_of_it() -> None:
    before = [told(1, 1, 0.0, parts={7: 0.0, 8: 1.0}), told(2, 1, 1.0, parts={7: 1.0})]
    after = [told(1, 1, 1.0, parts={7: 1.0}), told(2, 1, None)]
    found = results.by_fact(results.latest([before, after]))
    assert (found[7].share.right, found[7].share.of) == (2.0, 2)
    assert (found[8].share.right, found[8].share.of) == (1.0, 1)


ANSWERS = st.lists(
    st.tuples(
        st.integers(1, 5), st.integers(1, 4), st.integers(1, 2), st.one_of(st.none(), st.sampled_from([0.0, 0.5, 1.0]))
    )
)


@any_of(ANSWERS)
def test_totals_are_the_sum_of_what_was_graded(rows: list[tuple[int, int, int, float | None]]) -> None:
    given = [told(person, position, score, attempt) for person, position, attempt, score in rows]
    firsts = results.first(given)
    points = results.points(firsts)
    assert sum(each.points for each in points.values()) == sum(each.score or 0 for each in firsts)
    assert sum(each.of for each in points.values()) == len(firsts) == len({row[:2] for row in rows})
    shares = results.by_question(firsts)
    assert sum(share.right for share in shares.values()) == sum(each.points for each in points.values())
    assert sum(share.of for share in shares.values()) == sum(each.answers for each in points.values())
    facts = results.by_fact(firsts)
    assert sum(tally.share.right for tally in facts.values()) == sum(each.points for each in points.values())
    assert all(len(tally.missed) <= tally.share.of for tally in facts.values())

"""Skill at verdicts: small cases by hand, and what must hold for d' and c whatever the counts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.skill import Judged, detection, skill


def cases(count: int) -> st.SearchStrategy[tuple[int, int]]:
    return st.integers(1, count).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of)))


def test_a_case_by_hand() -> None:
    # 8 of 10 true ones called true, 3 of 10 false ones: z(8.5/11) = 0.7479, z(3.5/11) = -0.4728
    found = detection(8, 10, 3, 10)
    assert found.sensitivity == pytest.approx(1.2207, abs=1e-3)
    assert found.criterion == pytest.approx(-0.1376, abs=1e-3)
    assert found.leaning == 0


def test_labels_proof_and_matrix() -> None:
    told = [
        Judged("supported", "supported", 1.0),
        Judged("supported", "supported", 0.5),
        Judged("supported", "contradicted", 0.0),
        Judged("contradicted", "contradicted", 1.0),
        Judged("not-stated", "claimed", 0.0),
    ]
    found = skill(told)
    assert (found.count, found.labels_right, found.strict) == (5, 3, 2)
    assert found.matrix["supported"] == {"supported": 2, "contradicted": 1, "not-stated": 0, "claimed": 0}
    assert found.matrix["not-stated"]["claimed"] == 1
    assert sum(sum(row.values()) for row in found.matrix.values()) == 5


def test_one_sort_of_claim_alone_tells_nothing_of_detection() -> None:
    assert skill([Judged("supported", "supported", 1.0)] * 12).detection is None
    assert skill([]).detection is None


def test_who_doubts_everything_leans_towards_false() -> None:
    assert detection(1, 10, 0, 10).leaning == 1
    assert detection(10, 10, 9, 10).leaning == -1


@given(cases(500), cases(500))
def test_both_are_finite_and_mirror_each_other(true: tuple[int, int], false: tuple[int, int]) -> None:
    found = detection(*true, *false)
    other = detection(true[1] - true[0], true[1], false[1] - false[0], false[1])
    assert abs(found.sensitivity) < 8
    assert other.sensitivity == pytest.approx(-found.sensitivity, abs=1e-9)
    assert other.criterion == pytest.approx(-found.criterion, abs=1e-9)


@given(cases(500))
def test_who_cannot_tell_has_no_sensitivity(counts: tuple[int, int]) -> None:
    assert detection(*counts, *counts).sensitivity == pytest.approx(0, abs=1e-9)


@given(st.integers(1, 200), st.integers(1, 200))
def test_no_error_at_all_is_the_most_there_is(true: int, false: int) -> None:
    best = detection(true, true, 0, false)
    assert best.sensitivity > 0
    assert best.sensitivity >= detection(true - 1, true, 0, false).sensitivity

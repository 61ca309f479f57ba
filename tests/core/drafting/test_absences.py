"""Absences: what a text says that it does not tell."""

import pytest


@pytest.mark.parametrize(
    ("sentence", "clause"),
    [
        ("She did not say when it would begin.", "She did not say when it would begin"),
        ("It came late, but no details were given on the cost.", "no details were given on the cost"),
        ("It was not immediately clear who paid.", "It was not immediately clear who paid"),
        ("The owner declined to comment.", "The owner declined to comment"),
        ("The cause is unknown.", "The cause is unknown"),
        ("He gave no reason; then he left.", "He gave no reason"),
        ("Neither the price nor the buyer was disclosed.", "Neither the price nor the buyer was disclosed"),
        ("Nobody was available for comment.", "Nobody was available for comment"),
        ("The firm hasn’t named the buyer.", "The firm hasn’t named the buyer"),
    ],
)
def test_a_gap_is_offered_as_a_clause(offered, sentence: str, clause: str) -> None:
    [each] = offered("absence", sentence)
    assert each.statement[each.start : each.end] == clause


@pytest.mark.parametrize(
    "sentence", ["She did not come.", "No boats were lost.", "The name is known.", "It was clear."]
)
def test_another_denial_is_no_gap(offered, sentence: str) -> None:
    assert offered("absence", sentence) == []

"""Near misses: slips of the keyboard, not other answers."""

import pytest

from quizapp.core.spelling import is_slip


@pytest.mark.parametrize(
    ("said", "right", "slip"),
    [
        ("blinkn", "blinken", True),
        ("blniken", "blinken", True),
        ("blinnkenn", "blinken", False),
        ("antony blinkin", "antony blinken", True),
        ("anthony blinkin", "antony blinken", True),
        ("anthoni blinkin", "antony blinken", False),
        ("nat", "nato", False),
        ("nata", "nato", True),
        ("un", "eu", False),
        ("eu", "uk", False),
        ("article 5", "article 6", False),
        ("2008", "2009", False),
    ],
)
def test_length_decides_how_many_edits_are_a_slip(said: str, right: str, slip: bool) -> None:
    assert is_slip(said, [right]) is slip


def test_what_is_as_near_to_a_wrong_answer_is_no_slip() -> None:
    assert is_slip("kurty", ["kurti"])
    assert not is_slip("kurty", ["kurti"], ["kurt"])
    assert not is_slip("kurti", ["kurt", "kirti"], ["kurti"])

"""What of a fact's false variants still speaks of a value that was corrected."""

from dataclasses import replace
from decimal import Decimal

import pytest
from actions.harbour import fact

from quizapp.core.correction import names_old
from quizapp.core.fact import NumberValue, TextValue


def tall(metres: int) -> NumberValue:
    return NumberValue(Decimal(metres), "metres", "exact", f"{metres} metres")


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("27 metres The office gives 31 metres.", True),
        ("27 metres It is 31m tall.", True),
        ("27 metres That is less than the office gives.", False),
        ("131 metres Too much.", False),
        ("35 metres is what the yearbook gives.", False),
    ],
)
def test_a_number_that_is_so_no_more_is_found_in_any_writing(words: str, named: bool) -> None:
    before = fact("keeper", cloze="It is {31 metres} tall.", value=tall(31))
    after = replace(before, cloze="It is {35 metres} tall.", value=tall(35))
    assert names_old(words, before, after) is named


def test_a_name_that_is_right_still_is_not_an_old_one() -> None:
    before = fact("keeper", aliases=("Lund",))
    after = replace(before, cloze="It was {Bo Berg} who did it.", value=TextValue("Bo Berg"), aliases=("Lund",))
    assert names_old("The name is Bo Lund.", before, after)
    assert not names_old("Nobody else is called Lund.", before, after)

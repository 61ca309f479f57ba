"""Dates: as far as the sentence tells them, and no further."""

import pytest


@pytest.mark.parametrize(
    ("sentence", "dates"),
    [
        ("It fell on 24 September 2023.", ["2023-09-24"]),
        ("It fell on September 24.", ["--09-24"]),
        ("It fell on Friday, Sept. 24, 2023, at noon.", ["2023-09-24"]),
        ("It fell on the 24th of September.", ["--09-24"]),
        ("It rose in September 2023.", ["2023-09"]),
        ("It was declared in 2008.", ["2008"]),
        ("The log says 2023-09-24.", ["2023-09-24"]),
        ("It is dated 24.9.2023 there.", ["2023-09-24"]),
        ("It grew between 2019 and 2021.", ["2019", "2021"]),
        ("The 2008 elections were quiet.", ["2008"]),
        ("From 3 to 5 May 2021 it rained.", ["2021-05-03", "2021-05-05"]),
        ("On May 3 and 4 it rained.", ["--05-03", "--05-04"]),
        ("Around 1990 it closed.", ["1990"]),
    ],
)
def test_a_date_is_read(offered, sentence: str, dates: list[str]) -> None:
    assert [str(each.value.date) for each in offered("date", sentence)] == dates


@pytest.mark.parametrize(
    "sentence",
    [
        "It fell on Friday.",
        "It fell last year, in March.",
        "It is dated 4/9/2023.",
        "They may come in May.",
        "It happened in the 1990s.",
        "The owner sent 2000 soldiers home.",
        "It cost more than 2000 crowns.",
        "On 31 February nobody came.",
    ],
)
def test_what_is_no_date_that_can_be_kept_is_left_out(offered, sentence: str) -> None:
    assert offered("date", sentence) == []


def test_a_missing_year_is_pointed_out(offered) -> None:
    without, whole = offered("date", "It began on 3 May and ended on 5 June 2020.")
    assert "no year" in without.note
    assert "no year" not in whole.note


def test_a_plain_sentence_asks_when(offered) -> None:
    [each] = offered("date", "The bridge was opened in 1964.")
    assert each.prompt == "When was the bridge opened?"
    assert each.cloze == "The bridge was opened in {1964}."

"""Typed dates: read as meant, told to be ambiguous, or refused."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.date_reader import MONTHS, in_words, readings
from quizapp.core.partial_date import PartialDate


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("2008", "2008"),
        ("in 2008", "2008"),
        ("２００８", "2008"),
        ("September 2023", "2023-09"),
        ("Sept. 2023", "2023-09"),
        ("2023-09", "2023-09"),
        ("9/2023", "2023-09"),
        ("24 September", "--09-24"),
        ("September 24", "--09-24"),
        ("September 24th", "--09-24"),
        ("the 24th of September", "--09-24"),
        ("24.9.", "--09-24"),
        ("24. 9.", "--09-24"),
        ("24/9", "--09-24"),
        ("9/24", "--09-24"),
        ("9/9", "--09-09"),
        ("29 February", "--02-29"),
        ("2023-09-24", "2023-09-24"),
        ("2023/9/24", "2023-09-24"),
        ("24 Sep 2023", "2023-09-24"),
        ("Sept 24, 2023", "2023-09-24"),
        ("on Sunday, 24 September 2023", "2023-09-24"),
        ("24.9.2023", "2023-09-24"),
        ("24. September 2023", "2023-09-24"),
        ("SEPTEMBER 24TH 2023", "2023-09-24"),
    ],
)
def test_reads(text: str, read: str) -> None:
    assert [str(each) for each in readings(text)] == [read]


@pytest.mark.parametrize("text", ["4/9", "4.9.", "4-9"])
def test_tells_two_readings_day_first(text: str) -> None:
    assert [str(each) for each in readings(text)] == ["--09-04", "--04-09"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "24",
        "May",
        "23",
        "'23",
        "24/9/23",
        "31 February",
        "29 February 2023",
        "0000",
        "13/13",
        "2023-13",
        "Septober 4",
        "24 September 24",
        "2023 2023",
        "September September",
        "20233",
        "yesterday",
        "9" * 41,
        "24-September-x",
    ],
)
def test_refuses(text: str) -> None:
    assert readings(text) == ()


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    assert all(isinstance(each, PartialDate) for each in readings(text))


@given(st.text(alphabet="0123456789./- SeptMarch,", max_size=40))
def test_what_looks_like_a_date_is_read_or_refused(text: str) -> None:
    assert len(readings(text)) <= 2


@given(st.dates(min_value=date(1000, 1, 1)))
def test_every_date_in_every_style_reads_back(day: date) -> None:
    whole = PartialDate(day.year, day.month, day.day)
    month = MONTHS[day.month - 1]
    for text in (
        f"{day:%Y-%m-%d}",
        f"{day.day} {month} {day.year}",
        f"{month} {day.day}, {day.year}",
        f"{day.day} {month[:3]} {day.year}",
        in_words(whole),
    ):
        assert readings(text) == (whole,)
    assert whole in readings(f"{day.day}.{day.month}.{day.year}")
    for part in (PartialDate(day.year), PartialDate(day.year, day.month), PartialDate(None, day.month, day.day)):
        assert readings(in_words(part)) == (part,)

"""Typed numbers: read as meant, told to be ambiguous, or refused; never misread, never slow."""

import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.number_reader import LONGEST, plain_text, readings

WHOLE = st.integers(min_value=0, max_value=999_999_999_999)


def amounts(text: str, unit: str = "") -> list[str]:
    return [f"{number:f}" for number in readings(text, unit)]


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("50", "50"),
        ("012", "12"),
        ("0.5", "0.5"),
        (".5", "0.5"),
        ("-5", "-5"),
        ("−5", "-5"),
        ("+5", "5"),
        ("1,800,000", "1800000"),
        ("1.800.000", "1800000"),
        ("1 800 000", "1800000"),
        ("1\u00a0800\u202f000", "1800000"),
        ("1'800'000", "1800000"),
        ("1’800", "1800"),
        ("1,800.5", "1800.5"),
        ("1.800,5", "1800.5"),
        ("0.125", "0.125"),
        ("0,125", "0.125"),
        ("1.8", "1.8"),
        ("1,8", "1.8"),
        ("1.8 million", "1800000"),
        ("1,8 million", "1800000"),
        ("1.8m", "1800000"),
        ("50k", "50000"),
        ("50 K", "50000"),
        ("50 thousand", "50000"),
        ("2 bn", "2000000000"),
        ("about 50 thousand", "50000"),
        ("~50 000", "50000"),
        ("≈ 50 000", "50000"),
        ("ca. 50", "50"),
        ("c. 50", "50"),
        ("three", "3"),
        ("Twenty-five", "25"),
        ("fifty thousand", "50000"),
        ("a hundred", "100"),
        ("three hundred thousand", "300000"),
        ("a million", "1000000"),
        ("５０", "50"),
        ("٥٠", "50"),
    ],
)
def test_reads(text: str, amount: str) -> None:
    assert [number == Decimal(amount) for number in readings(text)] == [True]


@pytest.mark.parametrize(
    ("text", "both"),
    [
        ("1,800", ["1800", "1.800"]),
        ("1.800", ["1800", "1.800"]),
        ("50,000", ["50000", "50.000"]),
        ("-1,800", ["-1800", "-1.800"]),
        ("1 800,000", ["1800.000", "1800000"]),
    ],
)
def test_tells_two_readings(text: str, both: list[str]) -> None:
    assert amounts(text) == both


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-",
        "k",
        "hundred",
        "abc",
        "1e9",
        "1E+99999999",
        "nan",
        "inf",
        "-Infinity",
        "0x10",
        "1_000",
        "1..5",
        "1,80,000",
        "10²",
        "1½",
        "½",
        "Ⅳ",
        "①",
        "1/2",
        "12 34",
        "1 2",
        "five four",
        "1234567890123456",
        "9" * 33,
        "50 or 60",
        "50-60",
    ],
)
def test_refuses(text: str) -> None:
    assert readings(text) == ()


def test_the_unit_may_follow() -> None:
    assert amounts("50 people", "people") == ["50"]
    assert amounts("1 soldier", "soldiers") == ["1"]
    assert amounts("2 soldiers", "soldier") == ["2"]
    assert amounts("50 %", "percent") == amounts("50%", "per cent") == amounts("50 percent", "%") == ["50"]
    assert amounts("50 people", "soldiers") == amounts("50 km", "m") == []


def test_a_unit_like_a_scale_has_two_readings() -> None:
    assert sorted(amounts("5 m", "m")) == ["5", "5000000"]


@given(st.text(max_size=60), st.text(max_size=20))
def test_any_text_is_read_or_refused(text: str, unit: str) -> None:
    for number in readings(text, unit):
        assert number.is_finite()
        assert abs(number) < Decimal(10) ** 28


@given(st.text(alphabet="0123456789.,' kmbn-+~e", max_size=LONGEST))
def test_what_looks_like_a_number_is_read_or_refused(text: str) -> None:
    assert all(number.is_finite() for number in readings(text))


@given(WHOLE)
def test_whole_numbers_in_every_style_read_back(number: int) -> None:
    comma = f"{number:,}"
    one_comma = comma.count(",") == 1
    for text in (str(number), comma.replace(",", " "), comma.replace(",", "'"), comma.replace(",", "\u202f")):
        assert readings(text) == (number,)
    for text in (comma, comma.replace(",", ".")):
        assert readings(text)[0] == number
        assert len(readings(text)) == (2 if one_comma else 1)


@given(st.integers(0, 999), st.integers(0, 99), st.sampled_from(["thousand", "k", "million", "m", "bn", "billion"]))
def test_scaled_numbers_read_back_with_either_decimal_sign(whole: int, part: int, scale: str) -> None:
    factor = {"t": 10**3, "k": 10**3, "m": 10**6, "b": 10**9}[scale[0]]
    for sign in ".,":
        assert readings(f"{whole}{sign}{part:02d} {scale}") == (Decimal(f"{whole}.{part:02d}") * factor,)


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=5, allow_nan=False))
def test_plain_text_has_one_reading(number: Decimal) -> None:
    assert readings(plain_text(number)) == (number,)


def test_takes_no_time_whatever_is_typed() -> None:
    started = time.perf_counter()
    for text in ("1e99999999", "9" * 1_000_000, "1," * 500_000, " " * 1_000_000, "㌀" * LONGEST, "ﷺ" * LONGEST):
        assert readings(text) == ()
    assert time.perf_counter() - started < 1

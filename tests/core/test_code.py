"""Codes: only letters that are told apart, read however they are typed."""

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core import code


@given(st.randoms(use_true_random=False))
def test_a_code_is_read_however_it_is_typed(rng: random.Random) -> None:
    short, personal = code.new_code(rng), code.new_personal_code(rng)
    assert len(short) == 6
    assert not set(short + personal) & set("IOL0123456789")
    for form in (str.lower, code.grouped, lambda each: f"  {code.grouped(each).replace(' ', '-').lower()} "):
        assert code.read_code(form(short)) == short
        assert code.read_personal_code(form(personal)) == personal


def test_a_personal_code_cannot_be_guessed() -> None:
    assert code.PERSONAL_LENGTH * math.log2(len(set(code.LETTERS))) >= 60


@pytest.mark.parametrize("typed", ["", "ABC", "ABCDEFG", "ABCDE1", "ABCDEO", "ABCDE!", "ÄBCDEF", "A" * 1000, "\0" * 6])
def test_what_cannot_be_a_code_is_none(typed: str) -> None:
    assert code.read_code(typed) is None


def test_letters_of_another_keyboard_that_look_the_same_are_read() -> None:
    assert code.read_code("авекмн") == "ABEKMH"
    assert code.read_code("ＡＢＣ‐ＤＥＦ") == "ABCDEF"


@given(st.text(max_size=30))
def test_anything_may_be_typed(typed: str) -> None:
    read = code.read_code(typed)
    assert read is None or (len(read) == 6 and set(read) <= set(code.LETTERS))

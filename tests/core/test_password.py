"""Which passwords are taken."""

import pytest

from quizapp.core.password import COMMON, SHORTEST, normal, problem


@pytest.mark.parametrize("good", ["correct horse", "ëëë łłł 12", "a b c d e", "x" * 120 + "yz", "🐎 zebra lamp"])
def test_length_is_all_that_is_asked(good: str) -> None:
    assert problem(normal(good), "ada", "ada@example.org") is None


@pytest.mark.parametrize(
    "bad", ["", "short", "x" * 8, "ab" * 65, "Password1", "QWERTYUIOP", "Ada Lovelace", "ADA@example.org"]
)
def test_what_is_guessed_first_is_refused(bad: str) -> None:
    assert problem(normal(bad), "Ada Lovelace", "ada@example.org") is not None


def test_one_password_typed_on_two_keyboards_is_one() -> None:
    assert normal("cafe\u0301 au lait") == normal("café au lait")
    assert problem(normal("ｐａｓｓｗｏｒｄ")) is not None


def test_no_common_password_is_listed_in_vain() -> None:
    assert all(len(each) >= SHORTEST and each == each.casefold() for each in COMMON)
    assert len(COMMON) >= 200

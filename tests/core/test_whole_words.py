"""Whole words: a number or word inside a longer one is another."""

import pytest

from quizapp.core.whole_words import places, stand


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Serbia’s side said so.", "Serbia"),
        ("In 2008 300 came.", "300"),
        ("They were 300, no more.", "300"),
        ("On 2 May 2026.", "2026"),
        ("It costs €38.4 million.", "38.4 million"),
        ("(one)", "one"),
        ("It was “new”.", "“new”."),
    ],
)
def test_words_stand_beside_marks_and_blanks(text: str, words: str) -> None:
    assert stand(text, words)


@pytest.mark.parametrize(
    ("text", "words"),
    [("1300", "300"), ("1,300", "300"), ("1 300", "300"), ("300 000", "300"), ("3.5", "3"), ("none", "one"), ("x", "")],
)
def test_a_part_of_a_longer_word_or_number_does_not(text: str, words: str) -> None:
    assert not stand(text, words)


def test_each_place_is_given_within_the_bounds() -> None:
    text = "12 cars, 112 boats and 12 bicycles"
    assert list(places(text, "12")) == [0, 23]
    assert list(places(text, "12", 1)) == [23]
    assert list(places(text, "12", 0, 20)) == [0]

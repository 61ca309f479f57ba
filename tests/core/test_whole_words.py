"""Whole words: a number or word inside a longer one is another."""

import pytest

from quizapp.core.whole_words import distinct, places, spans, stand


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


@pytest.mark.parametrize(
    ("text", "start", "end", "wider"),
    [
        ("12 cars and 12 bicycles.", 0, 2, "12 cars"),
        ("12 cars and 12 bicycles.", 12, 14, "12 bicycles"),
        ("A car met a car.", 12, 15, "a car"),
        ("The ferry carried 300 people.", 18, 21, "300"),
        ("no no", 3, 5, "no no"),
    ],
)
def test_words_that_stand_twice_take_in_their_neighbours(text: str, start: int, end: int, wider: str) -> None:
    assert text[slice(*distinct(text, start, end))] == wider


def test_words_are_told_apart_without_their_marks() -> None:
    text = "“We lost €38.4 million,” Ada's side said (in May)."
    assert [text[slice(*span)] for span in spans(text)] == [
        *("We", "lost", "€38.4", "million", "Ada's", "side", "said", "in", "May"),
    ]

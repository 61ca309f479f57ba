"""Proofs follow their words through edits, and what is replaced is told as lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.bank import Sentence
from quizapp.core.fact import Quote
from quizapp.core.requote import Text

WORDS = ("one", "dog", "3", "2008", "cat", "old", "harbour", "Ada", "12", "can")
LINE = st.lists(st.sampled_from(WORDS), min_size=1, max_size=8)


def text(*lines: str) -> Text:
    return Text.of([Sentence(f"s{n:02}", 1, line) for n, line in enumerate(lines, start=1)])


def followed(quote: Quote, before: Text, after: Text) -> Quote | None:
    selector = before.select(quote.sentence, quote.words)
    assert selector
    return after.find(selector)


@pytest.mark.parametrize(
    ("before", "words", "after"),
    [
        ("The ferry carried 300 people.", "300", "The ferry carried 1300 people."),
        ("The ferry carried 300 people.", "300", "The ferry carried 1,300 people."),
        ("The ferry carried 300 people.", "300", "The ferry carried 1 300 people."),
        ("The ferry carried 300 people.", "300", "The ferry carried 300,000 people."),
        ("It weighs 3 tonnes.", "3", "It weighs 3.5 tonnes."),
        ("300 people came to the island.", "300 people came", "1300 people came to the island."),
        ("There is one dog in the park.", "one dog", "There is none of the dogs in the park."),
        ("There is one dog in the park.", "There is one dog in the park", "There is none dog in the park."),
        (
            "About 300 people came to the old harbour.",
            "300 people came to",
            "About 900 people came to the old harbour.",
        ),
    ],
)
def test_a_replaced_value_is_lost(before: str, words: str, after: str) -> None:
    assert text(after).select("s01", words) is None
    assert followed(Quote("s01", words), text(before), text(after)) is None


@given(LINE, LINE, LINE, st.sampled_from(WORDS), st.sampled_from(("a", "9", "é")), st.booleans())
def test_a_longer_word_that_holds_the_proved_one_does_not_carry_it_on(
    before: list[str], quoted: list[str], after: list[str], word: str, more: str, in_front: bool
) -> None:
    longer = f"{more}{word}" if in_front else f"{word}{more}"
    old = [*before, word, *quoted, *after]
    new = [longer if each == word else each for each in old]
    words = " ".join([word, *quoted])
    assert text(" ".join(new)).select("s01", words) is None
    assert followed(Quote("s01", words), text(" ".join(old)), text(" ".join(new))) is None


@given(LINE, LINE)
def test_words_that_moved_to_another_sentence_are_followed(before: list[str], quoted: list[str]) -> None:
    words = f"Zoe {' '.join(quoted)}"
    old, new = text(f"{' '.join(before)}. {words} there."), text(f"{' '.join(before)}.", f"{words} there.")
    assert followed(Quote("s01", words), old, new) == Quote("s02", words)


def test_a_comma_or_another_sort_of_mark_does_not_lose_it() -> None:
    old, new = (
        text('Berg said that the "old harbour" was closed.'),
        text("Berg said that the “old harbour” was closed."),
    )
    quote = Quote("s01", 'that the "old harbour" was')
    assert followed(quote, old, new) == Quote("s01", "that the “old harbour” was")


def test_a_selector_of_a_span_is_that_of_its_own_place() -> None:
    assert text("A car.", "12 cars and 12 bicycles").mark("s02", 12, 14).prefix.endswith("cars and ")

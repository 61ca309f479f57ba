"""Anchors: found again after edits elsewhere, lost when the words are gone, never guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.anchor import AROUND, Selector, find, select

WORDS = [f"{head}{tail}" for head in "bcdfghklmnpqrstvwz" for tail in ("alt", "ector", "iny", "ombo", "ust")]
TEXT = " ".join(WORDS)
PLACES = st.integers(0, len(TEXT))
SPANS = st.tuples(PLACES, PLACES).map(sorted).filter(lambda span: span[0] < span[1])
WORD_SPANS = st.tuples(st.integers(0, len(WORDS) - 4), st.integers(3, 6)).map(
    lambda pick: (len(" ".join([*WORDS[: pick[0]], ""])), len(" ".join(WORDS[: pick[0] + pick[1]])))
)
FILLERS = st.text("aeio xy", max_size=40)


def far(start: int, end: int) -> tuple[int, int]:
    return max(0, start - AROUND), min(len(TEXT), end + AROUND)


@given(SPANS)
def test_what_is_selected_is_found(span: list[int]) -> None:
    assert find(TEXT, select(TEXT, *span)) == tuple(span)


@given(WORD_SPANS, FILLERS, st.booleans(), st.data())
def test_edits_outside_of_the_context_do_not_move_it(
    span: tuple[int, int], filler: str, before: bool, data: st.DataObject
) -> None:
    low, high = far(*span)
    cut = sorted(data.draw(st.tuples(st.integers(0, low), st.integers(0, low))))
    cut = cut if before else [high + min(each, len(TEXT) - high) for each in cut]
    edited = TEXT[: cut[0]] + filler + TEXT[cut[1] :]
    shift = len(filler) - (cut[1] - cut[0]) if before else 0
    assert find(edited, select(TEXT, *span)) == (span[0] + shift, span[1] + shift)


@given(WORD_SPANS, st.text("aeio xy", min_size=1, max_size=16))
def test_an_insertion_right_before_it_does_not_lose_it(span: tuple[int, int], filler: str) -> None:
    start, end = span
    edited = f"{TEXT[:start]}{filler}{TEXT[start:]}"
    assert find(edited, select(TEXT, start, end)) == (start + len(filler), end + len(filler))


@given(WORD_SPANS)
def test_deleted_words_are_not_found(span: tuple[int, int]) -> None:
    start, end = span
    assert find(TEXT[:start] + TEXT[end:], select(TEXT, start, end)) is None


def test_the_same_words_elsewhere_are_another_place() -> None:
    text = "In the north, three men were hurt near the bridge. Much later two women told us that three men had gone."
    start = text.index("three men")
    selector = select(text, start, start + len("three men"))
    assert find(text[:start] + text[start + len("three men ") :], selector) is None


def test_the_context_chooses_between_equal_words() -> None:
    text = "three men came by boat from the island. A week after that, three men left by train for the capital."
    second = text.rindex("three men")
    assert find(f"Again, {text}", select(text, second, second + 9)) == (second + 7, second + 16)


def test_two_places_with_equal_context_are_not_guessed_between() -> None:
    once = "A line that comes again and again: about forty people were there, and nothing more is known of it. "
    start = once.index("about forty")
    selector = select(once, start, start + len("about forty people"))
    assert find(once, selector) == (start, start + len("about forty people"))
    assert find(once + once, selector) is None


def test_changed_words_are_found_between_their_neighbours() -> None:
    text = "The council said that the harbour would be closed for repairs until spring, and nobody objected to it."
    start, end = text.index("the harbour"), text.index(" until spring")
    edited = text.replace("would be closed", "will be closed")
    found = find(edited, select(text, start, end))
    assert found
    assert edited[slice(*found)] == "the harbour will be closed for repairs"


@pytest.mark.parametrize("span", [(0, 0), (3, 2), (-1, 2), (0, 9)])
def test_a_span_that_is_none_is_refused(span: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="no span"):
        select("eight ch", *span)


def test_json_comes_back() -> None:
    selector = select(TEXT, 100, 120)
    assert selector.to_json()["type"] == "TextQuoteSelector"
    assert Selector.from_json(selector.to_json()) == selector
    assert Selector.from_json({"type": "TextQuoteSelector", "exact": "a", "prefix": "b" * 99}).prefix == "b" * AROUND


@pytest.mark.parametrize(
    "data", [{}, {"type": "TextQuoteSelector"}, {"type": "X", "exact": "a"}, {"type": "TextQuoteSelector", "exact": 1}]
)
def test_other_json_is_refused(data: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="TextQuoteSelector"):
        Selector.from_json(data)

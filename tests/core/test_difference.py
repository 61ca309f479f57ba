"""Differences are told place by place, none of what is equal and all of what is not."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.difference import ABSENT, Difference, differences

names = st.sampled_from(["id", "text", "a", "b", "0", " a"])
scalars = st.none() | st.booleans() | st.integers(-3, 3) | st.sampled_from(["", "a", "b", "words"])
jsons = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(names, inner, max_size=4),
    max_leaves=12,
)


@given(jsons)
def test_nothing_differs_from_itself(data: Any) -> None:
    assert differences(data, data) == ()


@given(jsons, jsons)
def test_whatever_is_not_equal_differs_somewhere(before: Any, after: Any) -> None:
    assert (differences(before, after) == ()) == (before == after)


@given(jsons, jsons)
def test_the_way_back_is_the_way_there_turned(before: Any, after: Any) -> None:
    there = {each.path: (each.before, each.after) for each in differences(before, after)}
    back = {each.path: (each.after, each.before) for each in differences(after, before)}
    assert there == back


def test_an_item_that_is_added_moves_no_other() -> None:
    before = {"topics": [{"id": "a", "title": "A"}, {"id": "b", "title": "B"}]}
    after = {"topics": [{"id": "new", "title": "N"}, *before["topics"]]}
    found = {each.where: (each.before, each.after) for each in differences(before, after)}
    assert found == {
        "topics": (("a", "b"), ("new", "a", "b")),
        "topics[new].id": (ABSENT, "new"),
        "topics[new].title": (ABSENT, "N"),
    }


def test_a_place_is_told_as_in_the_checks() -> None:
    before, after = {"traps": [{"says": "two", "why": "x"}]}, {"traps": [{"says": "two", "why": "y"}]}
    assert differences(before, after) == (Difference(("traps", 0, "why"), "x", "y"),)
    assert differences(before, after)[0].where == "traps[0].why"

"""Which text is which: equal, alike, moved or new."""

from quizapp.core.alignment import pairs

OLD = ["The bridge fell on Monday.", "Nobody was hurt, police say.", "It will be rebuilt.", "Trains stood still."]


def test_equal_texts_are_paired_in_order() -> None:
    assert pairs(OLD, OLD) == {0: 0, 1: 1, 2: 2, 3: 3}


def test_a_changed_text_is_found_between_equal_ones() -> None:
    assert pairs([OLD[0], "Nobody was hurt, the police say.", OLD[2]], OLD) == {0: 0, 1: 1, 2: 2}


def test_a_new_text_has_no_pair() -> None:
    assert pairs([OLD[0], "A dog barked all night long.", OLD[1]], OLD) == {0: 0, 2: 1}


def test_a_moved_text_is_found_if_it_is_equal() -> None:
    assert pairs([OLD[3], *OLD[:3]], OLD) == {0: 3, 1: 0, 2: 1, 3: 2}


def test_no_text_is_used_twice() -> None:
    assert sorted(pairs(["Same."] * 3, ["Same."] * 2).values()) == [0, 1]


def test_many_equal_texts_cost_no_square() -> None:
    assert len(pairs(["Same."] * 5_000, ["Same."] * 5_000)) == 5_000

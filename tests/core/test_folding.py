"""Folding: blind to case, diacritics, punctuation and articles."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from quizapp.core.folding import fold, holds


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("The Vučić–Blinken call", "vucic blinken call"),
        ("Đorđe", "dorde"),
        ("“unprecedented”", "unprecedented"),
        ("1.8 million", "1·8 million"),
        ("don’t", "dont"),
        ("The", "the"),
        ("", ""),
    ],
)
def test_folds(text: str, plain: str) -> None:
    assert fold(text) == plain


@given(st.text())
@example("𝕊")
@example("ǅ İ ﬁ ẞ")
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_case_and_spaces_do_not_matter(text: str) -> None:
    assert fold(f"  {fold(text).upper()} ") == fold(fold(text).upper())


def test_holds_on_word_boundaries_only() -> None:
    assert holds("in 2008 kosovo", "2008")
    assert not holds("in 20081 kosovo", "2008")
    assert not holds("anything", "")

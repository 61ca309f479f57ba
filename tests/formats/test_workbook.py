"""A workbook in which every text is a text."""

from io import BytesIO
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from quizapp.formats.sheet import Cell, Sheet
from quizapp.formats.workbook import write, write_apart

NAMES = ["=1+1", "+49", "-Bo", "@SUM(A1)", "Zoë 🦊", "مريم", "a\nb", "'tis", "Ada"]


def cells(content: bytes, place: int = 0) -> list[list[tuple[Any, str]]]:
    page = load_workbook(BytesIO(content)).worksheets[place]
    return [[(cell.value, cell.data_type) for cell in row] for row in page.iter_rows(min_row=2)]


def test_names_are_texts_whatever_they_begin_with_and_numbers_are_numbers() -> None:
    found = cells(write([Sheet("Points", ["Pupil", "Score"], [[name, 0.5] for name in NAMES])]))
    assert found == [[(name, "s"), (0.5, "n")] for name in NAMES]


def test_nothing_is_an_empty_cell_and_zero_is_not() -> None:
    assert cells(write([Sheet("T", ["a", "b"], [[None, 0]])])) == [[(None, "n"), (0, "n")]]


def test_titles_are_made_fit_and_each_sheet_is_a_page() -> None:
    book = load_workbook(BytesIO(write([Sheet("A: [1/2]?*", ["x"], []), Sheet("B" * 40, ["x"], [])])))
    assert book.sheetnames == ["A   1 2   ", "B" * 31]
    assert book.worksheets[0]["A1"].font.bold


def test_another_process_writes_the_same() -> None:
    sheets = [Sheet("Points", ["Pupil", "Score"], [[name, None] for name in NAMES]), Sheet("Facts", ["Fact"], [["x"]])]
    apart = write_apart(sheets)
    assert [cells(apart, place) for place in (0, 1)] == [cells(write(sheets), place) for place in (0, 1)]


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.lists(st.one_of(st.text(), st.integers(-(10**9), 10**9), st.none()), min_size=2, max_size=2), max_size=4
    )
)
def test_any_text_can_be_written_and_no_cell_is_a_formula(rows: list[list[Cell]]) -> None:
    found = cells(write([Sheet("T", ["a", "b"], rows)]))
    assert all(kind != "f" for row in found for _, kind in row)

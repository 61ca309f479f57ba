"""CSV that no spreadsheet takes for formulas."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.formula import is_formula
from quizapp.formats.csv_file import write
from quizapp.formats.sheet import Cell, Sheet


def read(content: bytes) -> list[list[str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize(
    "name", ["=1+1", "+49", "-Bo", "@SUM(A1)", "\tx", "\rx", "  =1+1", "＝1", "＋1", "－1", "＠a", "\n=2"]
)
def test_what_could_run_gets_an_apostrophe(name: str) -> None:
    [_, row] = read(write(Sheet("T", ["Pupil"], [[name]])))
    assert row == [f"'{name}"]


@pytest.mark.parametrize("name", ["Ada", "Zoë 🦊", "مريم", 'O"Hara, Bo', "a\nb", "עדה", "x=1", "'tis"])
def test_any_other_name_comes_back_as_it_was(name: str) -> None:
    [_, row] = read(write(Sheet("T", ["Pupil"], [[name]])))
    assert row == [name]


def test_numbers_stay_numbers_and_nothing_stays_empty() -> None:
    [_, row] = read(write(Sheet("T", ["a", "b", "c", "d"], [[-1, 0.5, None, 12]])))
    assert row == ["-1", "0.5", "", "12"]


@given(st.lists(st.lists(st.one_of(st.text(), st.integers(), st.none()), min_size=3, max_size=3)))
def test_no_cell_runs_whatever_is_in_it(rows: list[list[Cell]]) -> None:
    found = read(write(Sheet("T", ["a", "b", "c"], rows)))[1:]
    assert len(found) == len(rows)
    for told, row in zip(found, rows, strict=True):
        for text, cell in zip(told, row, strict=True):
            assert not (isinstance(cell, str) and is_formula(text))

"""Rosters as teachers paste them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.names import alike, tidy_name
from quizapp.formats.roster import LONGEST, MOST, Entry, clashes, read_roster


def names(text: str) -> list[str]:
    roster = read_roster(text)
    assert roster.faults == []
    return [each.name for each in roster.entries]


def faults(text: str) -> list[tuple[int, str]]:
    return [(each.line, str(each.message.text)) for each in read_roster(text).faults]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Sami\nYara\r\n\r\n  Zoë  Aldan \n", ["Sami", "Yara", "Zoë Aldan"]),
        ("\ufeffName\nSami\nYara", ["Sami", "Yara"]),
        ("NAME;Class\nSami;10b\n;\nYara;10b", ["Sami", "Yara"]),
        ("No.,First name,Last name\n1,Sami,Aldan\n2,Yara,", ["Sami Aldan", "Yara"]),
        ("Surname\tGiven name\nAldan\tSami", ["Sami Aldan"]),
        ('"Aldan; Sami"\n"Yara"', ["Aldan; Sami", "Yara"]),
        ('Sami "the fox\nYara', ['Sami "the fox', "Yara"]),
        ("Sami;\nYara;", ["Sami", "Yara"]),
        ("=1+1\nYara", ["=1+1", "Yara"]),
    ],
)
def test_names_are_read(text: str, wanted: list[str]) -> None:
    assert names(text) == wanted


def test_all_problems_are_told_at_once_by_line() -> None:
    text = "name\nSami\n\n...\nSÁMI\n" + "x" * 25
    assert [line for line, _ in faults(text)] == [4, 5, 6]
    assert [(line, "more than one column" in text) for line, text in faults("Sami, 10b\nYara")] == [(1, True)]
    assert [line for line, _ in faults("name;no\n;1\nSami;2\n;3")] == [2, 4]


@pytest.mark.parametrize("text", ["", " \n\n", "name\n", "x" * (LONGEST + 1), "\n".join(map(str, range(MOST + 2)))])
def test_nothing_and_too_much_are_told_as_a_whole(text: str) -> None:
    assert [line for line, _ in faults(text)] == [0]


def test_clashes_are_with_names_that_are_alike() -> None:
    found = clashes([Entry(1, "Sami"), Entry(2, "Yara")], ["SÁMI", "Ravi"])
    assert [(each.line, each.message.params) for each in found] == [(1, {"name": "Sami"})]


@given(st.text(max_size=300))
def test_any_text_gives_names_that_are_tidy_and_differ_or_says_what_is_wrong(text: str) -> None:
    roster = read_roster(text)
    assert roster.entries or roster.faults
    if not roster.faults:
        assert all(tidy_name(each.name) == each.name for each in roster.entries)
        assert len({alike(each.name) for each in roster.entries}) == len(roster.entries)

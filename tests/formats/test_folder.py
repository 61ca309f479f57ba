"""A good folder becomes a bank; anything else becomes problems, whatever the bytes."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp.core.fact import DateValue, NumberValue, Quote, TextValue
from quizapp.core.kinds import KINDS
from quizapp.core.partial_date import PartialDate
from quizapp.formats.folder import FILES, read, read_folder
from quizapp.formats.problem import MAX_PROBLEMS, Problem

LIGHTHOUSE = Path(__file__).parent / "banks" / "lighthouse"
GOOD = {name: (LIGHTHOUSE / name).read_bytes() for name in FILES}
BRIEF, FACTS, QUESTIONS = FILES


def told(files: dict[str, bytes]) -> list[Problem]:
    bank, problems = read(files, "lighthouse")
    assert (bank is None) == bool(problems)
    return problems


def test_a_good_folder_is_a_bank() -> None:
    bank, problems = read_folder(LIGHTHOUSE)
    assert problems == []
    assert bank is not None
    assert bank.slug == "lighthouse"
    assert [sentence.paragraph for sentence in bank.brief.sentences] == [1, 2, 2, 3, 3, 4, 5, 5]
    assert [sentence.id for sentence in bank.brief.sentences if sentence.heading] == ["s01", "s06"]
    assert bank.sentence["s03"].text == "Its repair cost about 1.8 million crowns and took three years."
    assert {question.kind for question in bank.questions} == set(KINDS)
    assert bank.waivers[0].id == "who-confirms"
    assert bank.terms[0].term == "ruin"


def test_values_are_typed_by_the_schema() -> None:
    bank, _ = read(GOOD, "lighthouse")
    assert bank is not None
    cost, built, absent = (bank.fact[id] for id in ("cost", "built", "architect-fee"))
    assert cost.value == NumberValue(Decimal(1800000), "crowns", "about", "about 1.8 million", Decimal(100000))
    assert built.value == DateValue(PartialDate(1868), "1868")
    assert absent.value == TextValue("not given")
    assert cost.evidence == ((Quote("s03", "about 1.8 million"),),)
    assert cost.as_of == bank.brief.as_of
    assert bank.fact["visitors"].as_of.text == "the end of 2021"
    assert bank.fact["reopened"].traps[0].date == PartialDate(None, 6, 2)


def test_lines_lead_to_facts_questions_and_sentences() -> None:
    bank, _ = read_folder(LIGHTHOUSE)
    assert bank is not None
    for id, text in (
        ("cost", "- id: cost"),
        ("guild", "- id: guild"),
        ("s07", "[s07]"),
        ("cost.number.1", "- id: cost"),
    ):
        file, line = bank.lines[id]
        assert text in Path(file).read_text(encoding="utf-8").splitlines()[line - 1]


def test_all_problems_are_told_at_once() -> None:
    text = GOOD[FACTS].decode().replace("number: 1800000,", "number: many,").replace("importance: must-know", "x: y", 1)
    brief = GOOD[BRIEF].decode().replace("language: en", "language: 1")
    questions = GOOD[QUESTIONS].decode().replace("facts: [cost]", "facts: [nothing-like-it]")
    problems = told({BRIEF: brief.encode(), FACTS: text.encode(), QUESTIONS: questions.encode()})
    assert [problem.path for problem in problems] == [
        "language",
        "facts[mayor].importance",
        "facts[mayor].x",
        "facts[cost].value.number",
        "questions[crowns].facts[0]",
    ]
    assert str(problems[0]).startswith("brief.md:4: language: ")


def test_nesting_is_bounded() -> None:
    problems = told({**GOOD, FACTS: b"facts: " + b"[" * 5000 + b"]" * 5000})
    assert [problem.message for problem in problems] == ["lists and maps are nested more than 20 deep here"]


@pytest.mark.parametrize("name", FILES)
def test_latin_1_is_refused_with_its_place(name: str) -> None:
    data = GOOD[name].replace("’".encode(), b"'")
    at = data.index(b"\n", 60) + 1
    problems = told({**GOOD, name: data[:at] + b"# caf\xe9\n" + data[at:]})
    assert problems[0].line == data.count(b"\n", 0, at) + 1
    assert problems[0].message == f"byte 0xe9 at offset {at + 5} is not UTF-8; save the file as UTF-8"


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_is_named(name: str) -> None:
    problems = told({file: data for file, data in GOOD.items() if file != name})
    assert [(problem.file, problem.line) for problem in problems] == [(name, 0)]
    assert "the file is missing" in str(problems[0])


@pytest.mark.parametrize(
    "data", [b"", b"# nothing\n", b"just text", b"- a list", b"\x00\x01", bytes(range(256)), b"facts: 3"]
)
@pytest.mark.parametrize("name", FILES)
def test_junk_gives_problems(name: str, data: bytes) -> None:
    assert all(problem.file == name for problem in told({**GOOD, name: data}))


@given(st.sampled_from(FILES), st.integers(0, 8000), st.integers(0, 40), st.binary(max_size=12))
@settings(max_examples=60, deadline=None)
def test_no_damage_raises(name: str, start: int, length: int, patch: bytes) -> None:
    data = GOOD[name]
    told({**GOOD, name: data[:start] + patch + data[start + length :]})


def test_reading_stops_at_a_thousand_problems() -> None:
    problems = told({**GOOD, FACTS: b"facts: [" + b"a, " * 5000 + b"]"})
    assert len(problems) == MAX_PROBLEMS + 1
    assert "mend these first" in problems[0].message


def test_windows_files_are_read_alike() -> None:
    windows = {name: b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n") for name, data in GOOD.items()}
    assert read(windows, "lighthouse") == read(GOOD, "lighthouse")


def test_a_bank_needs_a_slug() -> None:
    bank, problems = read(GOOD, "My Bank")
    assert bank is None
    assert '"My Bank" cannot name a bank' in str(problems[0])


def test_a_folder_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    assert "there is no such folder" in str(read_folder(tmp_path / "nowhere")[1][0])
    assert "this is not a folder" in str(read_folder(tmp_path / "file")[1][0])
    assert len(read_folder(tmp_path)[1]) >= 3


def test_problems_of_a_folder_begin_with_its_path(tmp_path: Path) -> None:
    folder = tmp_path / "lighthouse"
    folder.mkdir()
    for name, data in GOOD.items():
        (folder / name).write_bytes(data.replace(b"number: 1800000,", b"number: many,"))
    _, problems = read_folder(folder)
    assert str(problems[0]).startswith(f"{folder / FACTS}:37: facts[cost].value.number: ")

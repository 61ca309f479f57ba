"""Sheets of paper: versions, and answers as they are written down and typed in again."""

import pytest
from core.kinds.samples import SAMPLES
from fixtures.banks import kosovo
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.grade import assess, is_right
from quizapp.core.kinds import QUIZZED
from quizapp.core.notation import read, write
from quizapp.core.option import sized
from quizapp.core.paper import VERSIONS, Asked, Line, sheet
from quizapp.core.question import BadAnswer, Question

PRINTED = [question for question in SAMPLES if question.kind in QUIZZED]
SENTENCES = [f"s{n:02d}" for n in range(1, 40)]

each_version = pytest.mark.parametrize("version", VERSIONS)
each_question = pytest.mark.parametrize("question", PRINTED, ids=lambda question: f"{question.kind}-{question.id}")


def of_kind(kind: str) -> Question:
    return next(question for question in PRINTED if question.kind == kind)


def asked(*questions: Question) -> list[Asked]:
    return [Asked(place, place, 1, 1000 + place, question) for place, question in enumerate(questions, 1)]


def shown(line: Line) -> list[str]:
    """The texts of a line's options as they are printed."""
    return [option["text"] for option in line.question.ask(line.seed)["options"]]


def earned(question: Question, seed: int, typed: str) -> float:
    form = read(question, seed, typed, SENTENCES)
    return assess(question, question.read(form, seed)).score


@given(seed=st.integers(0, 2**63 - 1))
@each_version
@each_question
def test_typing_the_printed_key_earns_full_marks(question: Question, version: str, seed: int) -> None:
    line = sheet([Asked(1, 1, 1, seed, question)], version)[0]
    assert is_right(earned(question, line.seed, write(question, line.seed)))


@each_version
def test_so_it_does_for_every_question_of_the_shipped_bank(version: str) -> None:
    bank = kosovo()
    sentences = [sentence.id for sentence in bank.brief.sentences]
    questions = [question for question in bank.questions if question.kind in QUIZZED]
    for line in sheet(asked(*questions), version):
        typed = write(line.question, line.seed)
        response = line.question.read(read(line.question, line.seed, typed, sentences), line.seed)
        assert is_right(assess(line.question, response).score), (line.question.id, typed)


def test_every_kind_that_is_quizzed_is_printed() -> None:
    assert {question.kind for question in PRINTED} == set(QUIZZED)
    assert len(sheet(asked(*SAMPLES), "B")) == len(PRINTED)


def test_a_sheet_is_the_same_whenever_it_is_printed() -> None:
    for version in VERSIONS:
        assert sheet(asked(*PRINTED), version) == sheet(reversed(asked(*PRINTED)), version)


def test_version_a_is_the_screen_and_the_others_have_orders_of_their_own() -> None:
    sheets = [sheet(asked(*PRINTED), version) for version in VERSIONS]
    assert [(line.number, line.seed) for line in sheets[0]] == [(each.position, each.seed) for each in asked(*PRINTED)]
    orders = [[line.asked.position for line in each] for each in sheets]
    assert len({tuple(order) for order in orders}) == len(VERSIONS)
    assert all(sorted(order) == sorted(orders[0]) for order in orders)
    assert all([line.number for line in each] == list(range(1, len(PRINTED) + 1)) for each in sheets)


def test_options_are_shuffled_but_numbers_and_dates_stay_sorted() -> None:
    questions = [question for question in kosovo().questions if question.kind == "choice"]
    by_size = {question.id: sized(question.choices) for question in questions}  # type: ignore[attr-defined]
    moved = {True: 0, False: 0}
    screen = {line.question.id: shown(line) for line in sheet(asked(*questions), "A")}
    for line in sheet(asked(*questions), "B"):
        moved[by_size[line.question.id]] += shown(line) != screen[line.question.id]
    assert moved[True] == 0
    assert moved[False] > 10


def test_there_is_no_other_version() -> None:
    with pytest.raises(ValueError, match="E"):
        sheet(asked(*PRINTED), "E")


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        ("choice", "D"),
        ("choice", "A B"),
        ("choice", "1"),
        ("choice", ""),
        ("several", "A Z"),
        ("truefalse", "maybe"),
        ("match", "A"),
        ("order", "1 2 3"),
        ("order", "1 1 2 3"),
        ("order", "first second"),
        ("verdict", "E s14"),
        ("verdict", "A s99"),
        ("verdict", ""),
    ],
)
def test_what_is_not_on_the_sheet_is_refused(kind: str, typed: str) -> None:
    with pytest.raises(BadAnswer):
        read(of_kind(kind), 7, typed, SENTENCES)


def test_letters_and_numbers_may_be_typed_as_people_type_them() -> None:
    for kind, signs in (("several", ("", ", ")), ("match", ("", "; ")), ("order", ("", "-", "."))):
        question = of_kind(kind)
        for sign in signs:
            assert is_right(earned(question, 7, write(question, 7).lower().replace(" ", sign)))
    verdict = of_kind("verdict")
    label, *proof = write(verdict, 7).split()
    assert proof
    assert is_right(earned(verdict, 7, f"{label.lower()}, {' '.join(str(int(each[1:])) for each in proof)}"))
    for typed, score in (("T", 1.0), ("true", 1.0), ("f", 0.0), ("False.", 0.0)):
        assert earned(of_kind("truefalse"), 7, typed) == score


def test_not_knowing_is_written_as_a_question_mark() -> None:
    for question in PRINTED:
        assert read(question, 7, " ? ") == {"unknown": ["1"]}

"""Typed texts: case, accents, signs and articles do not count, slips count half, other answers nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.kinds import KINDS
from quizapp.core.kinds.text import TypedText
from quizapp.core.question import BadAnswer, Grade
from tests.core.kinds.samples import DERIVED, KILLED, MINISTER, drafted

QUESTION = drafted("text", ("minister",), {"stem": "It was ____.", "accept": ["Vučić"]})


def graded(text: str) -> Grade:
    return QUESTION.grade(QUESTION.read({"answer": [text]}, 1))


@pytest.mark.parametrize(
    ("text", "score", "bucket"),
    [
        ("Antony Blinken", 1, "right"),
        ("  the ANTONY  blinken! ", 1, "right"),
        ("Blinken", 1, "right"),
        ("vucic", 1, "right"),
        ("Antoni Blinkin", 0.5, "near"),
        ("Antony", 0, "other"),
        ("John Kirby", 0, "trap-0"),
        ("the Jake Sullivan", 0, "trap-1"),
    ],
)
def test_grades(text: str, score: float, bucket: str) -> None:
    grade = graded(text)
    assert (grade.score, grade.bucket) == (score, bucket)


def test_a_slip_is_shown_the_right_spelling_and_a_trap_its_reason() -> None:
    assert "Antony Blinken" in str(graded("Antoni Blinken").note)
    (told,) = QUESTION.explain({"text": "john kirby"})
    assert (told.think, told.not_so) == ("John Kirby", "He spoke for the White House.")
    assert QUESTION.explain({"text": "nobody"}) == ()


@given(st.text(max_size=300))
def test_any_text_is_graded_or_refused(text: str) -> None:
    try:
        response = QUESTION.read({"answer": [text]}, 1)
    except BadAnswer:
        return
    assert len(response["text"]) <= 200
    assert response["text"].isprintable()
    assert QUESTION.grade(response).score in (0, 0.5, 1)


@pytest.mark.parametrize("text", ["x" * 201, "!!!", "\u200b", "\x00"])
def test_refuses(text: str) -> None:
    with pytest.raises(BadAnswer):
        QUESTION.read({"answer": [text]}, 1)


def test_derives_a_gap_of_one_width_from_names_only() -> None:
    derived = [question for question in DERIVED if question.kind == "text"]
    assert [question.stem for question in derived] == ["The Secretary of State was ____."]


def test_a_cloze_that_holds_the_answer_elsewhere_gives_no_question() -> None:
    import random
    from dataclasses import replace

    told = replace(MINISTER, cloze="Blinken, that is {Antony Blinken}, spoke.")
    assert KINDS["text"].derive("x", told, (), 1, random.Random(1)) is None


@pytest.mark.parametrize("stem", ["It was somebody.", "____ and ____"])
def test_a_stem_needs_one_gap_or_a_question_mark(stem: str) -> None:
    with pytest.raises(ValueError, match="____"):
        KINDS["text"].from_draft("x", {"killed": KILLED}, {"stem": stem})


def test_blanks_and_hyphens_inside_a_word_do_not_matter() -> None:
    question = TypedText("q", ("f",), "What is the force called?", accept=("KFOR", "peace keeping force"))
    for text in ("K-FOR", "k for", "peacekeeping force", "Peace-keeping Force"):
        assert question.grade({"text": text}).score == 1, text

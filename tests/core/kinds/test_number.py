"""Numbers: half a step about "about", exact otherwise; ambiguous ones refused."""

from typing import Any

import pytest

from quizapp.core.message import Message
from quizapp.core.question import BadAnswer, Grade
from tests.core.kinds.samples import SERBS, drafted

ABOUT = drafted("number", ("serbs",), {"stem": "How many?"})
EXACT = drafted("number", ("killed",), {"stem": "How many?"})


def graded(question: Any, text: str) -> Grade:
    grade: Grade = question.grade(question.read({"answer": [text]}, 1))
    return grade


@pytest.mark.parametrize(
    ("text", "score", "bucket"),
    [
        ("50 thousand", 1, "right"),
        ("about 50 thousand people", 1, "right"),
        ("45000", 1, "right"),
        ("55 000", 1, "right"),
        ("44999", 0, "too-low"),
        ("55001", 0, "too-high"),
        ("50", 0, "too-low"),
        ("120 thousand", 0, "too-high"),
    ],
)
def test_about_means_half_a_step(text: str, score: float, bucket: str) -> None:
    grade = graded(ABOUT, text)
    assert (grade.score, grade.bucket, grade.parts) == (score, bucket, {"serbs": score})


def test_ten_per_cent_earns_half_where_a_step_is_finer() -> None:
    data = ABOUT.data()
    data["value"]["step"] = "1000"
    finer = type(ABOUT).load("q", ("serbs",), data)
    assert graded(finer, "50500").score == 1
    near = graded(finer, "54999")
    assert (near.score, near.bucket) == (0.5, "near")
    assert "about 50 thousand" in str(near.note)
    assert graded(finer, "56000").score == 0


def test_exact_is_exact() -> None:
    assert graded(EXACT, "four").score == 1
    assert graded(EXACT, "4.0").score == 1
    assert graded(EXACT, "4.1").score == 0


@pytest.mark.parametrize("text", ["50,000", "50.000"])
def test_a_number_that_can_be_read_in_two_ways_is_refused(text: str) -> None:
    with pytest.raises(BadAnswer, match=r"Write 50000 or 50\."):
        ABOUT.read({"answer": [text]}, 1)


def test_a_refusal_tells_nothing_of_the_key() -> None:
    said = set()
    for question in (ABOUT, ABOUT.rekeyed()):
        with pytest.raises(BadAnswer) as refused:
            question.read({"answer": ["1,800"]}, 1)
        said.add(str(refused.value))
    assert len(said) == 1


@pytest.mark.parametrize("text", ["1e9", "nan", "many", "9" * 16, "9" * 400, "10²"])
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(BadAnswer):
        ABOUT.read({"answer": [text]}, 1)


def test_a_misreading_is_refuted_by_its_reason() -> None:
    (told,) = ABOUT.explain(ABOUT.read({"answer": ["120k"]}, 1))
    assert (told.think, told.not_so) == ("120k", "That is a later total.")


def test_another_number_is_told_its_side() -> None:
    (told,) = EXACT.explain(EXACT.read({"answer": ["9"]}, 1))
    assert told.not_so == Message("The number is lower: %(text)s.", {"text": "four"})


def test_a_fact_without_a_number_is_refused() -> None:
    with pytest.raises(ValueError, match="name a fact"):
        drafted("number", ("minister",), {"stem": "How many?"})


def test_the_key_reads_back_in_words_or_in_digits() -> None:
    assert ABOUT.key(1) == {"answer": ["about 50 thousand"]}
    data = ABOUT.data()
    data["value"]["text"] = "some fifty thousands of them"
    assert type(ABOUT).load("q", (SERBS.id,), data).key(1) == {"answer": ["50000"]}

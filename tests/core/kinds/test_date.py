"""Dates: only what the source gives is asked for."""

import pytest

from quizapp.core.question import BadAnswer, Question
from tests.core.kinds.samples import drafted

DAY = drafted("date", ("shootout",), {"stem": "When?"})
YEAR = drafted("date", ("independence",), {"stem": "When?"})
WHOLE = type(DAY).load("whole", ("shootout",), {**DAY.data(), "value": {"date": "2023-09-24", "text": "that Sunday"}})


@pytest.mark.parametrize(
    ("question", "text", "score", "bucket"),
    [
        (DAY, "24 September", 1, "right"),
        (DAY, "24.9.", 1, "right"),
        (DAY, "24 September 2023", 1, "right"),
        (DAY, "September 2023", 0.5, "part"),
        (DAY, "29 September", 0, "too-late"),
        (DAY, "24 August", 0, "too-early"),
        (DAY, "2023", 0, "other"),
        (YEAR, "2008", 1, "right"),
        (YEAR, "17 February 2008", 1, "right"),
        (YEAR, "2010", 0, "too-late"),
        (YEAR, "17 February", 0, "other"),
        (WHOLE, "24 Sept 2023", 1, "right"),
        (WHOLE, "September 2023", 0.5, "part"),
        (WHOLE, "24 September", 0.5, "part"),
        (WHOLE, "24 September 2022", 0, "too-early"),
    ],
)
def test_every_known_part_counts(question: Question, text: str, score: float, bucket: str) -> None:
    grade = question.grade(question.read({"answer": [text]}, 1))
    assert (grade.score, grade.bucket) == (score, bucket)


def test_who_tells_more_than_the_source_is_told_so() -> None:
    grade = DAY.grade(DAY.read({"answer": ["24 September 2023"]}, 1))
    assert "no more than this: 24 September" in str(grade.note)


def test_two_readings_are_refused_whatever_the_key() -> None:
    early = type(DAY).load("early", ("shootout",), {**DAY.data(), "value": {"date": "--09-04", "text": "4 September"}})
    for question in (early, DAY):
        with pytest.raises(BadAnswer, match="Write 4 September or 9 April"):
            question.read({"answer": ["4/9"]}, 1)


def test_two_readings_of_what_is_not_asked_are_one() -> None:
    assert YEAR.grade(YEAR.read({"answer": ["4/9/2008"]}, 1)).score == 1


def test_what_is_asked_tells_the_parts_and_no_more() -> None:
    assert DAY.ask(1) == {"asked": "A day and its month, such as 7 May."}
    assert YEAR.ask(1) == {"asked": "A year, such as 1999."}


def test_misreadings_have_their_reason_and_others_the_right_date() -> None:
    assert DAY.explain(DAY.read({"answer": ["29 Sep"]}, 1))[0].not_so == "On that day the White House spoke."
    assert "24 September" in str(DAY.explain(DAY.read({"answer": ["1 May"]}, 1))[0].not_so)


def test_a_fact_without_a_date_is_refused() -> None:
    with pytest.raises(ValueError, match="no date"):
        drafted("date", ("serbs",), {"stem": "When?"})

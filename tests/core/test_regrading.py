"""Regrading by a corrected fact is grading afresh, and where it cannot be told, nothing is made up."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from actions.harbour import by_hand, fact
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.derive import derive
from quizapp.core.fact import DateValue, Fact, NumberValue, TextValue, Trap
from quizapp.core.grade import assess
from quizapp.core.kinds import KINDS
from quizapp.core.partial_date import PartialDate
from quizapp.core.question import DONT_KNOW, Question
from quizapp.core.regrading import regraded, rekeyed

NAMES = ("Bo Lund", "Bo Berg", "Ada Moen", "Cleo Rask", "Lund", "Bo Lind")


def keeper(name: str = "Bo Lund", *aliases: str) -> Fact:
    return fact("keeper", name, "kept the lamp", aliases=aliases)


def height(metres: int, unit: str = "metres") -> Fact:
    value = NumberValue(Decimal(metres), unit, "exact", f"{metres} {unit}")
    return fact("height", f"{metres} {unit}", "is how high it is", kind="number", value=value)


def built(year: int) -> Fact:
    return fact("built", str(year), "it was built", kind="date", value=DateValue(PartialDate(year), str(year)))


def asked(of: Fact, kind: str, others: tuple[Fact, ...] = ()) -> Question:
    return next(each for each in derive((of, *others)) if each.kind == kind and each.facts == (of.id,))


def choice(right: str, *wrong: str) -> Question:
    return asked(replace(keeper(right), traps=tuple(Trap(each, "No.") for each in wrong)), "choice")


def chosen(question: Question, text: str) -> dict[str, Any]:
    return {"chosen": question.options.index(text)}


@given(old=st.sampled_from(NAMES), new=st.sampled_from(NAMES), said=st.sampled_from(NAMES))
def test_a_typed_answer_is_graded_as_the_new_question_would(old: str, new: str, said: str) -> None:
    new_fact = replace(keeper(new), traps=())
    grade = regraded(asked(keeper(old), "text"), {"text": said}, new_fact)
    assert grade == asked(new_fact, "text").grade({"text": said})


@given(st.integers(1, 40), st.integers(1, 40), st.integers(1, 40))
def test_a_number_is_graded_as_the_new_question_would(old: int, new: int, said: int) -> None:
    response = {"text": str(said), "number": str(said)}
    new_fact = replace(height(new), traps=())
    assert regraded(asked(height(old), "number"), response, new_fact) == asked(new_fact, "number").grade(response)


@given(st.integers(1900, 1910), st.integers(1900, 1910), st.integers(1900, 1910))
def test_a_date_is_graded_as_the_new_question_would(old: int, new: int, said: int) -> None:
    response = {"text": str(said), "date": str(said)}
    new_fact = replace(built(new), traps=())
    assert regraded(asked(built(old), "date"), response, new_fact) == asked(new_fact, "date").grade(response)


@given(st.sampled_from(("Bo Lund", "Bo Berg", "Ada Moen")), st.sampled_from(("Bo Lund", "BO BERG", "Ada Moen")))
def test_a_choice_goes_by_the_text_that_was_chosen(said: str, new: str) -> None:
    question = choice("Bo Lund", "Bo Berg", "Ada Moen")
    grade = regraded(question, chosen(question, said), keeper(new))
    assert grade
    assert grade.score == (said.casefold() == new.casefold())


def test_a_choice_without_what_is_right_now_stays() -> None:
    question = choice("Bo Lund", "Bo Berg", "Ada Moen")
    assert regraded(question, chosen(question, "Bo Lund"), keeper("Dag Lie")) is None


def test_a_choice_of_which_two_are_right_now_stays() -> None:
    question = choice("Bo Lund", "Bo Berg", "Ada Moen")
    assert regraded(question, chosen(question, "Bo Berg"), keeper("Bo Berg", "Ada Moen")) is None


def test_a_number_in_another_unit_stays() -> None:
    response = {"text": "31", "number": "31"}
    assert regraded(asked(height(31), "number"), response, height(102, "feet")) is None


def test_a_value_of_another_type_stays() -> None:
    response = {"text": "31", "number": "31"}
    other = replace(height(31), kind="term", value=TextValue("high"))
    assert regraded(asked(height(31), "number"), response, other) is None


def test_who_did_not_know_did_not_know() -> None:
    assert regraded(asked(keeper(), "text"), DONT_KNOW, keeper("Bo Berg")) is None


def test_claims_and_questions_on_several_facts_stay() -> None:
    assert rekeyed(by_hand(tests="keeper"), keeper("Bo Berg")) is None
    both = replace(asked(keeper(), "text"), facts=("keeper", "pilot"))
    assert rekeyed(both, keeper("Bo Berg")) is None


@pytest.mark.parametrize("kind", [name for name in KINDS if name not in ("text", "number", "date", "choice")])
def test_other_kinds_stay(kind: str) -> None:
    found = [each for each in derive((keeper(), fact("pilot"), fact("mayor"))) if each.kind == kind]
    for question in found:
        assert rekeyed(question, keeper("Bo Berg")) is None


def test_the_same_fact_grades_every_key_as_before() -> None:
    for of in (keeper(), height(31), built(1905)):
        for question in derive((of, fact("pilot"), fact("mayor"))):
            new = rekeyed(question, of)
            if new:
                key = new.read(new.key(0), 0)
                assert assess(question, key).score == 1

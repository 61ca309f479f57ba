"""The forms of a fact take turns."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.rotation import Form, rotate, typed

CARD = Form("card", 0.0, 0, 0, 1, 1)
TYPED = Form("text", 0.0, 0, 0, 2, 1)
CHOICE = Form("choice", 1 / 3, 0, 0, 3, 1)
TRUE = Form("truefalse", 1 / 2, 0, 0, 4, 1)
forms = st.lists(
    st.builds(
        lambda form, asked, passed: replace(form, asked=asked, passed=min(asked, passed)),
        st.sampled_from((CARD, TYPED, CHOICE, TRUE)),
        st.integers(0, 5),
        st.integers(0, 5),
    ),
    unique_by=lambda form: form.kind,
)


def used(form: Form, asked: int = 1, passed: int = 0) -> Form:
    return replace(form, asked=asked, passed=passed)


def test_of_the_forms_to_type_the_least_used_is_next() -> None:
    other = replace(TYPED, question_revision_id=9)
    assert typed([CHOICE, CARD, used(TYPED), other]) == other
    assert typed([used(other), used(TYPED)]) == used(TYPED)
    assert typed([CHOICE, CARD, TRUE]) is None


def test_who_never_met_a_fact_sees_its_card_first() -> None:
    assert rotate([CHOICE, TYPED, CARD], "mixed") == [CARD, TYPED, CARD]


def test_the_least_used_form_is_next() -> None:
    assert rotate([used(CARD), used(TYPED), CHOICE], "mixed")[0] == CHOICE


def test_of_those_the_hardest_that_was_not_passed() -> None:
    assert rotate([used(CARD), used(TYPED), used(CHOICE)], "mixed")[0] == used(TYPED)
    assert rotate([used(CARD), used(TYPED, 1, 1), used(CHOICE)], "mixed")[0] == used(CARD)


def test_a_learner_may_turn_only_or_type_where_that_can_be() -> None:
    assert rotate([used(CARD, 3), TYPED, CHOICE], "turned") == [used(CARD, 3)] * 3
    assert rotate([CARD, used(TYPED, 3), CHOICE], "typed")[0] == used(TYPED, 3)
    assert rotate([used(CARD), CHOICE], "typed")[0] == CHOICE


def test_a_fact_without_a_form_is_not_asked() -> None:
    assert rotate([], "mixed") == []


@given(forms, st.sampled_from(("mixed", "typed")))
def test_a_return_asks_in_another_form_and_the_last_works_without_a_connection(given: list[Form], wanted: str) -> None:
    chosen = rotate(given, wanted)  # type: ignore[arg-type]
    if not given:
        return
    first, second, third = chosen
    assert first != second or len(given) == 1
    assert third.turned or not any(form.turned for form in given)

"""Direction: the same words the other way round are wrong."""

import random
from typing import Any

import pytest

from quizapp.core.fact import Fact, TextValue
from quizapp.core.kinds.direction import Direction
from tests.core.kinds.samples import drafted, fact

DRAFT = {"stem": "Who urged whom?", "actor": "a mayor", "verb": "urged", "target": "B", "others": ["C"], "why": "So."}


def claim(id: str, speaker: str, party: str, against: tuple[str, ...], statement: str) -> Fact:
    more: dict[str, Any] = {"speaker": speaker, "party": party, "critical_of": against, "statement": statement}
    return fact(id, "position", TextValue("theft"), "It is {theft}.", stance="claimed", **more)


ASH = claim("ash", "Ash", "ash", ("birch",), "Ash accuses Birch of theft.")
BIRCH = claim("birch", "Birch", "birch", ("ash",), "Birch blames Ash for noise.")
CEDAR = claim("cedar", "Cedar", "cedar", (), "Cedar hopes for peace.")


def made(fact: Fact, *others: Fact) -> Direction | None:
    return Direction.derive("ash.direction.1", fact, others, 1, random.Random(1))


def test_who_verb_whom_is_the_gap() -> None:
    question = made(ASH, BIRCH, CEDAR)
    assert question
    assert question.stem == "____ of theft."
    assert question.keys == ("Ash accuses Birch",)
    assert set(question.options) == {"Ash accuses Birch", "Birch accuses Ash", "Cedar accuses Birch"}
    assert all(option.why == ASH.statement for option in question.choices if not option.right)


def test_a_third_who_is_critical_too_is_not_offered() -> None:
    dogwood = claim("dogwood", "Dogwood", "dogwood", ("birch",), "Dogwood doubts Birch.")
    assert made(ASH, BIRCH, dogwood) is None


@pytest.mark.parametrize(
    ("against", "statement"),
    [
        ((), "Ash accuses Birch of theft."),
        (("birch", "cedar"), "Ash accuses Birch of theft."),
        (("birch",), "According to Ash, Birch stole."),
        (("birch",), "Ash has said for many long years now that Birch steals."),
        (("birch",), "Ash accuses Birch of taking what Birch owes."),
        (("birch",), "Ash accuses Birch."),
    ],
)
def test_what_is_built_otherwise_gives_nothing(against: tuple[str, ...], statement: str) -> None:
    assert made(claim("ash", "Ash", "ash", against, statement), BIRCH, CEDAR) is None


def test_without_a_name_for_the_target_there_is_nothing() -> None:
    assert made(ASH, CEDAR) is None


def test_by_hand_the_options_are_made_of_actor_verb_and_target() -> None:
    question = drafted("direction", ("minister",), DRAFT)
    assert question.keys == ("A mayor urged B",)
    assert set(question.options) == {"A mayor urged B", "B urged a mayor", "C urged B"}


@pytest.mark.parametrize(
    ("change", "told"),
    [({"others": []}, "one to three"), ({"others": ["B"]}, "differ"), ({"why": ""}, "add why")],
)
def test_a_draft_that_has_no_direction_is_refused(change: dict[str, Any], told: str) -> None:
    with pytest.raises(ValueError, match=told):
        drafted("direction", ("minister",), {**DRAFT, **change})

"""Choice, several and true/false: what the options are worth, and in which order they stand."""

from typing import Any

import pytest

from quizapp.core.question import BadAnswer
from tests.core.kinds.samples import DERIVED, drafted

OPTIONS = [
    {"text": "a", "right": True, "fact": "killed"},
    {"text": "b", "right": True, "fact": "serbs"},
    {"text": "c", "why": "No c."},
    {"text": "d", "why": "No d."},
]
SEVERAL = drafted("several", ("killed", "serbs", "minister"), {"stem": "Which?", "options": OPTIONS})


@pytest.mark.parametrize(
    ("chosen", "score", "parts"),
    [
        ([0, 1], 1, (1, 1)),
        ([0], 0.5, (1, 0)),
        ([0, 1, 2], 0.5, (0.5, 0.5)),
        ([0, 2], 0, (0.5, 0)),
        ([0, 1, 2, 3], 0, (0, 0)),
        ([2], 0, (0, 0)),
    ],
)
def test_a_wrong_tick_takes_a_right_one_away(chosen: list[int], score: float, parts: tuple[float, float]) -> None:
    grade = SEVERAL.grade({"chosen": chosen})
    assert grade.score == score
    assert grade.parts == {"killed": parts[0], "serbs": parts[1], "minister": score}


def test_several_tells_what_was_left_out_and_why_wrong_ticks_are_wrong() -> None:
    assert str(SEVERAL.grade({"chosen": [0, 2]}).note) == "You left out: b."
    assert [told.not_so for told in SEVERAL.explain({"chosen": [0, 2, 3]})] == ["No c.", "No d."]


def test_several_needs_a_tick_of_what_is_shown() -> None:
    for form in ({}, {"answer": ["nonsense"]}, {"answer": [*SEVERAL.key(1)["answer"], "nonsense"]}):
        with pytest.raises(BadAnswer):
            SEVERAL.read(form, 1)


@pytest.mark.parametrize(
    ("kind", "options"),
    [
        ("choice", OPTIONS),
        ("choice", OPTIONS[1:3]),
        ("choice", [OPTIONS[0], OPTIONS[2], {"text": "d"}]),
        ("choice", [OPTIONS[0], OPTIONS[2], OPTIONS[2]]),
        ("several", OPTIONS[:2]),
        ("several", [*OPTIONS[2:], {"text": "e", "why": "No e."}]),
        ("several", [{"text": "a", "right": True}, *OPTIONS[2:]]),
    ],
)
def test_drafts_that_are_no_question_are_refused(kind: str, options: Any) -> None:
    with pytest.raises(ValueError, match=r"option"):
        drafted(kind, ("killed", "serbs"), {"stem": "Which?", "options": options})


@pytest.mark.parametrize(
    ("texts", "order"),
    [
        (("about 5 thousand", "50 people", "1.8 million"), ("50 people", "about 5 thousand", "1.8 million")),
        (("2 October", "29 September", "1 January"), ("1 January", "29 September", "2 October")),
    ],
)
def test_numbers_and_dates_are_never_shuffled(texts: tuple[str, ...], order: tuple[str, ...]) -> None:
    options = [{"text": text, "right": text == texts[0], "why": "No."} for text in texts]
    question = drafted("choice", ("serbs",), {"stem": "Which?", "options": options})
    for seed in range(5):
        assert tuple(option["text"] for option in question.ask(seed)["options"]) == order


def test_derived_numbers_are_sorted_by_size() -> None:
    (question,) = (each for each in DERIVED if each.id == "serbs.choice.1")
    assert question.options == ("about 5 thousand", "about 50 thousand", "about 120 thousand")


def test_true_stands_before_false_and_falsehoods_are_marked() -> None:
    made = {each.id: each for each in DERIVED if each.id.startswith("serbs.truefalse")}
    assert [each.stem for each in made.values()] == [
        "The north was home to about 50 thousand, not about 120 thousand, ethnic Serbs.",
        "The north was home to about 120 thousand, not about 50 thousand, ethnic Serbs.",
        "The north was home to about 50 thousand, not about 5 thousand, ethnic Serbs.",
        "The north was home to about 5 thousand, not about 50 thousand, ethnic Serbs.",
    ]
    assert [each.shows_falsehood for each in made.values()] == [False, True, False, True]
    for each in made.values():
        assert [option["text"] for option in each.ask(9)["options"]] == ["True", "False"]


def test_a_wrong_true_or_false_is_refuted_by_the_trap() -> None:
    (question,) = (each for each in DERIVED if each.id == "serbs.truefalse.2")
    (told,) = question.explain({"true": True})
    assert (told.think, told.not_so) == ("about 120 thousand", "That is a later total.")

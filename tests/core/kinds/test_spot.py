"""Spot: hits less false alarms, and passages made of facts."""

import random
from typing import Any

import pytest

from quizapp.core.fact import Fact, Quote, TextValue, Trap
from quizapp.core.kinds.spot import ASKED, Spot
from quizapp.core.passage import retold
from quizapp.core.question import BadAnswer
from tests.core.kinds.samples import drafted, fact

LINES = [
    {"text": "Seven died.", "error": True, "why": "Four did.", "fact": "killed"},
    {"text": "The north was home to about 50 thousand ethnic Serbs.", "fact": "serbs"},
    {"text": "Blinken was Secretary of State.", "fact": "minister"},
    {"text": "Kirby was, too.", "error": True, "why": "There is one only.", "fact": "minister"},
]
SPOT = drafted("spot", ("killed", "serbs", "minister"), {"passage": LINES})


def told(number: int, **more: Any) -> Fact:
    """A fact on a sentence of its own."""
    sound = {"importance": "must-know", "group": f"g{number}", "evidence": ((Quote(f"s0{number}", "x"),),)}
    traps = (Trap(f"trap {number}", "Not so."), Trap(f"unsaid {number}", "Nobody says so.", "not-stated"))
    return fact(
        f"f{number}", "term", TextValue(f"value {number}"), f"it is {{value {number}}}.", *traps, **{**sound, **more}
    )


FACTS = [told(number) for number in range(1, 7)]


def made(fact: Fact, others: list[Fact], seed: int = 1) -> Spot | None:
    return Spot.derive("f.spot.1", fact, others, 1, random.Random(seed))


@pytest.mark.parametrize(
    ("marked", "score", "parts"),
    [
        ([0, 3], 1, (1, 1, 1)),
        ([0], 0.5, (1, 1, 0)),
        ([0, 1, 3], 0.5, (1, 0, 1)),
        ([0, 1], 0, (1, 0, 0)),
        ([0, 1, 2, 3], 0, (1, 0, 0)),
        ([1, 2], 0, (0, 0, 0)),
    ],
)
def test_hits_count_and_false_alarms_count_against(marked: list[int], score: float, parts: tuple[float, ...]) -> None:
    grade = SPOT.grade({"marked": marked})
    assert grade.score == score
    assert grade.parts == dict(zip(("killed", "serbs", "minister"), parts, strict=True))


def test_a_miss_is_told_what_is_true_and_a_false_alarm_that_nothing_was_altered() -> None:
    missed, alarm = SPOT.explain({"marked": [1, 3]})
    assert (missed.think, missed.not_so) == ("Seven died.", "Four did.")
    assert "about 50 thousand" in str(alarm.think)
    assert str(alarm.not_so) == "It was left as it is."


def test_marking_nothing_is_no_answer_as_there_always_is_an_error() -> None:
    with pytest.raises(BadAnswer, match="at least one"):
        SPOT.read({}, 1)


def test_the_sentences_keep_their_order_and_the_stem_is_ours_unless_written() -> None:
    assert [each["text"] for each in SPOT.ask(9)["options"]] == [line["text"] for line in LINES]
    assert SPOT.stem == ASKED
    assert drafted("spot", ("killed", "serbs", "minister"), {"stem": "Where?", "passage": LINES}).stem == "Where?"


@pytest.mark.parametrize(
    ("passage", "told"),
    [
        (LINES[:2], "3 to 8"),
        ([*LINES[1:3], {"text": "x", "fact": "killed"}], "error: true"),
        ([*LINES[:3], {"text": "x", "fact": "nobody"}], "add fact"),
        ([*LINES[1:3], {"text": "x", "error": True, "fact": "killed"}], "add why"),
    ],
)
def test_a_draft_that_is_no_passage_is_refused(passage: list[dict[str, Any]], told: str) -> None:
    with pytest.raises(ValueError, match=told):
        drafted("spot", ("killed", "serbs", "minister"), {"passage": passage})


@pytest.mark.parametrize("seed", range(20))
def test_a_passage_has_an_error_or_two_two_sound_sentences_and_the_order_of_the_brief(seed: int) -> None:
    question = made(FACTS[3], FACTS[:3] + FACTS[4:], seed)
    assert question
    assert question.facts[0] == "f4"
    assert [line.fact for line in question.passage] == sorted(question.facts)
    errors = [line for line in question.passage if line.error]
    assert 1 <= len(errors) <= 2 <= len(question.passage) - len(errors)
    assert all(line.why == "Not so." and "trap" in line.text for line in errors)
    assert all("value" in line.text for line in question.passage if not line.error)
    assert all(line.text.startswith("It is") for line in question.passage)


def test_two_facts_of_one_sentence_are_never_in_one_passage() -> None:
    twin = told(1, subject="twin")
    question = made(FACTS[0], [twin, *FACTS[1:3]])
    assert question
    assert len(question.passage) == 3


@pytest.mark.parametrize(
    "unfit",
    [
        {"stance": "claimed"},
        {"contested": True},
        {"source": "elsewhere"},
        {"absence": True},
        {"skip": ("spot",)},
        {"evidence": ()},
    ],
)
def test_claims_absences_and_facts_from_elsewhere_are_not_retold(unfit: dict[str, Any]) -> None:
    question = made(FACTS[0], [told(2, **unfit), *FACTS[2:4]])
    assert question
    assert "f2" not in question.facts


def test_fewer_than_three_facts_make_no_passage_nor_do_facts_that_are_nice_to_know() -> None:
    assert made(FACTS[0], FACTS[1:2]) is None
    assert made(told(1, importance="nice"), FACTS[1:]) is None


def test_without_a_contradicted_trap_there_is_nothing_to_alter() -> None:
    bare = [fact(f"f{n}", "term", TextValue("v"), "It is {v}.", evidence=((Quote(f"s0{n}", "v"),),)) for n in (1, 2, 3)]
    assert retold(bare[0], bare[1:], random.Random(1)) == ()


def test_it_shows_falsehoods_and_no_stem_gives_it_away() -> None:
    assert SPOT.shows_falsehood
    assert SPOT.content_keys == ()
    assert SPOT.keys == ("Seven died.", "Kirby was, too.")

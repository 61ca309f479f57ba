"""Neutral wording: asked of facts about a contested term, as the style list has it."""

import random
from dataclasses import replace
from pathlib import Path

import pytest

from quizapp.core.fact import Fact, TextValue, Trap
from quizapp.core.folding import fold, holds
from quizapp.core.kinds.term import ASKED, Term
from quizapp.formats.folder import read_folder
from tests.core.kinds.samples import fact

WORD = fact(
    "word",
    "term",
    TextValue("the line"),
    "They met at {the line}.",
    Trap("the border", "One side’s word."),
    Trap("the boundary", "The other side’s word."),
    contested=True,
    source="style-list",
)


def made(fact: Fact, number: int) -> Term | None:
    return Term.derive("word.term.1", fact, (), number, random.Random(1))


@pytest.mark.parametrize(("number", "shown"), [(1, "[the border]"), (2, "[the boundary]")])
def test_each_contested_word_is_shown_once_and_may_be_left_as_it_is(number: int, shown: str) -> None:
    question = made(WORD, number)
    assert question
    assert question.stem == f"They met at {shown}. {ASKED}"
    assert question.keys == ("the line",)
    assert set(question.options) == {"the line", "the border", "the boundary"}
    assert all(option.why for option in question.choices if not option.right)


def test_only_contested_terms_of_a_style_list_with_two_wordings_are_asked() -> None:
    assert made(WORD, 3) is None
    for unfit in ({"contested": False}, {"source": None}, {"traps": WORD.traps[:1]}, {"kind": "place"}):
        assert made(replace(WORD, **unfit), 1) is None  # type: ignore[arg-type] # any field of a fact


def test_every_term_of_the_shipped_list_is_asked_about() -> None:
    bank, problems = read_folder(Path(__file__).parents[3] / "questions" / "kosovo-2023")
    assert bank, problems
    stems = [fold(question.stem) for question in bank.questions if question.kind == "term"]
    missing = [term.term for term in bank.terms if not any(holds(stem, fold(term.term)) for stem in stems)]
    assert missing == []
